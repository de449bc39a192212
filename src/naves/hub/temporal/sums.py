"""Aggregates that the database adds up itself: numbers, in periods of one fixed length (4.5.19)."""

from typing import Any

from naves.hub.model import checks
from naves.hub.store.database import Connection
from naves.hub.store.names import Names
from naves.hub.store.series import Window
from naves.hub.temporal.periods import Period, edges

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
        f"SELECT h.attr, ({time} - {start}) / {period.micros} AS place, max({time}), count(*) - count(h.number), "
        f"{wanted} {source} GROUP BY 1, 2 ORDER BY 1, 2",
        (row, *params),
    )
    if any(each[3] for each in rows):
        return None
    if not rows:
        return {}
    cuts = [checks.iso_of_microseconds(each) for each in edges(period, start, max(each[2] for each in rows))]
    found: dict[str, dict[str, Any]] = {}
    for attr, place, _, _, *values in rows:
        name = names.iri(connection, attr)
        shown = found.get(name)
        if shown is None:
            shown = found[name] = {"type": "Property", **{method: [] for method in methods}}
        for method, value in zip(methods, values, strict=True):
            shown[method].append([value, cuts[place], cuts[place + 1]])
    return found
