"""Reads along the tree."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place
from naves.kernel.errors import NotFound

ABOVE = {PlaceLevel.REGION: "region", PlaceLevel.DISTRICT: "district", PlaceLevel.ORP: "orp"}


def place_by_code(code: str) -> Place:
    """Return the unit with this code and those above it, or raise :class:`NotFound`."""
    place = Place.objects.select_related("parent", "region", "district", "orp").filter(code=code).first()
    if place is None:
        raise NotFound("place", code)
    return place


def children(place: Place) -> QuerySet[Place]:
    """Return the units right below, in alphabetical order."""
    return place.children.order_by("name_sort")


def ancestors(place: Place) -> list[Place]:
    """Return the units above, from the state down, without the place itself."""
    above: list[Place] = []
    current = place.parent
    while current is not None:
        above.append(current)
        current = current.parent
    return above[::-1]


def regions() -> QuerySet[Place]:
    """Return the kraje in alphabetical order."""
    return Place.objects.filter(level=PlaceLevel.REGION).order_by("name_sort")


def units(level: str, within: Place | None = None) -> QuerySet[Place]:
    """Return the units of ``level`` in alphabetical order, all of them or those within a unit above."""
    places = Place.objects.filter(level=level).order_by("name_sort")
    if within is None or (column := ABOVE.get(PlaceLevel(within.level))) is None:
        return places
    return places.filter(**{column: within})


def population_of(place: Place) -> int:
    """Return how many people live in ``place``, summed over its municipalities (one query)."""
    return int(municipalities_of(place).aggregate(people=Sum("population", default=0))["people"])


def municipalities_of(place: Place) -> QuerySet[Place]:
    """Return the municipalities within ``place``; a municipality itself is one."""
    towns = Place.objects.filter(level=PlaceLevel.MUNICIPALITY)
    if place.level == PlaceLevel.STATE:
        return towns
    if place.level == PlaceLevel.MUNICIPALITY:
        return towns.filter(pk=place.pk)
    return towns.filter(**{ABOVE[PlaceLevel(place.level)]: place})


@dataclass(frozen=True, slots=True)
class Totals:
    """What the territory adds up to; military districts are counted apart."""

    municipalities: int
    military_districts: int
    orps: int
    districts: int
    regions: int
    population: int


def totals() -> Totals:
    """Return the counts of units and people (one query)."""
    military = Q(kind=MunicipalityKind.MILITARY)
    towns = Q(level=PlaceLevel.MUNICIPALITY)
    counted = Place.objects.aggregate(
        municipalities=Count("id", filter=towns & ~military),
        military_districts=Count("id", filter=towns & military),
        orps=Count("id", filter=Q(level=PlaceLevel.ORP)),
        districts=Count("id", filter=Q(level=PlaceLevel.DISTRICT)),
        regions=Count("id", filter=Q(level=PlaceLevel.REGION)),
        population=Sum("population", filter=towns, default=0),
    )
    return Totals(**counted)
