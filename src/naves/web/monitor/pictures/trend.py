"""The trend as a line with its 95 % interval: positions for an SVG that the template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from naves.domains.monitor.queries import TrendValue
from naves.domains.monitor.rules.estimands import Estimand

WIDTH, HEIGHT = 520.0, 180.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 12.0, 24.0


@dataclass(frozen=True, slots=True)
class Point:
    """A day's coverage and where it stands."""

    day: date
    coverage: float
    interval: tuple[float, float] | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A horizontal line of the scale."""

    share: float
    y: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What the template draws: the line and the band as SVG points; gaps where nothing was assessed."""

    points: Sequence[Point]
    lines: Sequence[str]
    bands: Sequence[str]
    grid: Sequence[Grid]
    width: float = WIDTH
    height: float = HEIGHT


def trend_picture(values: Sequence[TrendValue], estimand: Estimand) -> Trend:
    """Return the picture of one estimand; the scale always runs from 0 to 100 %."""
    first, last = values[0].day.toordinal(), values[-1].day.toordinal()
    runs: list[list[Point]] = [[]]
    for value in values:
        found = value.estimates[estimand]
        if found.coverage is None:
            runs.append([])
            continue
        x = LEFT + (WIDTH - LEFT - RIGHT) * (value.day.toordinal() - first) / max(last - first, 1)
        runs[-1].append(Point(value.day, found.coverage, found.interval, round(x, 1), _height(found.coverage)))
    kept = [run for run in runs if run]
    return Trend(
        points=[point for run in kept for point in run],
        lines=[" ".join(f"{point.x},{point.y}" for point in run) for run in kept],
        bands=[_band(run) for run in kept],
        grid=[Grid(share, _height(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)],
    )


def _height(share: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share), 1)


def _band(run: Sequence[Point]) -> str:
    known = [(point.x, point.interval) for point in run if point.interval is not None]
    upper = [f"{x},{_height(high)}" for x, (_, high) in known]
    lower = [f"{x},{_height(low)}" for x, (low, _) in reversed(known)]
    return " ".join([*upper, *lower])
