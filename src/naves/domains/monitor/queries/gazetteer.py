"""Names and positions of places for the numbers that the facts use."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.facts.columns import Territory
from naves.domains.monitor.facts.current import Picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.rules.arrays import Floats
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place


@dataclass(frozen=True, slots=True)
class Area:
    """A kraj, okres or ORP."""

    place_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Towns in the order of the facts; areas by their numbers. Longitude and latitude are NaN where unknown."""

    codes: list[str]
    names: list[str]
    longitude: Floats
    latitude: Floats
    regions: list[Area]
    districts: list[Area]
    orps: list[Area]
    town_of_place: dict[int, int]


_kept: Kept[Gazetteer] = Kept(2)


def gazetteer(picture: Picture) -> Gazetteer:
    return _kept.get(picture.stamp(0), lambda: _read(picture.columns.territory))


def _read(territory: Territory) -> Gazetteer:
    rows = {
        row[0]: row[1:]
        for row in Place.objects.exclude(level=PlaceLevel.STATE).values_list(
            "id", "code", "name", "longitude", "latitude"
        )
    }
    towns = territory.towns.place.tolist()

    def areas(ids: tuple[int, ...]) -> list[Area]:
        return [Area(place, rows[place][0], rows[place][1]) for place in ids]

    return Gazetteer(
        codes=[rows[place][0] for place in towns],
        names=[rows[place][1] for place in towns],
        longitude=_degrees([rows[place][2] for place in towns]),
        latitude=_degrees([rows[place][3] for place in towns]),
        regions=areas(territory.names.regions),
        districts=areas(territory.names.districts),
        orps=areas(territory.names.orps),
        town_of_place={place: town for town, place in enumerate(towns)},
    )


def _degrees(values: list[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
