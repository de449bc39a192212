"""Which columns say where a row is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from naves.kernel.datafiles.geojson import GEOMETRY
from naves.kernel.datafiles.profile import ColumnProfile, Profile
from naves.kernel.tables.reader import heading_key

LONGITUDES: Final = (
    "longitude", "lon", "lng", "long", "zemepisna_delka", "delka", "gps_lon", "gps_lng", "gps_e", "wgs84_lon",
    "point_x", "x",
)  # fmt: skip
LATITUDES: Final = (
    "latitude", "lat", "zemepisna_sirka", "sirka", "gps_lat", "gps_n", "wgs84_lat", "point_y", "y",
)  # fmt: skip


def located(profile: Profile) -> Profile:
    """Return the profile with its columns of position, in degrees of WGS 84."""
    longitude = _first(profile.columns, LONGITUDES, 180)
    latitude = _first(profile.columns, LATITUDES, 90)
    geometry = next((column.name for column in profile.columns if column.name == GEOMETRY), "")
    if not (longitude and latitude):
        return replace(profile, geometry=geometry if profile.format == "geojson" else "")
    return replace(
        profile,
        longitude=longitude,
        latitude=latitude,
        geometry=geometry if profile.format == "geojson" else "",
    )


def _first(columns: Iterable[ColumnProfile], names: tuple[str, ...], most: float) -> str:
    fitting = {heading_key(column.name): column.name for column in columns if _is_angle(column, most)}
    return next((fitting[name] for name in names if name in fitting), "")


def _is_angle(column: ColumnProfile, most: float) -> bool:
    if column.kind not in {"decimal", "integer"} or column.least is None or column.most is None:
        return False
    return -most <= float(column.least) and float(column.most) <= most
