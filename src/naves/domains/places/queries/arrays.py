"""All municipalities as columns, for arithmetic over the whole country."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Min, Q

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.queries.populations import populations_as_of
from naves.domains.places.rules.size_classes import LOWER_BOUNDS
from naves.kernel.clock import end_of_day

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]
SmallCodes = npt.NDArray[np.int8]
NONE = -1
"""Stands for a missing size class or unit above."""


@dataclass(frozen=True, slots=True)
class Municipalities:
    """One position per municipality, in the order of their ids.

    ``region``, ``district`` and ``orp`` are ids of places, -1 where there is none; population, longitude and
    latitude are NaN where unknown; ``size_class`` follows from that population, -1 where unknown.
    """

    id: Ids
    code: list[str]
    name: list[str]
    population: Floats
    size_class: SmallCodes
    region: Ids
    district: Ids
    orp: Ids
    longitude: Floats
    latitude: Floats

    def __len__(self) -> int:
        return len(self.id)


def municipalities(as_of: date) -> Municipalities:
    """Return the municipalities known as of the day with their populations then (two or three queries).

    Military districts have nobody to ask and are left out. Of times before the first import the
    territory is taken as it was first known.
    """
    rows = list(
        Place.objects.filter(_known(as_of), level=PlaceLevel.MUNICIPALITY)
        .exclude(kind=MunicipalityKind.MILITARY)
        .order_by("id")
        .values_list("id", "code", "name", "region_id", "district_id", "orp_id", "longitude", "latitude")
    )
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 8
    ids, codes, names, region, district, orp, longitude, latitude = columns
    people = populations_as_of(as_of)
    population = _floats([people.get(place_id) for place_id in ids])
    return Municipalities(
        id=np.array(ids, dtype=np.int64),
        code=list(codes),
        name=list(names),
        population=population,
        size_class=_size_classes(population),
        region=_ids(region),
        district=_ids(district),
        orp=_ids(orp),
        longitude=_floats(longitude),
        latitude=_floats(latitude),
    )


def _known(as_of: date) -> Q:
    first = Place.objects.filter(level=PlaceLevel.MUNICIPALITY).aggregate(first=Min("recorded_at"))["first"]
    return Q(recorded_at=None) | Q(recorded_at__lt=end_of_day(as_of)) | Q(recorded_at=first)


def _ids(values: Any) -> Ids:
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)


def _floats(values: Any) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _size_classes(population: Floats) -> SmallCodes:
    classes = np.searchsorted(np.array(LOWER_BOUNDS, dtype=np.float64), population, side="right")
    return np.where(np.isnan(population), NONE, classes).astype(np.int8)
