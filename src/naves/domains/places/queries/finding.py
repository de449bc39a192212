"""Finding a place by what people write."""

import re
from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.rules.naming import NamedPlace, PlaceIndex, Resolution, name_key
from naves.kernel.errors import Refused

SHORTEST_SEARCH = 2
_CODE_OF_LABEL = re.compile(r"^.*[(,](?=[^(,]*\)$)")


def place_index() -> PlaceIndex:
    """Return an index of all municipalities, for imports that look up many (one query)."""
    return PlaceIndex(_named(_municipalities()))


def resolve_place(text: str, *, district: str = "", region: str = "", field: str = "place") -> Place:
    """Return the one municipality that ``text`` means, by code or name with okres or kraj.

    Raises :class:`Refused` where there is none or more than one: which ones, the problem says.
    """
    resolution = find_place(text, district=district, region=region, field=field)
    if resolution.place is None:
        raise Refused([resolution.problem] if resolution.problem else [])
    return Place.objects.select_related("region", "district", "orp").get(pk=resolution.place.id)


def find_place(text: str, *, district: str = "", region: str = "", field: str = "place") -> Resolution:
    """Return the municipality that ``text`` means, or the problem and the candidates to ask about."""
    return place_index().resolve(text, district=district, region=region, field=field)


def search_places(text: str, *, levels: Iterable[str] = (PlaceLevel.MUNICIPALITY,), limit: int = 20) -> list[Place]:
    """Return places for search-as-you-type, the likeliest first: whole name, its beginning, a word in it; by size."""
    wanted = name_key(text)
    if len(wanted) < SHORTEST_SEARCH:
        return []
    if wanted.isdigit():
        matching, order = Q(code__startswith=wanted), Value(0, IntegerField())
    else:
        begins, within = Q(name_folded__startswith=wanted), Q(name_folded__contains=f" {wanted}")
        matching = begins | within | Q(name_folded__contains=f"-{wanted}")
        order = Case(When(name_folded=wanted, then=0), When(begins, then=1), default=2)  # type: ignore[assignment]
    found = Place.objects.filter(matching, level__in=list(levels)).select_related("district", "region")
    return list(
        found.annotate(rank=order).order_by("rank", F("population").desc(nulls_last=True), "name_sort", "id")[:limit]
    )


def places_meant(text: str, *, within: Place | None = None, limit: int = 12) -> list[Place]:
    """Return the units of any level that ``text`` may mean, for a page that narrows a list by place.

    ``text`` is a code, a name, or a label as :func:`place_label` writes it. One unit: it is meant; several:
    ask which; where no name is equal, those whose names are like it.
    """
    wanted = " ".join(text.split())
    code = _CODE_OF_LABEL.sub("", wanted).strip(" )")
    related = Place.objects.select_related("district", "region", "orp")
    if exact := related.filter(code__iexact=code).first():
        return [exact]
    levels = [level for level in PlaceLevel.values if level != PlaceLevel.STATE]
    found = search_places(wanted, levels=levels, limit=10 * limit)
    if within is not None:
        found = [place for place in found if within.pk in {place.region_id, place.district_id, place.orp_id}]
    called = [place for place in found if place.name_folded == name_key(wanted)]
    return (called or found)[:limit]


def place_label(place: Place) -> str:
    """Return the name as it can be typed in to mean this place alone, e.g. Lhota (Olomouc, 500123)."""
    area = place.district if place.level == PlaceLevel.MUNICIPALITY else None
    return f"{place.name} ({area.name}, {place.code})" if area is not None else f"{place.name} ({place.code})"


def _municipalities() -> QuerySet[Place]:
    return Place.objects.filter(level=PlaceLevel.MUNICIPALITY)


def _named(places: QuerySet[Place]) -> Iterable[NamedPlace]:
    rows = places.values_list("id", "code", "name", "district__code", "district__name", "region__code", "region__name")
    return (NamedPlace(*row) for row in rows.iterator(chunk_size=10_000))
