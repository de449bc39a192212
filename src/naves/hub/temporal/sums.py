"""Aggregates that the database adds up itself: numbers, in periods of one fixed length (4.5.19)."""

from functools import lru_cache
from typing import Any

from naves.hub.model import checks
from naves.hub.store.database import Connection
from naves.hub.store.names import Names
from naves.hub.store.series import Window
from naves.hub.temporal.periods import MAX_PERIODS, Period, too_many

_SQL = {
    "avg": "avg(h.number)",
    "distinctCount": "count(DISTINCT h.number)",
    "max": "max(h.number)",
    "min": "min(h.number)",
    "sum": "sum(h.number)",
    "sumsq": "sum(h.number * h.number)",
    "totalCount": "count(*)",
}


def summed(
    connection: Connection, names: Names, row: int, window: Window, methods: list[str], period: Period
) -> dict[str, dict[str, Any]] | None:
    """Return the aggregates of every attribute of one entity by IRI; None where SQL alone cannot tell them."""
    if period.months or not period.micros or not _SQL.keys() >= set(methods):
        return None
    condition, params = window.condition()
    time = f"h.{window.column}"
    source = f"FROM history h WHERE h.entity=? AND h.deleted IS NULL AND {time} IS NOT NULL{condition}"
    start = window.since
    if start is None:
        first = connection.row(f"SELECT min({time}) {source}", (row, *params))
        if first is None or first[0] is None:
            return {}
        start = first[0]
    wanted = ", ".join(_SQL[method] for method in methods)
    rows = connection.rows(
        f"SELECT h.attr, ({time} - {start}) / {period.micros} AS place, count(*) - count(h.number), "
        f"{wanted} {source} GROUP BY 1, 2 ORDER BY 1, 2",
        (row, *params),
    )
    if any(each[2] for each in rows):
        return None
    if not rows:
        return {}
    if max(each[1] for each in rows) >= MAX_PERIODS:
        raise too_many()
    found: dict[str, dict[str, Any]] = {}
    for attr, place, _, *values in rows:
        name = names.iri(connection, attr)
        shown = found.get(name)
        if shown is None:
            shown = found[name] = {"type": "Property", **{method: [] for method in methods}}
        for method, value in zip(methods, values, strict=True):
            shown[method].append([value, *_span(start + place * period.micros, period.micros)])
    return found


@lru_cache(maxsize=65_536)
def _span(start: int, length: int) -> tuple[str, str]:
    """Return where a period begins and ends; those of one query are the same for all entities."""
    return checks.iso_of_microseconds(start), checks.iso_of_microseconds(start + length)
