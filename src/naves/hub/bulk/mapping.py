"""A declarative mapping from the rows of a table to observations of entities (TOML).

::

    [entity]
    id = "urn:ngsi-ld:AirQualityObserved:{Code}"
    type = "AirQualityObserved"
    observed_at = "DateFromUTC"

    [attributes.NO2]
    column = "NO2"
    unit_code = "GQ"

    [attributes.location]
    longitude = "lon"
    latitude = "lat"

    [attributes.station]
    relationship = "urn:ngsi-ld:Station:{Code}"
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from naves.hub.model import checks
from naves.hub.problems import BadRequestData

Row = dict[str, Any]
_ATTRIBUTE = frozenset({"column", "unit_code", "longitude", "latitude", "relationship"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """What becomes of a row."""

    id: str
    type: str
    observed_at: str | None
    context: Any
    attributes: dict[str, dict[str, str]]

    def entity(self, row: Row) -> dict[str, Any] | None:
        """Return the entity that a row tells of, None where it says nothing."""
        moment = date_time(row[self.observed_at]) if self.observed_at else None
        entity: dict[str, Any] = {"id": self.id.format_map(row), "type": self.type}
        for name, rule in self.attributes.items():
            instance = _instance(rule, row)
            if instance is not None:
                entity[name] = instance | ({"observedAt": moment} if moment else {})
        return entity if len(entity) > 2 else None  # noqa: PLR2004 - more than id and type


def _instance(rule: dict[str, str], row: Row) -> dict[str, Any] | None:
    if "relationship" in rule:
        return {"type": "Relationship", "object": rule["relationship"].format_map(row)}
    if "longitude" in rule:
        position = [row[rule["longitude"]], row[rule["latitude"]]]
        if None in position:
            return None
        return {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [float(part) for part in position]}}
    value = row[rule["column"]]
    if value is None:
        return None
    instance: dict[str, Any] = {"type": "Property", "value": date_time(value) if isinstance(value, datetime) else value}
    if "unit_code" in rule:
        instance["unitCode"] = rule["unit_code"]
    return instance


def date_time(value: Any) -> str:
    """Return a moment of a table as a DateTime; without a zone it is UTC."""
    if isinstance(value, datetime):
        moment = value
    else:
        text = str(value).strip().removesuffix(" UTC")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise BadRequestData(f"{value!r} is not a moment") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return checks.iso_of_microseconds(checks.microseconds(checks.iso(moment)))


def read(path: Path) -> Mapping:
    """Read and check a mapping file."""
    try:
        raw = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise BadRequestData(f"{path.name} is not TOML: {error}") from error
    entity, attributes = raw.get("entity", {}), raw.get("attributes", {})
    for name in ("id", "type"):
        if not isinstance(entity.get(name), str):
            raise BadRequestData(f"{path.name}: [entity] needs {name}")
    if not attributes:
        raise BadRequestData(f"{path.name}: there are no [attributes.…]")
    for name, rule in attributes.items():
        unknown = set(rule) - _ATTRIBUTE
        if unknown or not {"column", "longitude", "relationship"} & set(rule):
            raise BadRequestData(
                f"{path.name}: [attributes.{name}] needs column, longitude and latitude, or relationship"
            )
    return Mapping(entity["id"], entity["type"], entity.get("observed_at"), entity.get("context"), attributes)
