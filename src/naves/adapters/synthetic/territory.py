"""Invented municipalities under the real kraje."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from naves.adapters.synthetic.drawing import Array, Draw
from naves.adapters.synthetic.vocabulary import AREAS, FIRST, REGIONS, STEMS
from naves.domains.organisations.access import SYSTEM
from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.operations import import_places
from naves.domains.places.rules.rows import PlaceRow
from naves.domains.wellbeing.definitions import SOCIAL_EXCLUSION
from naves.domains.wellbeing.operations import import_values
from naves.domains.wellbeing.rules.values import ValueRow

SOURCE = "Syntetická země"
COUNTED_ON = date(2022, 1, 1)
TOWNS, DISTRICTS, ORPS = 6_254, 77, 206
FIRST_CODE = 700_000
LARGEST = 1_300_000
_MEDIAN_LOG, _SPREAD = 6.1, 1.25


@dataclass(frozen=True, slots=True, eq=False)
class Territory:
    """Ids of places; ``orp`` and ``region`` give the number of the unit above for each town."""

    towns: Array
    people: Array
    names: list[str]
    orp: Array
    region: Array
    orps: list[int]
    regions: list[int]
    state: int


def make_territory(draw: Draw, towns: int, at: datetime) -> Territory:
    """Write places, their populations and the index of social exclusion."""
    rows = list(_rows(draw, towns))
    import_places(actor=SYSTEM, rows=rows, at=at, source=SOURCE)
    codes = [row.code for row in rows if row.level == PlaceLevel.MUNICIPALITY]
    shape = draw.random.beta(2.0, 4.0, len(codes)) * 30
    values = [
        ValueRow(None, code, SOCIAL_EXCLUSION, date(2021, 12, 31), round(float(value), 1))
        for code, value in zip(codes, shape, strict=True)
    ]
    import_values(actor=SYSTEM, rows=values, at=at, source=SOURCE)
    return _read(codes)


def _read(codes: list[str]) -> Territory:
    found = {place.code: place for place in Place.objects.all()}
    made = [found[code] for code in codes]
    orps = sorted({place.orp_id for place in made if place.orp_id is not None})
    regions = sorted({place.region_id for place in made if place.region_id is not None})
    return Territory(
        towns=np.array([place.pk for place in made]),
        people=np.array([place.population or 0 for place in made]),
        names=[place.name for place in made],
        orp=np.array([orps.index(place.orp_id or 0) for place in made]),
        region=np.array([regions.index(place.region_id or 0) for place in made]),
        orps=orps,
        regions=regions,
        state=next(place.pk for place in found.values() if place.level == PlaceLevel.STATE),
    )


def _rows(draw: Draw, towns: int) -> Iterator[PlaceRow]:
    orps = max(len(REGIONS), round(towns * ORPS / TOWNS))
    districts = max(len(REGIONS), round(towns * DISTRICTS / TOWNS))
    names = _names(draw, towns)
    yield PlaceRow(None, "CZ", "Česko", PlaceLevel.STATE)
    for code, name in REGIONS:
        yield PlaceRow(None, code, name, PlaceLevel.REGION, "CZ")
    for number in range(districts):
        region = REGIONS[number % len(REGIONS)][0]
        yield PlaceRow(None, _district(number), f"{names[number]} ({number + 1})", PlaceLevel.DISTRICT, region)
    for number in range(orps):
        yield PlaceRow(None, f"S{number:04}", names[number], PlaceLevel.ORP, _district(number % districts))
    people = _people(draw, towns)
    of_orp = np.concatenate([np.arange(min(orps, towns)), draw.below(orps, max(0, towns - orps))])
    centre = np.stack([draw.random.uniform(12.4, 18.5, orps), draw.random.uniform(48.8, 50.8, orps)])
    lie = draw.random.normal(0, 0.12, (2, towns))
    for number in range(towns):
        orp = int(of_orp[number])
        yield PlaceRow(
            row=None,
            code=str(FIRST_CODE + number),
            name=names[number],
            level=PlaceLevel.MUNICIPALITY,
            parent_code=f"S{orp:04}",
            kind=_kind(number, int(people[number])),
            district_code=_district(orp % districts),
            population=int(people[number]),
            population_date=COUNTED_ON,
            longitude=round(float(centre[0, orp] + lie[0, number]), 5),
            latitude=round(float(centre[1, orp] + lie[1, number] * 0.6), 5),
            area_ha=round(float(draw.random.lognormal(6.8, 0.7)), 1),
        )


def _district(number: int) -> str:
    region = REGIONS[number % len(REGIONS)][0]
    return f"{region}{chr(ord('A') + number // len(REGIONS))}"


def _people(draw: Draw, towns: int) -> Array:
    """Most towns are small; seats of ORP come first and are larger, the capital the largest."""
    people = np.round(draw.random.lognormal(_MEDIAN_LOG, _SPREAD, towns)) + 20
    people = np.sort(people)[::-1].astype(np.int64)
    people[0] = LARGEST
    return people


def _kind(number: int, people: int) -> MunicipalityKind:
    if number == 0:
        return MunicipalityKind.CAPITAL
    return MunicipalityKind.TOWN if people >= 3_000 else MunicipalityKind.MUNICIPALITY  # noqa: PLR2004 - Act 128/2000


def _names(draw: Draw, count: int) -> list[str]:
    """Return names; some are shared by several towns, as in the real country."""
    parts = zip(draw.pick(FIRST, count), draw.pick(STEMS, count), draw.pick(AREAS, count), strict=True)
    return [" ".join(filter(None, part)) for part in parts]
