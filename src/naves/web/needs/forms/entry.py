"""The one-page entry of a need: for a clerk, and in simpler words for a citizen."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from naves.domains.needs.enums import Severity, VoicedBy
from naves.domains.needs.models import Need
from naves.domains.needs.queries import SimilarNeed, similar_needs
from naves.domains.needs.rules.values import DESCRIPTION_LENGTH, REASON_LENGTH, TITLE_LENGTH, NeedValues
from naves.domains.places.models import Place
from naves.kernel.clock import today
from naves.kernel.text import detect_language
from naves.web.design.towns import TownForm
from naves.web.design.widgets import DayInput
from naves.web.needs.forms.choices import group_choices
from naves.web.needs.forms.themes import ThemesForm

NEARLY_THE_SAME = 0.6
"""From this likeness of titles on, the writer has to say that the need is another one."""
NAMES = {"themes": "theme", "groups": "groups"}
"""Fields of the domain → fields of the form."""


class AnyNeedForm(TownForm, ThemesForm):
    """What every writer is asked. Publish or keep as a draft: the button that was pressed tells."""

    title = forms.CharField(
        label=_("What is missing or wrong?"),
        help_text=_("One sentence, as you would say it to a neighbour."),
        max_length=TITLE_LENGTH[1],
    )
    is_new = forms.BooleanField(label=_("It is none of these, it is a new need"), required=False)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where, when, since when, what was already tried. No names of people, please."),
    )
    groups = forms.MultipleChoiceField(
        label=_("Whom does it touch most?"),
        required=False,
        choices=group_choices(),
        widget=widgets.CheckboxSelectMultiple,
    )
    severity = forms.TypedChoiceField(
        label=_("How serious is it?"), choices=Severity.choices, coerce=int, widget=widgets.RadioSelect
    )
    severity_reason = forms.CharField(label=_("Why so serious?"), required=False, max_length=REASON_LENGTH)
    people_affected = forms.IntegerField(
        label=_("How many people does it concern?"), required=False, help_text=_("An estimate is enough.")
    )
    field_order = (
        *("place", "place_code", "title", "is_new", "description", "theme", "groups"),
        *("severity", "severity_reason", "voiced_by", "voiced_on", "people_affected"),
    )

    def __init__(self, *args: Any, further_themes: int = 0, need: Need | None = None, **options: Any) -> None:
        """Take the ``need`` that is edited, if any: it is not similar to itself."""
        super().__init__(*args, **options)
        self.need = need
        self.add_further(further_themes)
        self.similar: list[SimilarNeed] = []
        self.values: NeedValues | None = None

    def look_for_similar(self, town: Place | None, title: str) -> None:
        """Find needs of the town that may be the same; one that is edited was entered long ago."""
        if town is not None and self.need is None:
            self.similar = similar_needs(town, title, language=detect_language(title) or "cs")

    def clean(self) -> dict[str, Any] | None:
        """Look whether the need is already there; put the values together."""
        cleaned = super().clean() or self.cleaned_data
        self.look_for_similar(self.town, cleaned.get("title", ""))
        if not cleaned.get("is_new") and any(found.likeness >= NEARLY_THE_SAME for found in self.similar):
            self.add_error(
                "is_new", _("The town already has a need like this. Look at it, then say whether yours is another one.")
            )
        shares = self.shares()
        if not self.errors:
            self.values = self._values(shares)
        return cleaned

    def _values(self, shares: dict[str, Decimal]) -> NeedValues:
        said = self.cleaned_data
        return NeedValues(
            title=said["title"],
            description=said["description"],
            themes=shares,
            voiced_by=said.get("voiced_by") or VoicedBy.CITIZEN,
            voiced_on=said.get("voiced_on") or today(),
            severity=said["severity"],
            severity_reason=said.get("severity_reason", ""),
            people_affected=said["people_affected"],
            groups=frozenset(said["groups"]),
            language=self._language(),
        )

    def _language(self) -> str:
        """The language of the text; of the page, where the text does not tell."""
        text = f"{self.cleaned_data['title']} {self.cleaned_data['description']}"
        shown = self.need.language if self.need is not None else (get_language() or "cs")[:2]
        return detect_language(text) or shown


class NeedForm(AnyNeedForm):
    """The clerk's questions."""

    voiced_by = forms.ChoiceField(
        label=_("Who voiced it?"), choices=VoicedBy.choices, widget=widgets.RadioSelect, initial=VoicedBy.CITIZEN
    )
    voiced_on = forms.DateField(label=_("When was it voiced?"), widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Most needs are written down on the day when they are voiced."""
        super().__init__(*args, **options)
        self.fields["voiced_on"].initial = today()


class CitizenNeedForm(AnyNeedForm):
    """The same need in fewer questions: who voiced it and when is known."""

    severity = forms.TypedChoiceField(
        label=_("How much does it bother you?"),
        choices=[
            (Severity.MINOR, pgettext_lazy("citizen", "It bothers me")),
            (Severity.SERIOUS, pgettext_lazy("citizen", "It limits my daily life")),
            (Severity.CRITICAL, pgettext_lazy("citizen", "It endangers health or safety")),
        ],
        coerce=int,
        widget=widgets.RadioSelect,
    )
    severity_reason = forms.CharField(
        label=_("How does it show?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("For instance: I walk two kilometres along a road without a pavement."),
    )
