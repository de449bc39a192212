"""Aggregates over history (4.5.19), computed on columns: numbers in arrays, never one by one."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from naves.hub.model import checks
from naves.hub.model.vocabulary import VALUE_MEMBER
from naves.hub.store.database import Connection
from naves.hub.store.names import Names
from naves.hub.store.series import Window
from naves.hub.temporal.periods import Period, edges
from naves.hub.temporal.sums import summed

METHODS = frozenset({"avg", "distinctCount", "max", "min", "stddev", "sum", "sumsq", "totalCount"})
Numbers = npt.NDArray[np.float64]
_NUMERIC: dict[str, Callable[[Numbers], float]] = {
    "avg": lambda values: float(values.mean()),
    "distinctCount": lambda values: float(np.unique(values).size),
    "max": lambda values: float(values.max()),
    "min": lambda values: float(values.min()),
    "stddev": lambda values: float(values.std()),
    "sum": lambda values: float(values.sum()),
    "sumsq": lambda values: float(np.dot(values, values)),
    "totalCount": lambda values: float(values.size),
}
_COUNTS = frozenset({"distinctCount", "totalCount"})


def aggregated(
    connection: Connection, names: Names, row: int, window: Window, methods: list[str], period: Period
) -> dict[str, dict[str, Any]]:
    """Return type and aggregates of every attribute of one entity, by IRI."""
    found = summed(connection, names, row, window, methods, period)
    return _by_columns(connection, names, row, window, methods, period) if found is None else found


def _by_columns(
    connection: Connection, names: Names, row: int, window: Window, methods: list[str], period: Period
) -> dict[str, dict[str, Any]]:
    condition, params = window.condition()
    time = f"h.{window.column}"
    sql = (
        f"SELECT h.attr, h.dataset, {time}, h.number, CASE WHEN h.number IS NULL THEN h.body END "  # noqa: S608 - fixed texts
        f"FROM history h WHERE h.entity=? AND h.deleted IS NULL AND {time} IS NOT NULL{condition} "
        f"ORDER BY h.attr, {time}"
    )
    rows = connection.rows(sql, (row, *params))
    if not rows:
        return {}
    attrs = np.fromiter((each[0] for each in rows), dtype=np.int64, count=len(rows))
    times = np.fromiter((each[2] for each in rows), dtype=np.int64, count=len(rows))
    start = window.since if window.since is not None else int(times.min())
    end = window.until - 1 if window.until is not None else int(times.max())
    cuts = np.array(edges(period, start, max(start, min(end, int(times.max())))), dtype=np.int64)
    found: dict[str, dict[str, Any]] = {}
    for attr in np.unique(attrs):
        first, stop = np.searchsorted(attrs, [attr, attr + 1])
        found[names.iri(connection, int(attr))] = _attribute(rows[first:stop], times[first:stop], cuts, methods)
    return found


def _attribute(
    rows: list[tuple[Any, ...]], times: npt.NDArray[np.int64], cuts: npt.NDArray[np.int64], methods: list[str]
) -> dict[str, Any]:
    whole = len(cuts) == 2  # noqa: PLR2004 - one period
    places = np.searchsorted(times, cuts, side="left")
    if whole:
        places = np.array([0, len(times)])
    numbers = [each[3] for each in rows]
    kind = "Property"
    if any(number is None for number in numbers):
        bodies = [orjson.loads(bytes(each[4])) if each[4] is not None else None for each in rows]
        kind = next(body["type"] for body in bodies if body is not None)
        values = [
            number if body is None else body.get(VALUE_MEMBER[body["type"]])
            for number, body in zip(numbers, bodies, strict=True)
        ]
        compute = _mixed(values)
    else:
        column = np.array(numbers, dtype=np.float64)
        compute = _columns(column)
    shown: dict[str, Any] = {"type": kind}
    for method in methods:
        results = []
        for number in range(len(places) - 1):
            low, high = int(places[number]), int(places[number + 1])
            value = compute(method, low, high) if high > low else None
            if value is not None:
                edge = [
                    checks.iso_of_microseconds(int(cuts[number])),
                    checks.iso_of_microseconds(int(cuts[number + 1])),
                ]
                results.append([int(value) if method in _COUNTS else value, *edge])
        shown[method] = results
    return shown


Compute = Callable[[str, int, int], Any]


def _columns(column: Numbers) -> Compute:
    return lambda method, low, high: _NUMERIC[method](column[low:high])


def _mixed(values: list[Any]) -> Compute:
    def compute(method: str, low: int, high: int) -> Any:
        part = values[low:high]
        if method == "totalCount":
            return len(part)
        if method == "distinctCount":
            return len({orjson.dumps(each, option=orjson.OPT_SORT_KEYS) for each in part})
        if all(isinstance(each, str) for each in part):
            return max(part) if method == "max" else min(part) if method == "min" else None
        if all(isinstance(each, list) for each in part):
            sizes = np.array([len(each) for each in part], dtype=np.float64)
            return None if method in {"stddev", "sumsq"} else _NUMERIC[method](sizes)
        if all(isinstance(each, bool | int | float) for each in part):
            return _NUMERIC[method](np.array(part, dtype=np.float64))
        return None

    return compute
