"""Reads about indicators, as they were known on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place
from naves.domains.wellbeing.models import IndicatorValue, WellbeingIndicator
from naves.domains.wellbeing.rules.gaps import is_gap
from naves.domains.wellbeing.rules.values import RecordedValue
from naves.kernel.recorded import held_on

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gap:
    """A town where an indicator points to a need of ``theme_code``."""

    place_id: int
    indicator_code: str
    theme_code: str
    value: float
    threshold: float
    period_end: date


def indicators() -> QuerySet[WellbeingIndicator]:
    """Return all indicators with their themes."""
    return WellbeingIndicator.objects.select_related("theme").order_by("theme__position", "code")


def values_as_of(indicator_code: str, day: date, place_ids: Iterable[int] | None = None) -> dict[int, RecordedValue]:
    """Return the value that held in each place as of ``day`` (see kernel.recorded; one query)."""
    rows = IndicatorValue.objects.filter(indicator_id=indicator_code)
    if place_ids is not None:
        rows = rows.filter(place_id__in=list(place_ids))
    known: dict[int, list[RecordedValue]] = defaultdict(list)
    columns = rows.values_list("place_id", "period_end", "recorded_at", "value")
    for place_id, period_end, recorded_at, value in columns.iterator(chunk_size=10_000):
        known[place_id].append(RecordedValue(period_end, recorded_at, value))
    return {
        place_id: held
        for place_id, values in known.items()
        if (held := values[0] if len(values) == 1 else held_on(values, day)) is not None
    }


def value_array(indicator_code: str, day: date, place_ids: Iterable[int]) -> Floats:
    """Return the values as of ``day`` in the order of ``place_ids``, NaN where there is none."""
    held = values_as_of(indicator_code, day)
    return np.array([held[place].value if place in held else np.nan for place in place_ids], dtype=np.float64)


def gaps(as_of: date) -> list[Gap]:
    """Return every town beyond a threshold, by indicator and then the worst first.

    Military districts have nobody to ask and are left out.
    """
    towns = set(
        Place.objects.filter(level=PlaceLevel.MUNICIPALITY)
        .exclude(kind=MunicipalityKind.MILITARY)
        .values_list("id", flat=True)
    )
    found: list[Gap] = []
    for indicator in WellbeingIndicator.objects.exclude(gap_threshold=None).order_by("code"):
        threshold = indicator.gap_threshold
        if threshold is None:
            continue
        beyond = [
            Gap(place_id, indicator.code, indicator.theme_id, held.value, threshold, held.reference_date)
            for place_id, held in values_as_of(indicator.code, as_of).items()
            if place_id in towns and is_gap(held.value, threshold=threshold, direction=indicator.direction)
        ]
        found.extend(sorted(beyond, key=lambda gap: (-abs(gap.value - threshold), gap.place_id)))
    return found


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """An indicator in one place as of a day, and whether it points to a need."""

    indicator: WellbeingIndicator
    value: float
    period_end: date
    recorded_at: datetime
    is_gap: bool


def profile(place: Place, as_of: date) -> list[PlaceValue]:
    """Return the indicators of one place as of a day, in the order of themes (two queries)."""
    known: dict[str, list[RecordedValue]] = defaultdict(list)
    rows = IndicatorValue.objects.filter(place=place)
    for code, period_end, recorded_at, value in rows.values_list("indicator_id", "period_end", "recorded_at", "value"):
        known[code].append(RecordedValue(period_end, recorded_at, value))
    found = []
    for indicator in indicators():
        held = held_on(known[indicator.code], as_of)
        if held:
            gap = is_gap(held.value, threshold=indicator.gap_threshold, direction=indicator.direction)
            found.append(PlaceValue(indicator, held.value, held.reference_date, held.recorded_at, gap))
    return found
