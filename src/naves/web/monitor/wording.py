"""The words of figures and filters, in the reader's language."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from naves.domains.monitor.rules.agreement import Standing
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.needs.models import AffectedGroup, Theme
from naves.domains.needs.queries import groups, themes

Text = str | Promise

LEVELS: Final[dict[int, Text]] = {
    1: _("Mentioned and higher"),
    2: _("Planned and higher"),
    3: _("Resourced and higher"),
    4: _("Proven"),
}
QUESTIONS: Final[dict[int, Text]] = {
    1: _("Share of needs that a strategy in force at least mentions"),
    2: _("Share of needs with at least a planned measure"),
    3: _("Share of needs with money, an agreement or a running experiment behind the answer"),
    4: _("Share of needs whose answer is proven"),
}
RUNGS: Final[tuple[Text, ...]] = (
    pgettext_lazy("rung of the ladder", "Recorded"),
    pgettext_lazy("rung of the ladder", "Mentioned"),
    pgettext_lazy("rung of the ladder", "Planned"),
    pgettext_lazy("rung of the ladder", "Resourced"),
    pgettext_lazy("rung of the ladder", "Proven"),
)
ESTIMANDS: Final[dict[Estimand, Text]] = {
    Estimand.PER_TOWN: _("The average town"),
    Estimand.PER_PERSON: _("The average resident"),
    Estimand.SENSITIVITY: _("Weighted by social exclusion"),
}
EXPLANATIONS: Final[dict[Estimand, Text]] = {
    Estimand.PER_TOWN: _("Mean over assessed towns; a village counts as much as a city."),
    Estimand.PER_PERSON: _("Mean weighted by population; a city counts as much as its people."),
    Estimand.SENSITIVITY: _("Weighted by population × (1 + index of social exclusion / 30)."),
}

STANDINGS: Final[dict[Standing, tuple[Text, str]]] = {
    Standing.PUBLISHED: (pgettext_lazy("figures", "may be published"), "success"),
    Standing.PROVISIONAL: (pgettext_lazy("figures", "provisional"), "warning"),
    Standing.WITHHELD: (pgettext_lazy("figures", "withheld"), "error"),
    Standing.NOT_ASSESSED: (_("not assessed"), "neutral"),
}


def name_of(item: Theme | AffectedGroup) -> str:
    """Return the name of a theme or group in the reader's language."""
    return item.name_cs if get_language() == "cs" else item.name_en


def theme_names() -> dict[str, str]:
    """Return code → name, in the order of the themes."""
    return {theme.code: name_of(theme) for theme in themes()}


def group_names() -> dict[str, str]:
    """Return code → name, in the order of the groups."""
    return {group.code: name_of(group) for group in groups()}
