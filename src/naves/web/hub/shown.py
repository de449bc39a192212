"""Values of attributes as people read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _

from naves.hub.model.vocabulary import LOCATION_IRI, Doc
from naves.web.design.formats import number
from naves.web.hub.live import Live, value_of

UNITS: Final = {
    "CEL": "°C", "P1": "%", "GQ": "µg/m³", "HPA": "hPa", "A97": "hPa", "LUX": "lx", "MTS": "m/s", "MMT": "mm",
    "KMH": "km/h", "2N": "dB", "KWH": "kWh", "WTT": "W", "MTR": "m", "CMT": "cm", "59": "ppm", "DD": "°",
    "C62": "",
}  # fmt: skip
"""The commonest codes of UN/CEFACT Recommendation 20; another code is shown as it is."""
NAMES: Final = ("https://schema.org/name", "https://uri.etsi.org/ngsi-ld/default-context/name")
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One attribute of an entity. ``number`` where a chart can be drawn."""

    iri: str
    name: str
    text: str
    unit: str
    at: datetime | None
    href: str
    is_number: bool


def lines(live: Live, doc: Doc) -> Iterator[Line]:
    """Yield the attributes of an entity, by name."""
    for iri in sorted(doc["attrs"], key=live.short):
        value, instance = value_of(doc["attrs"][iri])
        told = instance.get("observedAt") or instance.get("modifiedAt")
        link = value if instance["type"] == "Relationship" and isinstance(value, str) else ""
        code = instance.get("unitCode")
        yield Line(
            iri=iri,
            name=live.short(iri),
            text=text_of(value, instance["type"]),
            unit=UNITS.get(code, code) if isinstance(code, str) else "",
            at=datetime.fromisoformat(told) if told else None,
            href=link,
            is_number=isinstance(value, int | float) and not isinstance(value, bool),
        )


def text_of(value: Any, kind: str) -> str:
    """Return a value as a short text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value, _digits(value))
    text = value if isinstance(value, str) else _structure(value, kind)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _structure(value: Any, kind: str) -> str:
    if kind == "LanguageProperty" and isinstance(value, dict):
        return " · ".join(f"{each} ({language})" for language, each in sorted(value.items()))
    if isinstance(value, dict) and value.get("type") == "Point":
        longitude, latitude = value["coordinates"][:2]
        return f"{number(latitude, 5)} N, {number(longitude, 5)} E"
    if isinstance(value, dict) and "coordinates" in value:
        return str(value.get("type"))
    return orjson.dumps(value).decode()


def name_of(doc: Doc) -> str:
    """Return what an entity is called, else the end of its id."""
    for iri in NAMES:
        if iri in doc["attrs"]:
            value, _instance = value_of(doc["attrs"][iri])
            if isinstance(value, str):
                return value
    return str(doc["id"]).rpartition(":")[2] or str(doc["id"])


def geometry_of(doc: Doc) -> Any:
    """Return the location of an entity, None where it has none."""
    instances = doc["attrs"].get(LOCATION_IRI)
    return value_of(instances)[0] if instances else None


def _digits(value: float) -> int:
    return min(len(f"{value:.6g}".partition(".")[2]), 4)


def moment_of(micros: int) -> datetime:
    """Return the moment of microseconds since 1970."""
    return datetime.fromtimestamp(micros / 1_000_000, UTC)
