"""Fields for places: one town, one unit of any level to narrow a list by, or many, one on a line."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.queries import place_label, places_meant, resolve_place
from naves.kernel.errors import Refused
from naves.web.design.problems import sentence
from naves.web.design.towns import PlaceInput

MOST_NAMED = 6
"""Places of one name that an error spells out."""


class TownField(forms.CharField):
    """One municipality, typed as a name with okres or as a code; cleans to a Place."""

    widget = PlaceInput

    def clean(self, value: Any) -> Any:
        """Return the place, or say which towns the text may mean."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return _labelled(text) or resolve_place(text)
        except Refused as refused:
            raise ValidationError([sentence(problem) for problem in refused.problems]) from None


class UnitField(forms.CharField):
    """One place of any level, to narrow a list by; cleans to a Place, or None where nothing is written.

    A town is meant before the ORP and the okres that are named after it: what covers those covers the town.
    """

    def __init__(self, **options: Any) -> None:
        """Suggest units of every level while typing."""
        super().__init__(**{"widget": PlaceInput(levels="all"), "max_length": 200, **options})

    def clean(self, value: Any) -> Any:
        """Return the place, or say that there is none or that there are several."""
        text = _bare(super().clean(value))
        meant = _narrowest(places_meant(text)) if text else []
        if text and len(meant) != 1:
            raise ValidationError(_several(text, meant) if meant else _unknown(text))
        return meant[0] if meant else None


class PlacesField(forms.CharField):
    """Places of any level, one on a line; cleans to a list of places."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        """Return the places, or say which lines are unknown or mean several."""
        found: dict[int, Place] = {}
        problems = []
        for line in filter(None, (_bare(line) for line in super().clean(value).splitlines())):
            meant = places_meant(line)
            if len(meant) == 1:
                found[meant[0].pk] = meant[0]
            else:
                problems.append(_several(line, meant) if meant else _unknown(line))
        if problems:
            raise ValidationError(problems)
        return list(found.values())


def lines_of(places: Iterable[Place]) -> str:
    """Return places as :class:`PlacesField` reads them."""
    return "\n".join(f"{place_label(place)} – {place.get_level_display()}" for place in places)


def _bare(text: str) -> str:
    """Leave out the level that suggestions add behind a dash."""
    return text.partition(" – ")[0].strip()


def _narrowest(places: list[Place]) -> list[Place]:
    towns = [place for place in places if place.level == PlaceLevel.MUNICIPALITY]
    if len(towns) == 1 and {place.pk for place in places} <= {towns[0].pk, towns[0].orp_id, towns[0].district_id}:
        return towns
    return places


def _labelled(text: str) -> Place | None:
    """Return the place that a label with a code means: suggestions of the page are filled in like that."""
    if not text.endswith(")"):
        return None
    meant = places_meant(text)
    return meant[0] if len(meant) == 1 else None


def _several(line: str, places: list[Place]) -> str:
    names = "; ".join(f"{place_label(place)} – {place.get_level_display()}" for place in places[:MOST_NAMED])
    return _("“%(line)s” may mean several places. Write one of these: %(names)s.") % {"line": line, "names": names}


def _unknown(line: str) -> str:
    return _("There is no place “%(line)s”. Check the spelling, or write its code.") % {"line": line}
