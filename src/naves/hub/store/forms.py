"""How one observation is kept: a plain number as a number beside its form, anything else as JSON.

Sensors tell the same few forms (a Property of a number, with this unit) millions of times. Such a form
is interned as a name; the row of history then holds integers and a number, and no JSON at all.
"""

from functools import lru_cache
from typing import Any

import orjson

from naves.hub.model import checks
from naves.hub.model.vocabulary import Instance
from naves.hub.problems import BadRequestData
from naves.hub.store.database import Connection
from naves.hub.store.names import Names

Packed = tuple[int, float | None, bytes]
"""Number of the form (0 for none), the number told (None where it is no number), the JSON (empty with a form)."""

_EXACT = 2**53


def dump(value: Any) -> bytes:
    """Serialize what is stored; what is nested too deeply cannot be."""
    try:
        return orjson.dumps(value)
    except (orjson.JSONEncodeError, TypeError, RecursionError) as error:
        raise BadRequestData(f"the data cannot be stored: {error}") from error


class Packer:
    """Packs the instances of one write."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._names = names
        self._forms: dict[tuple[type, str | None, bool], int] = {}

    def pack(self, instance: Instance, *, stamped: int = 0) -> Packed:
        """Return how an instance is kept; its times and its datasetId stand in columns of their own.

        ``stamped`` is how many of createdAt and modifiedAt it holds.
        """
        value = instance.get("value")
        kind = type(value)
        if kind is not float and kind is not int:
            return 0, None, dump(instance)
        unit, observed = instance.get("unitCode"), instance.get("observedAt")
        form = self._forms.get((kind, unit, observed is None))
        members = 2 + stamped + (unit is not None) + (observed is not None) + ("datasetId" in instance)
        if (
            len(instance) != members
            or instance["type"] != "Property"
            or (kind is int and not -_EXACT < value < _EXACT)  # type: ignore[operator]
            or (value == 0 and str(value) == "-0.0")  # which SQLite keeps as 0.0
            or (observed is not None and not checks.is_canonical(observed))
        ):
            return 0, _number(value), dump(instance)  # type: ignore[arg-type]
        if form is None:
            form = self._names.number(self._connection, _text(kind, unit, observed is not None))
            self._forms[(kind, unit, observed is None)] = form
        return form, float(value), b""  # type: ignore[arg-type]


def _number(value: float) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def _text(kind: type, unit: str | None, observed: bool) -> str:
    form: dict[str, Any] = {"type": "Property", "value": kind(0)}
    if unit is not None:
        form["unitCode"] = unit
    if observed:
        form["observedAt"] = ""
    return orjson.dumps(form).decode()


@lru_cache(maxsize=4_096)
def _form(text: str) -> Instance:
    form: Instance = orjson.loads(text)
    return form


def unpack(form: str | None, number: float | None, observed: int | None, dataset: str | None, body: bytes) -> Instance:
    """Return an instance as it was told, without createdAt and modifiedAt where it was a plain number.

    ``form`` and ``dataset`` are the names behind the numbers, None where there is none.
    """
    if form is None:
        told: Instance = orjson.loads(bytes(body))
        return told
    instance = dict(_form(form))
    instance["value"] = int(number or 0) if type(instance["value"]) is int else number
    if observed is not None and "observedAt" in instance:
        instance["observedAt"] = checks.iso_of_microseconds(observed)
    if dataset is not None:
        instance["datasetId"] = dataset
    return instance
