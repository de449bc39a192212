"""The filter above the list of needs. A lasting address names the place by its code."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from naves.domains.needs.enums import NeedStatus, Severity, VoicedBy
from naves.domains.needs.queries import NeedFilter
from naves.domains.places.enums import SizeClass
from naves.domains.places.models import Place
from naves.domains.places.queries import place_label, places_meant, regions
from naves.web.design.towns import PlaceInput
from naves.web.design.words import NEED_STATUS
from naves.web.needs.forms.choices import group_choices, theme_choices

EVERY_STATUS = "all"


def _status_choices() -> list[tuple[str, object]]:
    return [
        ("", pgettext_lazy("needs", "Published and answered")),
        *((status.value, NEED_STATUS[status].label) for status in NeedStatus),
        (EVERY_STATUS, pgettext_lazy("needs", "All")),
    ]


def _region_choices() -> list[tuple[str, str]]:
    return [("", gettext("Whole country")), *regions().values_list("code", "name")]


RESPONSES = [
    ("", _("Any")),
    ("1", pgettext_lazy("needs", "None at all")),
    ("2", pgettext_lazy("needs", "At most mentioned")),
    ("3", pgettext_lazy("needs", "At most planned")),
    ("4", pgettext_lazy("needs", "At most resourced")),
]
"""The level that a need has not reached → how people say it."""


class NeedFilterForm(forms.Form):
    """After validation ``places`` are the units that the text may mean: none, the one, or those to ask about."""

    q = forms.CharField(label=_("Words of the title"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=theme_choices(_("All themes")))
    region = forms.ChoiceField(label=_("Region"), required=False, choices=_region_choices)
    place = forms.CharField(
        label=_("Municipality, ORP or district"), required=False, max_length=200, widget=PlaceInput(levels="all")
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=_status_choices)
    response = forms.TypedChoiceField(
        label=_("Response"), required=False, coerce=int, empty_value=None, choices=RESPONSES
    )
    group = forms.ChoiceField(label=_("Affected group"), required=False, choices=group_choices(_("All groups")))
    severity = forms.TypedChoiceField(
        label=_("Severity"), required=False, coerce=int, empty_value=None, choices=[("", _("Any")), *Severity.choices]
    )
    voiced_by = forms.ChoiceField(label=_("Voiced by"), required=False, choices=[("", _("Anybody")), *VoicedBy.choices])
    size = forms.TypedChoiceField(
        label=_("Size of the municipality"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any")), *SizeClass.choices],
    )

    def __init__(self, query: QueryDict) -> None:
        """Take the address; a place that it gives by its code will show its name."""
        self.places: list[Place] = []
        super().__init__(query.copy(), auto_id="filter_%s")

    def clean(self) -> dict[str, Any]:
        """Find the place within the region, if both are given."""
        cleaned = super().clean() or self.cleaned_data
        region = next((place for place in regions() if place.code == cleaned.get("region")), None)
        self.places = [region] if region is not None else []
        if text := cleaned.get("place"):
            self.places = places_meant(text, within=region)
            if len(self.places) == 1:
                self.data["place"] = place_label(self.places[0])  # type: ignore[index]  # a copy, see __init__
            elif not self.places:
                self.add_error("place", _("No place is called so. Check the name, or give the code."))
        return cleaned

    @property
    def unit(self) -> Place | None:
        """The one unit that is meant."""
        return self.places[0] if len(self.places) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text may mean several units."""
        return len(self.places) > 1

    @property
    def has_more(self) -> bool:
        """Whether one of the less common filters is used; they are shown then."""
        return any(
            self.cleaned_data.get(name) not in {None, ""}
            for name in ("status", "group", "severity", "voiced_by", "size")
        )

    @property
    def is_used(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(value not in {None, ""} for value in self.cleaned_data.values())

    def needs(self) -> NeedFilter:
        """Return the filter of the domain; what was wrong limits nothing."""
        said = self.cleaned_data
        status = said.get("status", "")
        statuses = {"": NeedFilter().statuses, EVERY_STATUS: tuple(NeedStatus)}.get(status, (status,))
        return NeedFilter(
            statuses=statuses,
            theme=said.get("theme") or None,
            group=said.get("group") or None,
            place=self.unit,
            size_class=said.get("size"),
            severity=said.get("severity"),
            voiced_by=said.get("voiced_by") or None,
            text=said.get("q", ""),
        )
