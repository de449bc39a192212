"""Points and shapes as a drawing without a map under it: nothing is asked of anybody else's server.

Equirectangular projection with the middle parallel true to scale, as on the map of the country.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from naves.kernel.datafiles.geojson import positions

WIDTH: Final = 720.0
MARGIN: Final = 14.0
TALLEST: Final = 620.0
MOST_POSITIONS: Final = 60_000
_LEAST_SPAN: Final = 0.002


@dataclass(frozen=True, slots=True)
class Place:
    """One row on the drawing: a dot, or a path."""

    name: str
    x: float
    y: float
    path: str = ""
    is_area: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the template draws; the frame says which part of the world it is, in degrees."""

    places: Sequence[Place]
    height: float
    west: float
    east: float
    south: float
    north: float
    width: float = WIDTH


def draw(rows: Iterable[tuple[str, float | None, float | None, str]]) -> Plan | None:
    """Return the drawing of (name, longitude, latitude, GeoJSON or empty); None where nothing has a place."""
    read = [(name, _shape(text) or _point(east, north)) for name, east, north, text in rows]
    placed = [(name, shape) for name, shape in read if shape and _is_in_degrees(shape)]
    points = [point for _, shape in placed for point in positions(shape)]
    if not points:
        return None
    frame = _Frame([x for x, _ in points], [y for _, y in points])
    return Plan(
        [_placed(name, shape, frame) for name, shape in placed],
        frame.height,
        frame.west,
        frame.east,
        frame.south,
        frame.north,
    )


class _Frame:
    """Where a position stands on the drawing."""

    def __init__(self, east: list[float], north: list[float]) -> None:
        self.west, self.east, self.south, self.north = min(east), max(east), min(north), max(north)
        middle = math.radians((self.south + self.north) / 2)
        self._squeeze = max(math.cos(middle), 0.01)
        wide = max((self.east - self.west) * self._squeeze, _LEAST_SPAN)
        tall = max(self.north - self.south, _LEAST_SPAN)
        self._scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
        self._left = (WIDTH - (self.east - self.west) * self._squeeze * self._scale) / 2
        self.height = round(tall * self._scale + 2 * MARGIN, 1)
        self._top = (self.height - (self.north - self.south) * self._scale) / 2

    def at(self, east: float, north: float) -> tuple[float, float]:
        x = self._left + (east - self.west) * self._squeeze * self._scale
        return round(x, 1), round(self._top + (self.north - north) * self._scale, 1)


def _shape(text: str) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) and any(True for _ in positions(found)) else None


def _point(east: float | None, north: float | None) -> dict[str, Any] | None:
    return None if east is None or north is None else {"type": "Point", "coordinates": [east, north]}


def _is_in_degrees(shape: dict[str, Any]) -> bool:
    found = list(positions(shape))
    return len(found) <= MOST_POSITIONS and all(abs(x) <= 180 and abs(y) <= 90 for x, y in found)  # noqa: PLR2004


def _placed(name: str, shape: dict[str, Any], frame: _Frame) -> Place:
    kind = str(shape.get("type", ""))
    first = next(positions(shape))
    x, y = frame.at(*first)
    if kind == "Point":
        return Place(name, x, y)
    is_area = "Polygon" in kind
    path = "".join(_path(line, frame, is_area=is_area) for line in _lines(shape.get("coordinates")))
    return Place(name, x, y, path, is_area)


def _lines(found: object) -> Iterator[list[tuple[float, float]]]:
    if not isinstance(found, list):
        return
    line = list(positions({"coordinates": found}))
    if all(isinstance(one, list) and one and not isinstance(one[0], list) for one in found):
        yield line
        return
    for one in found:
        yield from _lines(one)


def _path(line: list[tuple[float, float]], frame: _Frame, *, is_area: bool) -> str:
    """Return the line without steps that nobody would see."""
    out: list[str] = []
    last = (math.inf, math.inf)
    for point in line:
        x, y = frame.at(*point)
        if abs(x - last[0]) + abs(y - last[1]) >= 0.4 or point == line[-1]:  # noqa: PLR2004 - under half a pixel
            out.append(f"{'L' if out else 'M'}{x:g} {y:g}")
            last = (x, y)
    return "".join(out) + ("Z" if is_area and out else "")
