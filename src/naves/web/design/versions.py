"""Where a version of a strategy stands: the word, the colour and the icon that go together."""

from datetime import date
from typing import Final

from django.utils.translation import pgettext_lazy

from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import StrategyVersion
from naves.web.design.words import Look

DRAFT: Final = Look(pgettext_lazy("strategy version", "Draft"), "neutral", "dash-lg")
IN_FORCE: Final = Look(pgettext_lazy("strategy version", "In force"), "success", "check-lg")
COMING: Final = Look(pgettext_lazy("strategy version", "Begins later"), "primary", "bookmarks")
OVER: Final = Look(pgettext_lazy("strategy version", "Expired"), "warning", "exclamation-lg")
SUPERSEDED: Final = Look(pgettext_lazy("strategy version", "Replaced"), "neutral", "copy")
WITHDRAWN: Final = Look(pgettext_lazy("strategy version", "Withdrawn"), "neutral", "x-lg")


def version_look(version: StrategyVersion, today: date) -> Look:
    """Return where a version stands on the day."""
    if version.status == VersionStatus.DRAFT:
        return DRAFT
    if version.status == VersionStatus.WITHDRAWN:
        return WITHDRAWN
    if version.status == VersionStatus.SUPERSEDED:
        return SUPERSEDED
    if version.in_force_to is not None and version.in_force_to < today:
        return OVER
    return IN_FORCE if version.in_force_from <= today else COMING
