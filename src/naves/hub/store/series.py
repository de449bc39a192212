"""History at rest: the instances of attributes over time, read by entity and by interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from naves.hub.model import checks
from naves.hub.model.vocabulary import NULL, VALUE_MEMBER, Instance
from naves.hub.store import forms
from naves.hub.store.database import Connection
from naves.hub.store.entities import Stored
from naves.hub.store.names import Names

COLUMNS = {"observedAt": "observed", "createdAt": "created", "modifiedAt": "modified", "deletedAt": "deleted"}
_TIMES = "h.created, h.modified, h.deleted"
_KEPT = "h.number, h.observed, h.dataset, h.form, h.body"  # what ``unpacked`` takes
INSTANCE = "urn:naves:instance:"


@dataclass(frozen=True, slots=True)
class Window:
    """Which instances: an interval of one time property, attributes, and the last few of each."""

    column: str = "observed"
    since: int | None = None
    until: int | None = None
    attrs: tuple[int, ...] | None = None
    last: int | None = None
    present: bool = False

    def condition(self, alias: str = "h") -> tuple[str, list[Any]]:
        """Return the SQL condition of the interval and the attributes."""
        parts: list[str] = [f"{alias}.{self.column} IS NOT NULL"] if self.present else []
        params: list[Any] = []
        if self.since is not None:
            parts.append(f"{alias}.{self.column} >= ?")
            params.append(self.since)
        if self.until is not None:
            parts.append(f"{alias}.{self.column} < ?")
            params.append(self.until)
        if self.attrs is not None:
            parts.append(f"{alias}.attr IN ({','.join('?' * len(self.attrs)) or 'NULL'})")
            params += self.attrs
        return "".join(f" AND {part}" for part in parts), params


@dataclass(frozen=True, slots=True)
class Found:
    """The instances of one entity, by attribute, oldest first, and whether there were more."""

    attrs: dict[str, list[Instance]]
    cut: bool


def read(connection: Connection, names: Names, row: int, window: Window, *, limit: int) -> Found:
    """Return the instances of one entity within a window."""
    condition, params = window.condition()
    bounded = window.present or window.since is not None or window.until is not None
    time = f"h.{window.column}" if bounded else "COALESCE(h.observed, h.created)"
    order = "DESC" if window.last is not None else "ASC"
    inner = (
        f"SELECT h.id, h.attr, {time} AS moment, {_TIMES}, {_KEPT}, "  # noqa: S608 - fixed texts
        f"ROW_NUMBER() OVER (PARTITION BY h.attr ORDER BY {time} DESC, h.id DESC) AS place "
        f"FROM history h WHERE h.entity=?{condition}"
    )
    ranked = "WHERE place <= ?" if window.last is not None else ""
    sql = f"SELECT ranked.* FROM ({inner}) AS ranked {ranked} ORDER BY moment {order}, id {order} LIMIT ?"  # noqa: S608
    bounds = [window.last] if window.last is not None else []
    rows = connection.rows(sql, (row, *params, *bounds, limit + 1))
    attrs: dict[str, list[Instance]] = {}
    for number, attr, _, created, modified, deleted, *kept, _ in rows[:limit]:
        instance = _instance(number, created, modified, deleted, unpacked(connection, names, *kept))
        attrs.setdefault(names.iri(connection, attr), []).append(instance)
    return Found(attrs, cut=len(rows) > limit)


def unpacked(
    connection: Connection,
    names: Names,
    number: float | None,
    observed: int | None,
    dataset: int,
    form: int,
    body: bytes,
) -> Instance:
    """Return the instance that a row of history stands for; every reader of ``history.body`` comes through here."""
    named = names.iri(connection, form) if form else None
    return forms.unpack(named, number, observed, names.iri(connection, dataset) if dataset else None, body)


def attributes(connection: Connection, names: Names, row: int, window: Window) -> list[str]:
    """Return the attributes that an entity has instances of within a window."""
    condition, params = window.condition()
    rows = connection.rows(f"SELECT DISTINCT h.attr FROM history h WHERE h.entity=?{condition}", (row, *params))  # noqa: S608
    return [names.iri(connection, each[0]) for each in rows]


def _instance(number: int, created: int, modified: int, deleted: int | None, body: Instance) -> Instance:
    instance = {**body, "instanceId": f"{INSTANCE}{number}"}
    instance["createdAt"] = checks.iso_of_microseconds(created)
    instance["modifiedAt"] = checks.iso_of_microseconds(modified)
    if deleted is not None:
        member = VALUE_MEMBER[body["type"]]
        instance.setdefault(member, {"@none": NULL} if member == "languageMap" else NULL)
        instance["deletedAt"] = checks.iso_of_microseconds(deleted)
    return instance


def entity_row(connection: Connection, tenant: int, urn: str) -> tuple[int, list[int]] | None:
    """Return the number and the types of an entity that has history or lives."""
    row = connection.row("SELECT id FROM entity WHERE tenant=? AND urn=?", (tenant, urn))
    if row is None:
        return None
    types = connection.rows("SELECT type FROM entity_type WHERE entity=? ORDER BY type", (row[0],))
    if not types:
        return None
    return row[0], [each[0] for each in types]


def has_history(connection: Connection, row: int) -> bool:
    return connection.row("SELECT 1 FROM history WHERE entity=? LIMIT 1", (row,)) is not None


def candidates(
    connection: Connection, tenant: int, conditions: Sequence[str], params: Sequence[Any], window: Window
) -> Iterator[tuple[int, str]]:
    """Yield number and id of entities with instances in a window, in the order they came."""
    condition, more = window.condition()
    where = "".join(f" AND {each}" for each in conditions)
    sql = (
        f"SELECT e.id, e.urn FROM entity e WHERE e.tenant=?{where} AND e.id > ? AND EXISTS "  # noqa: S608 - fixed texts
        f"(SELECT 1 FROM history h WHERE h.entity=e.id{condition}) ORDER BY e.id LIMIT 500"
    )
    after = 0
    while True:
        rows = connection.rows(sql, (tenant, *params, after, *more))
        for row in rows:
            yield row[0], row[1]
        if len(rows) < 500:  # noqa: PLR2004 - the LIMIT above
            return
        after = rows[-1][0]


def mark_types(connection: Connection, names: Names, tenant: int, stored: Stored, types: list[str]) -> None:
    """Add types to an entity that may have history only."""
    known = names.numbers(connection, types)
    living = 1 if stored.doc is not None else 0
    connection.insert_many(
        "entity_type",
        ("tenant", "type", "entity", "living"),
        [(tenant, known[each], stored.row, living) for each in types],
        "ON CONFLICT DO NOTHING",
    )


def forget(connection: Connection, row: int, condition: str = "", params: Sequence[Any] = ()) -> int:
    """Delete history of an entity; returns the number of instances."""
    return connection.run(f"DELETE FROM history WHERE entity=?{condition}", (row, *params))  # noqa: S608 - fixed texts
