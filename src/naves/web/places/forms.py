"""The filter above the list of places."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naves.domains.places.enums import PlaceLevel, SizeClass
from naves.domains.places.models import Place
from naves.domains.places.queries import PlaceFilter, units

LEVELS = [
    (PlaceLevel.MUNICIPALITY, _("Municipalities")),
    (PlaceLevel.ORP, _("Municipalities with extended powers (ORP)")),
    (PlaceLevel.DISTRICT, _("Districts")),
    (PlaceLevel.REGION, _("Regions")),
]


class PlaceFilterForm(forms.Form):
    """Districts and ORP to choose from are those of what is chosen above them."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=100)
    region = forms.ChoiceField(label=_("Region"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    orp = forms.ChoiceField(label=_("ORP"), required=False)
    size = forms.TypedChoiceField(
        label=_("Size of the municipality"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any")), *SizeClass.choices],
    )
    level = forms.ChoiceField(label=_("Show"), required=False, choices=LEVELS)

    def __init__(self, query: QueryDict) -> None:
        """Fill the choices; drop what lies elsewhere, such as a district of the region chosen before."""
        data = query.copy()
        data.setdefault("level", PlaceLevel.MUNICIPALITY)
        super().__init__(data, auto_id="filter_%s")
        self.within: Place | None = None
        self._offer("region", PlaceLevel.REGION, gettext("Whole country"))
        self._offer("district", PlaceLevel.DISTRICT, gettext("All districts"))
        self._offer("orp", PlaceLevel.ORP, gettext("All ORP"))

    def _offer(self, name: str, level: PlaceLevel, every: str) -> None:
        offered = {place.code: place for place in units(level, within=self.within)}
        field = self.fields[name]
        field.choices = [("", every), *((code, place.name) for code, place in offered.items())]  # type: ignore[attr-defined]
        chosen = self.data.get(name, "")
        if chosen in offered:
            self.within = offered[chosen]
        elif chosen and name != "region":
            self.data[name] = ""  # type: ignore[index]  # a copy, see __init__

    def places(self) -> PlaceFilter:
        """Return the filter of the domain; what was wrong limits nothing."""
        said = self.cleaned_data
        return PlaceFilter(
            level=said.get("level") or PlaceLevel.MUNICIPALITY,
            within=self.within,
            size_class=said.get("size"),
            text=said.get("q", ""),
        )

    @property
    def is_used(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(value not in {None, "", PlaceLevel.MUNICIPALITY.value} for value in self.cleaned_data.values())
