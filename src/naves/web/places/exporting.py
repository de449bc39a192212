"""Places as rows of a table."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from naves.domains.places.models import Place
from naves.kernel.tables import Column, Kind

COLUMNS: Final = (
    Column("code", Kind.CODE, label=_("Code")),
    Column("level", label=_("Level")),
    Column("kind", label=_("Kind")),
    Column("name", label=_("Name")),
    Column("orp_code", Kind.CODE, label=_("Code of the ORP")),
    Column("orp", label=_("ORP")),
    Column("district_code", Kind.CODE, label=_("Code of the district")),
    Column("district", label=_("District")),
    Column("region_code", Kind.CODE, label=_("Code of the region")),
    Column("region", label=_("Region")),
    Column("population", Kind.INTEGER, label=_("Population")),
    Column("size_class", Kind.INTEGER, label=_("Size class")),
    Column("longitude", Kind.DECIMAL, label=_("Longitude")),
    Column("latitude", Kind.DECIMAL, label=_("Latitude")),
    Column("area_ha", Kind.DECIMAL, label=_("Area in hectares")),
    Column("ico", Kind.CODE, label=_("Identification number (IČO)")),
)
_SAME: Final = (
    *("code", "level", "kind", "name", "population", "size_class", "longitude", "latitude", "area_ha", "ico"),
)


def row_of(place: Place) -> dict[str, object]:
    """Return the row of one place."""
    row: dict[str, object] = {name: getattr(place, name) for name in _SAME}
    for name, unit in (("orp", place.orp), ("district", place.district), ("region", place.region)):
        row |= {name: unit.name if unit else "", f"{name}_code": unit.code if unit else ""}
    return row
