"""GeoJSON geometries (RFC 7946) as values of GeoProperties."""

from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from naves.hub.model.vocabulary import GEOMETRIES
from naves.hub.problems import BadRequestData

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_RING = 4


def is_geometry(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in GEOMETRIES and "coordinates" in value


def check(value: Any) -> None:
    """Refuse what is not a valid geometry: wrong nesting, open rings, polygons that cross themselves."""
    if not isinstance(value, dict):
        raise BadRequestData("a GeoProperty has to hold a GeoJSON geometry")
    kind = value.get("type")
    if kind not in GEOMETRIES:
        raise BadRequestData(f"{kind!r} is not a supported GeoJSON geometry")
    coordinates(kind, value.get("coordinates"))
    if kind in {"Polygon", "MultiPolygon"} and not shapely.is_valid(shape(value)):
        raise BadRequestData(f"the {kind} is not valid: {shapely.is_valid_reason(shape(value))}")


def coordinates(kind: str, value: Any) -> None:
    """Check the nesting and the numbers of the coordinates of a geometry."""
    _nested(value, _DEPTH[kind], kind)
    if kind == "LineString" and len(value) < 2:  # noqa: PLR2004
        raise BadRequestData("a LineString needs two positions or more")
    if kind == "Polygon":
        _rings(value)
    elif kind == "MultiPolygon":
        for polygon in value:
            _rings(polygon)


def _rings(rings: list[list[Any]]) -> None:
    for ring in rings:
        if len(ring) < _RING or ring[0] != ring[-1]:
            raise BadRequestData("a ring of a Polygon needs four positions or more, the last equal to the first")


def _nested(value: Any, depth: int, kind: str) -> None:
    if not isinstance(value, list) or (depth and not value):
        raise BadRequestData(f"the coordinates of a {kind} are not nested as GeoJSON asks")
    if depth:
        for part in value:
            _nested(part, depth - 1, kind)
    elif not 2 <= len(value) <= 3 or not all(type(number) in (int, float) for number in value):  # noqa: PLR2004
        raise BadRequestData("a position consists of two or three numbers: longitude, latitude, height")


def parse(value: dict[str, Any]) -> BaseGeometry:
    """Return the shapely geometry of a stored, checked value."""
    geometry: BaseGeometry = shape(value)
    return geometry
