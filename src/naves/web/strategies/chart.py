"""An indicator as a small picture: its baseline, what was measured, and the target to reach."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from naves.domains.strategies.enums import Direction
from naves.domains.strategies.models import Indicator, IndicatorReading

WIDTH: Final = 640.0
HEIGHT: Final = 220.0
LEFT: Final = 12.0
RIGHT: Final = 628.0
TOP: Final = 34.0
BOTTOM: Final = 184.0
MOST_LINES: Final = 4
"""Places drawn as lines; the table holds all."""
ROOM: Final = 0.12


@dataclass(frozen=True, slots=True)
class Point:
    """A value at its place in the picture."""

    x: float
    y: float
    value: float
    on: date


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured in one place, in the order of days."""

    name: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """Return the points as SVG wants them."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """Coordinates in a box of 640 × 220; ``reached``: the latest value of some place is at the target."""

    lines: tuple[Line, ...]
    baseline: Point | None
    target: Point
    first_day: date
    last_day: date
    reached: bool
    target_on_left: bool


def chart_of(indicator: Indicator, readings: Sequence[IndicatorReading]) -> Chart | None:
    """Return the picture, or None where nothing was measured yet and there is no baseline."""
    baseline_on = indicator.baseline_on or indicator.created_at.date()
    days = [reading.measured_on for reading in readings] + [indicator.target_on]
    values = [reading.value for reading in readings] + [indicator.target]
    if indicator.baseline is not None:
        days.append(baseline_on)
        values.append(indicator.baseline)
    if len(days) == 1:
        return None
    scale = _Scale(min(days), max(days), min(values), max(values))
    by_place: defaultdict[str, list[IndicatorReading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda one: (one.measured_on, one.pk)):
        by_place[reading.place.name].append(reading)
    lines = [
        Line(name, tuple(scale.point(reading.measured_on, reading.value) for reading in measured))
        for name, measured in sorted(by_place.items(), key=lambda pair: -len(pair[1]))[:MOST_LINES]
    ]
    target = scale.point(indicator.target_on, indicator.target)
    return Chart(
        lines=tuple(lines),
        baseline=scale.point(baseline_on, indicator.baseline) if indicator.baseline is not None else None,
        target=target,
        first_day=min(days),
        last_day=max(days),
        reached=any(_reached(indicator, line.points[-1].value) for line in lines),
        target_on_left=target.x < WIDTH / 2,
    )


def _reached(indicator: Indicator, value: float) -> bool:
    return value >= indicator.target if indicator.direction == Direction.HIGHER else value <= indicator.target


class _Scale:
    """Days from left to right, values from the bottom up, with a little room above and below."""

    def __init__(self, first: date, last: date, low: float, high: float) -> None:
        self.first, self.days = first, max((last - first).days, 1)
        room = (high - low) * ROOM or max(abs(high), 1.0) * ROOM
        self.low, self.span = low - room, high - low + 2 * room

    def point(self, on: date, value: float) -> Point:
        x = LEFT + (RIGHT - LEFT) * (on - self.first).days / self.days
        y = BOTTOM - (BOTTOM - TOP) * (value - self.low) / self.span
        return Point(round(x, 1), round(y, 1), value, on)
