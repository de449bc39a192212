"""Places of every level; everybody reads them. A larger town comes before a smaller one of the same name."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from naves.adapters.search_index.kinds.labels import by_facet, labels
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.kernel.search import Audience, Document, Shown

_BOOST: Final = {
    PlaceLevel.MUNICIPALITY: 2.0,
    PlaceLevel.REGION: 1.9,
    PlaceLevel.DISTRICT: 1.8,
    PlaceLevel.ORP: 1.7,
    PlaceLevel.STATE: 1.6,
}
_PEOPLE = 10_000_000
_ALL_AT_ONCE = 10_000


class PlaceKind:
    """Municipalities, ORP, okresy, kraje and the state, by code."""

    name = "place"

    def count(self) -> int:
        return Place.objects.count()

    def documents(self, identifiers: Sequence[str] | None = None, *, owner: str = "") -> Iterator[Document]:
        if owner:
            return
        places = Place.objects.select_related("region", "district", "orp")
        if identifiers is not None:
            places = places.filter(code__in=identifiers)
        yield from map(_document, places.order_by("pk").iterator(chunk_size=_ALL_AT_ONCE))

    def audience(self, actor: Any) -> Audience:  # noqa: ARG002 - the territory is everybody's
        return Audience(everything=True)

    def shown(self, actor: Any, identifiers: Sequence[str]) -> Mapping[str, Shown]:  # noqa: ARG002
        places = Place.objects.select_related("region", "district", "orp").filter(code__in=identifiers)
        return {
            place.code: Shown(
                kind=self.name,
                identifier=place.code,
                title=place.name,
                place=_within(place),
                labels=by_facet(_document(place).labels),
            )
            for place in places
        }


def _within(place: Place) -> str:
    above = [unit.name for unit in (place.district, place.region) if unit is not None and unit.pk != place.pk]
    return ", ".join(dict.fromkeys(above))


def _document(place: Place) -> Document:
    region = place.code if place.level == PlaceLevel.REGION else place.region.code if place.region else None
    people = math.log(1 + (place.population or 0)) / math.log(_PEOPLE)
    return Document(
        identifier=place.code,
        title=place.name,
        text=" ".join(filter(None, [_within(place), place.orp.name if place.orp else ""])),
        codes=tuple(filter(None, [place.code, place.ico])),
        labels=labels(region=[region], level=[place.level]),
        boost=_BOOST[PlaceLevel(place.level)] + people,
        is_public=True,
    )
