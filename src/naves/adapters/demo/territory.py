"""The territory: kraje and okresy from ISO 3166-2 (pycountry), towns from GeoNames (CC BY 4.0)."""

from collections.abc import Iterator
from datetime import date, datetime

import pycountry

from naves.adapters.demo.files import rows
from naves.domains.organisations.access import Actor
from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.operations import import_places
from naves.domains.places.rules.rows import PlaceRow

CAPITAL = "CZ-10"
CAPITAL_DISTRICT = "CZ-100"
CAPITAL_NAME = "Hlavní město Praha"
SOURCE = "GeoNames, CC BY 4.0; ISO 3166-2"
COUNTED_ON = date(2025, 1, 1)


def load_territory(*, actor: Actor, at: datetime) -> dict[str, Place]:
    """Record the territory and return its places by code."""
    import_places(actor=actor, rows=list(_units()), at=at, source=SOURCE)
    return {place.code: place for place in Place.objects.all()}


def _units() -> Iterator[PlaceRow]:
    yield PlaceRow(row=None, code="CZ", name="Česko", level=PlaceLevel.STATE)
    units = pycountry.subdivisions.get(country_code="CZ")  # type: ignore[no-untyped-call]
    for unit in sorted(units, key=lambda unit: unit.code):
        is_region = unit.parent_code is None
        yield PlaceRow(
            row=None,
            code=unit.code,
            name=CAPITAL_NAME if unit.code == CAPITAL else unit.name,
            level=PlaceLevel.REGION if is_region else PlaceLevel.DISTRICT,
            parent_code="CZ" if is_region else unit.parent_code,
        )
    yield PlaceRow(row=None, code=CAPITAL_DISTRICT, name=CAPITAL_NAME, level=PlaceLevel.DISTRICT, parent_code=CAPITAL)
    for town in rows("towns"):
        capital = town["district"] == CAPITAL
        yield PlaceRow(
            row=None,
            code=town["geonameid"],
            name=town["name"],
            level=PlaceLevel.MUNICIPALITY,
            parent_code=CAPITAL_DISTRICT if capital else town["district"],
            kind=MunicipalityKind.CAPITAL if capital else None,
            population=int(town["population"]),
            population_date=COUNTED_ON,
            longitude=float(town["lon"]),
            latitude=float(town["lat"]),
        )
