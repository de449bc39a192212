"""What an import would change, worked out before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place, Population
from naves.domains.places.rules.rows import KnownUnit, PlaceRow
from naves.domains.places.rules.size_classes import size_class
from naves.domains.places.rules.territory import from_the_top
from naves.kernel.text import collation_key, fold

PLAIN_FIELDS = ("level", "kind", "name", "longitude", "latitude", "area_ha", "ico")
ABOVE = ("parent", "region", "district", "orp")
CHANGEABLE = (*PLAIN_FIELDS, "name_sort", "name_folded", *ABOVE, "population", "size_class")


@dataclass(slots=True)
class Plan:
    """The units to make, to change (with what they were before) and the new population counts."""

    created: list[PlaceRow] = field(default_factory=list)
    changed: list[tuple[Place, PlaceRow]] = field(default_factory=list)
    unchanged: int = 0
    counted: list[PlaceRow] = field(default_factory=list)


class Territory:
    """The units on record, by code, with the latest recorded count of each reference date."""

    def __init__(self) -> None:
        """Read them all: three queries."""
        self.places = {place.code: place for place in Place.objects.all()}
        self._codes = {place.pk: place.code for place in self.places.values()}
        self.counts: dict[str, dict[date, int]] = {}
        rows = Population.objects.order_by("recorded_at").values_list("place_id", "reference_date", "people")
        for place_id, day, people in rows.iterator(chunk_size=5000):
            self.counts.setdefault(self._codes[place_id], {})[day] = people

    def add(self, places: Iterable[Place]) -> None:
        """Take places that were written just now."""
        for place in places:
            self.places[place.code] = place
            self._codes[place.pk] = place.code

    def known(self) -> dict[str, KnownUnit]:
        """Return what new units are checked against."""
        return {
            place.code: KnownUnit(PlaceLevel(place.level), self.code_of(place.parent_id))
            for place in self.places.values()
        }

    def code_of(self, place_id: int | None) -> str | None:
        """Return the code of the place with this key."""
        return self._codes.get(place_id) if place_id is not None else None

    def is_new_count(self, row: PlaceRow) -> bool:
        """Whether the people of ``row`` are not on record yet."""
        counted = counted_in(row)
        return counted is not None and self.counts.get(row.code, {}).get(counted[0]) != counted[1]


def counted_in(row: PlaceRow) -> tuple[date, int] | None:
    """Return the reference date and the people that ``row`` gives, if it gives both."""
    if row.population is None or row.population_date is None:
        return None
    return row.population_date, row.population


def plan(rows: Iterable[PlaceRow], territory: Territory) -> Plan:
    """Return what importing ``rows`` would do."""
    result = Plan()
    for row in from_the_top(rows):
        place = territory.places.get(row.code)
        counted = territory.is_new_count(row)
        if place is None:
            result.created.append(row)
        elif counted or described(place, territory) != description(row, place, territory):
            result.changed.append((place, row))
        else:
            result.unchanged += 1
        if counted:
            result.counted.append(row)
    return result


def described(place: Place, territory: Territory) -> dict[str, Any]:
    """Return ``place`` as plain values that a row can be compared with."""
    values = {name: getattr(place, name) for name in PLAIN_FIELDS}
    return {
        **values,
        "parent": territory.code_of(place.parent_id),
        "district": territory.code_of(place.district_id),
        "population": place.population,
    }


def description(row: PlaceRow, place: Place | None, territory: Territory) -> dict[str, Any]:
    """Return how ``row`` would leave the place; what the file does not say stays as it is."""
    before = described(place, territory) if place else {}
    given: Mapping[str, Any] = {
        "level": row.level,
        "kind": row.kind,
        "name": row.name,
        "longitude": row.longitude,
        "latitude": row.latitude,
        "area_ha": row.area_ha,
        "ico": row.ico or None,
        "parent": row.parent_code,
        "district": row.district_code,
    }
    values = {**before, **{name: value for name, value in given.items() if value is not None}}
    values.setdefault("kind", "")
    values.setdefault("ico", "")
    latest = max(territory.counts.get(row.code, {}), default=date.min)
    if row.population is not None and row.population_date and row.population_date >= latest:
        values["population"] = row.population
    return values


def apply_row(place: Place, row: PlaceRow, territory: Territory) -> Place:
    """Set the fields of ``place`` from ``row``; the units above it must be in ``territory`` already."""
    values = description(row, place if place.pk else None, territory)
    for name in PLAIN_FIELDS:
        setattr(place, name, values.get(name))
    place.name_sort, place.name_folded = collation_key(row.name), fold(row.name)
    place.population = values.get("population")
    place.size_class = size_class(place.population)
    place.parent = territory.places.get(values["parent"]) if values.get("parent") else None
    _place_under(place, territory.places.get(row.district_code or ""))
    return place


def _place_under(place: Place, district: Place | None) -> None:
    parent = place.parent
    place.region = place.district = place.orp = None
    if parent is None or parent.level == "state":
        return
    place.orp = parent if parent.level == "orp" else None
    place.district = district or (parent if parent.level == "district" else parent.district)
    place.region = parent if parent.level == "region" else (place.district or parent).region
