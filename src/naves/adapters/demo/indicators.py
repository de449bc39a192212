"""Wellbeing values: drawn with a fixed seed, so that the demonstration is the same everywhere."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import numpy as np

from naves.adapters.demo.files import document, rows
from naves.domains.organisations.access import Actor
from naves.domains.wellbeing.enums import Direction
from naves.domains.wellbeing.operations import import_values
from naves.domains.wellbeing.rules.definitions import IndicatorDefinition
from naves.domains.wellbeing.rules.values import ValueRow

SEED = 20_260_101
PERIODS = (date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31))
SOURCE = "Smyšlené hodnoty pro ukázku"
# A little above the threshold at the worse end: about one town in eight has a gap.
SHARE_BEYOND = 0.12


def load_indicators(*, actor: Actor, periods: dict[date, datetime]) -> None:
    """Record each period's values at its moment."""
    definitions = [_definition(entry) for entry in document("indicators")["indicators"]]
    towns = [row["geonameid"] for row in rows("towns")]
    values = {definition.code: _values(definition, len(towns)) for definition in definitions}
    for number, (period_end, at) in enumerate(periods.items()):
        import_values(
            actor=actor,
            rows=list(_rows(definitions, towns, values, period_end, number)),
            at=at,
            source=SOURCE,
            definitions=definitions,
        )


def _definition(entry: dict[str, Any]) -> IndicatorDefinition:
    return IndicatorDefinition(
        code=entry["code"],
        name_cs=entry["name_cs"],
        name_en=entry["name_en"],
        direction=Direction(entry["direction"]),
        theme=entry["theme"],
        description_cs=entry["description_cs"],
        description_en=entry["description_en"],
        unit=entry["unit"],
        gap_threshold=entry["gap_threshold"],
        lowest=entry["minimum"],
        highest=entry["maximum"],
        source=SOURCE,
    )


def _values(definition: IndicatorDefinition, towns: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return periods × towns, spread so that a known share lies beyond the threshold, drifting a little each year."""
    generator = np.random.default_rng([SEED, sum(map(ord, definition.code))])
    lowest, highest = definition.lowest or 0.0, definition.highest or 100.0
    threshold = definition.gap_threshold or (lowest + highest) / 2
    worse_is_up = definition.direction == Direction.HIGHER_IS_WORSE
    room = (threshold - lowest) if worse_is_up else (highest - threshold)
    scale = room / -np.log(SHARE_BEYOND)
    distance = generator.exponential(scale, size=towns) + generator.normal(0, scale / 12, size=(len(PERIODS), towns))
    return np.clip(lowest + distance if worse_is_up else highest - distance, lowest, highest).round(1)


def _rows(
    definitions: list[IndicatorDefinition],
    towns: list[str],
    values: "dict[str, np.ndarray[Any, np.dtype[np.float64]]]",
    period_end: date,
    number: int,
) -> Iterator[ValueRow]:
    for definition in definitions:
        for town, value in zip(towns, values[definition.code][number], strict=True):
            yield ValueRow(
                row=None,
                place_code=town,
                indicator_code=definition.code,
                period_end=period_end,
                value=float(value),
            )
