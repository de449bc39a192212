"""GeoJSON (RFC 7946) as rows: properties, the geometry as text, and a point that stands for it."""

import math
from collections.abc import Iterator
from typing import Any, Final

import orjson

from naves.kernel.tables.formats import empty_file
from naves.kernel.tables.raw import cell_text

GEOMETRY: Final = "geometry"
LONGITUDE: Final = "longitude"
LATITUDE: Final = "latitude"
_DEEPEST: Final = 8


def features_of(found: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return the features of a collection or the one feature; None where it is no GeoJSON."""
    if found.get("type") == "FeatureCollection" and isinstance(found.get("features"), list):
        return [one for one in found["features"] if isinstance(one, dict)]
    if found.get("type") == "Feature" and isinstance(found.get("geometry"), dict):
        return [found]
    return None


def feature_rows(features: list[dict[str, Any]]) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return headings and rows."""
    if not features:
        raise empty_file()
    own = {GEOMETRY, LONGITUDE, LATITUDE}
    properties = [_properties(one) for one in features]
    names = [name for name in dict.fromkeys(key for one in properties for key in one) if name.lower() not in own]
    return [*names, LONGITUDE, LATITUDE, GEOMETRY], _rows(features, names)


def _rows(features: list[dict[str, Any]], names: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, feature in enumerate(features, start=1):
        geometry = feature.get("geometry")
        point = middle_of(geometry)
        place = [f"{part:.7f}".rstrip("0").rstrip(".") for part in point] if point else ["", ""]
        text = orjson.dumps(geometry).decode() if isinstance(geometry, dict) else ""
        properties = _properties(feature)
        yield number, [*(cell_text(properties.get(name)).strip() for name in names), *place, text]


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def middle_of(geometry: object) -> tuple[float, float] | None:
    """Return the middle of the bounding box."""
    points = list(positions(geometry))
    if not points:
        return None
    east, north = [x for x, _ in points], [y for _, y in points]
    return (min(east) + max(east)) / 2, (min(north) + max(north)) / 2


def positions(geometry: object) -> Iterator[tuple[float, float]]:
    """Go through all positions of a geometry of any type."""
    if not isinstance(geometry, dict):
        return
    if isinstance(inner := geometry.get("geometries"), list):
        for one in inner[:1000]:
            if isinstance(one, dict) and "geometries" not in one:
                yield from positions(one)
        return
    yield from _positions(geometry.get("coordinates"), 0)


def _positions(found: object, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(found, list) or depth > _DEEPEST:
        return
    if len(found) >= 2 and all(isinstance(part, int | float) for part in found[:2]):  # noqa: PLR2004 - x and y
        east, north = float(found[0]), float(found[1])
        if math.isfinite(east) and math.isfinite(north):
            yield east, north
        return
    for one in found:
        yield from _positions(one, depth + 1)
