"""Pictures of live data, worked out on the server: where entities are, and how a value went."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from naves.web.hub.live import Sample

WIDTH: Final = 640.0
HEIGHT: Final = 240.0
LEFT: Final = 8.0
RIGHT: Final = 632.0
TOP: Final = 26.0
BOTTOM: Final = 204.0
MOST_DRAWN: Final = 320
MAP_HEIGHT: Final = 420.0
EDGE: Final = 26.0
_METRES_A_DEGREE: Final = 111_320.0
_LEAST_SPAN: Final = 0.004


@dataclass(frozen=True, slots=True)
class Chart:
    """A line in a box of 640 × 240; breaks where nothing was told for long."""

    runs: tuple[str, ...]
    low: float
    high: float
    low_y: float
    high_y: float
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Dot:
    """An entity at its place in the picture."""

    x: float
    y: float
    urn: str
    name: str


@dataclass(frozen=True, slots=True)
class Map:
    """Dots in a box of 640 × 420, and a bar of ``bar`` pixels that stands for ``metres``."""

    dots: tuple[Dot, ...]
    bar: float
    metres: int

    @property
    def bar_end(self) -> float:
        """Return where the bar ends."""
        return 16.0 + self.bar

    @property
    def kilometres(self) -> int:
        """Return what the bar stands for."""
        return self.metres // 1000


def chart_of(samples: Sequence[Sample]) -> Chart | None:
    """Return the picture of a series, None where there are not two samples."""
    if len(samples) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    drawn = _thinned(samples)
    low, high = min(each.value for each in samples), max(each.value for each in samples)
    first, last = samples[0].at.timestamp(), samples[-1].at.timestamp()
    span, seconds = (high - low) or 1.0, (last - first) or 1.0
    usual = sorted(b.at.timestamp() - a.at.timestamp() for a, b in pairwise(drawn))
    gap = 6 * usual[len(usual) // 2]

    def y(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - low) / span

    runs: list[list[str]] = []
    before: float | None = None
    for each in drawn:
        at = each.at.timestamp()
        if before is None or at - before > gap:
            runs.append([])
        runs[-1].append(f"{LEFT + (RIGHT - LEFT) * (at - first) / seconds:.1f},{y(each.value):.1f}")
        before = at
    return Chart(tuple(" ".join(run) for run in runs), low, high, y(low), y(high), samples[0].at, samples[-1].at)


def _thinned(samples: Sequence[Sample]) -> list[Sample]:
    """Keep the lowest and the highest of each stretch, so that no peak is lost."""
    if len(samples) <= MOST_DRAWN:
        return list(samples)
    size = math.ceil(2 * len(samples) / MOST_DRAWN)
    kept: list[Sample] = []
    for start in range(0, len(samples), size):
        stretch = samples[start : start + size]
        ends = {min(stretch, key=lambda each: each.value), max(stretch, key=lambda each: each.value)}
        kept += sorted(ends, key=lambda each: each.at)
    return kept


def map_of(places: Iterable[tuple[str, str, Any]]) -> Map | None:
    """Return where entities are (id, name, GeoJSON geometry), None where none has a place."""
    at = [(urn, name, *middle) for urn, name, geometry in places if (middle := _middle(geometry)) is not None]
    if not at:
        return None
    longitudes, latitudes = [each[2] for each in at], [each[3] for each in at]
    centre = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    squeeze = math.cos(math.radians(centre[1]))
    wide = max((max(longitudes) - min(longitudes)) * squeeze, _LEAST_SPAN)
    high = max(max(latitudes) - min(latitudes), _LEAST_SPAN)
    scale = min((WIDTH - 2 * EDGE) / wide, (MAP_HEIGHT - 2 * EDGE) / high)
    dots = tuple(
        Dot(
            round(WIDTH / 2 + (longitude - centre[0]) * squeeze * scale, 1),
            round(MAP_HEIGHT / 2 - (latitude - centre[1]) * scale, 1),
            urn,
            name,
        )
        for urn, name, longitude, latitude in at
    )
    metres = _round_metres(160 / scale * _METRES_A_DEGREE)
    return Map(dots, round(metres / _METRES_A_DEGREE * scale, 1), metres)


def _middle(geometry: Any) -> tuple[float, float] | None:
    points: list[tuple[float, float]] = []

    def collect(part: Any) -> None:
        if isinstance(part, list) and part and isinstance(part[0], int | float):
            points.append((part[0], part[1]))
        elif isinstance(part, list):
            for each in part:
                collect(each)

    collect(geometry.get("coordinates") if isinstance(geometry, dict) else None)
    if not points:
        return None
    longitudes, latitudes = [each[0] for each in points], [each[1] for each in points]
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def _round_metres(most: float) -> int:
    power = 10 ** math.floor(math.log10(max(most, 1.0)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(most, 1.0)))
