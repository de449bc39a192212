"""The geoquery language (4.10): shapely decides, a bounding box narrows."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from naves.hub.model import geometry as geometries
from naves.hub.model.vocabulary import GEOMETRIES, LOCATION_IRI, Doc
from naves.hub.problems import BadRequestData

EARTH_RADIUS = 6_371_008.8
_NEAR = re.compile(r"near;(max|min)Distance==(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\Z")
_RELATIONS: dict[str, Callable[[BaseGeometry, BaseGeometry], Any]] = {
    "within": shapely.within,
    "contains": shapely.contains,
    "intersects": shapely.intersects,
    "equals": shapely.equals,
    "disjoint": shapely.disjoint,
    "overlaps": shapely.overlaps,
}
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class GeoQuery:
    """A relation between the geometry of an entity and a reference geometry."""

    relation: str
    reference: BaseGeometry
    geoproperty: str = LOCATION_IRI
    distance: float = 0.0

    def matches(self, doc: Doc) -> bool:
        """Say whether some instance of the GeoProperty stands in the relation."""
        return any(
            self.holds(geometries.parse(instance["value"]))
            for instance in doc["attrs"].get(self.geoproperty, ())
            if instance["type"] == "GeoProperty" and isinstance(instance["value"], dict)
        )

    def holds(self, target: BaseGeometry) -> bool:
        """Say whether one geometry stands in the relation."""
        if self.relation == "max":
            return distance(target, self.reference) <= self.distance
        if self.relation == "min":
            return distance(target, self.reference) > self.distance
        return bool(_RELATIONS[self.relation](target, self.reference))

    def box(self) -> Box | None:
        """Return the box outside of which nothing can match; None where everything can."""
        if self.relation in {"min", "disjoint"}:
            return None
        west, south, east, north = self.reference.bounds
        if self.relation != "max":
            return west, south, east, north
        up = math.degrees(self.distance / EARTH_RADIUS) * 1.01
        widest = max(abs(south - up), abs(north + up))
        if widest >= 89:  # noqa: PLR2004 - near the poles every longitude is close
            return -180.0, south - up, 180.0, north + up
        side = up / math.cos(math.radians(widest))
        return west - side, south - up, east + side, north + up


def parse(georel: str, geometry: str, coordinates: Any, geoproperty: str = LOCATION_IRI) -> GeoQuery:
    """Return the geoquery of its parameters."""
    if geometry not in GEOMETRIES:
        raise BadRequestData(f"{geometry!r} is not a geometry of GeoJSON that a geoquery can use")
    if isinstance(coordinates, str):
        try:
            coordinates = orjson.loads(coordinates)
        except orjson.JSONDecodeError as error:
            raise BadRequestData(f"the coordinates are not JSON: {error}") from error
    geometries.check({"type": geometry, "coordinates": coordinates})
    reference = shape({"type": geometry, "coordinates": coordinates})
    near = _NEAR.match(georel)
    if near:
        meters = float(near.group(2))
        if meters <= 0:
            raise BadRequestData("the distance of near has to be greater than zero")
        return GeoQuery(near.group(1), reference, geoproperty, meters)
    if georel not in _RELATIONS:
        raise BadRequestData(f"{georel!r} is not a relation of the geoquery language"[:300])
    return GeoQuery(georel, reference, geoproperty)


def distance(one: BaseGeometry, other: BaseGeometry) -> float:
    """Return meters between two geometries on the sphere (Haversine, between the nearest points)."""
    if one.geom_type == "Point" and other.geom_type == "Point":
        return haversine(one.x, one.y, other.x, other.y)
    middle = math.cos(math.radians((one.centroid.y + other.centroid.y) / 2)) or 1e-9
    # Distances in degrees of longitude shrink towards the poles; stretch before looking for the nearest points.
    flat = [shapely.transform(each, lambda points: points * [middle, 1.0]) for each in (one, other)]
    near, far = nearest_points(*flat)
    return haversine(near.x / middle, near.y, far.x / middle, far.y)


def haversine(x1: float, y1: float, x2: float, y2: float) -> float:
    """Return the great-circle distance in meters of two positions in degrees."""
    lat1, lat2 = math.radians(y1), math.radians(y2)
    half_lat = math.sin((lat2 - lat1) / 2) ** 2
    half_lon = math.sin(math.radians(x2 - x1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half_lat + math.cos(lat1) * math.cos(lat2) * half_lon)))
