"""Towns, their populations and the index of social exclusion."""

from collections.abc import Sequence

import numpy as np

from naves.domains.monitor.facts.columns import Names, Territory
from naves.domains.monitor.facts.days import ordinals, prague_days
from naves.domains.monitor.facts.rows import TownRows, ValueRows
from naves.domains.monitor.facts.sql import Among, Column, ordinal, seconds, select
from naves.domains.monitor.rules.arrays import Codes
from naves.domains.needs.models import AffectedGroup, Theme
from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place
from naves.domains.wellbeing.definitions import SOCIAL_EXCLUSION
from naves.kernel.clock import prague_date


def read_territory() -> Territory:
    rows = list(
        Place.objects.filter(level=PlaceLevel.MUNICIPALITY)
        .exclude(kind=MunicipalityKind.MILITARY)
        .order_by("code")
        .values_list("id", "region_id", "district_id", "orp_id", "population", "recorded_at"),
    )
    places, regions, districts, orps, people, recorded = zip(*rows, strict=True) if rows else [()] * 6
    first = min((moment for moment in recorded if moment is not None), default=None)
    names = _names()
    towns = TownRows(
        place=np.array(places, dtype=np.int64),
        region=_codes(regions, names.regions),
        district=_codes(districts, names.districts),
        orp=_codes(orps, names.orps),
        people=np.array([np.nan if count is None else count for count in people], dtype=np.float64),
        known=np.array(
            [0 if moment in {None, first} else prague_date(moment).toordinal() for moment in recorded], dtype=np.int32
        ),
    )
    return Territory(names=names, towns=towns, populations=_populations(towns), exclusions=_exclusions(towns))


def _names() -> Names:
    def places(level: PlaceLevel) -> tuple[int, ...]:
        return tuple(Place.objects.filter(level=level).order_by("code").values_list("id", flat=True))

    return Names(
        themes=tuple(Theme.objects.order_by("position").values_list("code", flat=True)),
        groups=tuple(AffectedGroup.objects.order_by("position").values_list("code", flat=True)),
        regions=places(PlaceLevel.REGION),
        districts=places(PlaceLevel.DISTRICT),
        orps=places(PlaceLevel.ORP),
    )


def _codes(values: Sequence[int | None], names: Sequence[int]) -> Codes:
    number = {name: code for code, name in enumerate(names)}
    return np.array([-1 if value is None else number.get(value, -1) for value in values], dtype=np.int16)


def _populations(towns: TownRows) -> ValueRows:
    return _values(
        towns,
        select("places_population", "id", "place_id", ordinal("reference_date"), "people", seconds("recorded_at")),
    )


def _exclusions(towns: TownRows) -> ValueRows:
    return _values(
        towns,
        select(
            "wellbeing_indicatorvalue",
            "id",
            "place_id",
            ordinal("period_end"),
            "value",
            seconds("recorded_at"),
            among=Among("indicator_id", [SOCIAL_EXCLUSION], are_uuids=False),
        ),
    )


def _values(towns: TownRows, read: list[Column]) -> ValueRows:
    ids, places, days, values, moments = read
    number = {place: town for town, place in enumerate(towns.place.tolist())}
    town = np.array([number.get(place, -1) for place in places], dtype=np.int32)
    moment = np.array(moments, dtype=np.int64)
    first = np.full(len(towns), np.iinfo(np.int64).max)
    np.minimum.at(first, town[town >= 0], moment[town >= 0])
    rows = ValueRows(
        town=town,
        day=ordinals(days),
        value=np.array(values, dtype=np.float64),
        known=prague_days(moment),
        first=moment == first[town] if len(towns) else np.zeros(len(town), dtype=np.bool_),
    )
    order = np.lexsort((np.array(ids, dtype=np.int64), moment))
    return rows.take(order[town[order] >= 0])
