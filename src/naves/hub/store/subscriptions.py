"""Subscriptions and the outbox at rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from naves.hub.store.database import Connection, Row

Document = dict[str, Any]
_CHUNK = 500
_CHANGES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class StoredSubscription:
    row: int
    doc: Document
    status: Document


@dataclass(frozen=True, slots=True)
class Owed:
    """One notification that has to be delivered."""

    row: int
    destination: str
    subscription: int
    due: int
    attempts: int
    head: Document
    body: bytes


def add(connection: Connection, tenant: int, urn: str, doc: Document, status: Document | None = None) -> None:
    row = connection.row(
        "INSERT INTO subscription (tenant, urn, doc, status) VALUES (?,?,?,?) RETURNING id",
        (tenant, urn, orjson.dumps(doc), orjson.dumps(status or {})),
    )
    assert row is not None  # noqa: S101 - RETURNING gives a row
    _changed(connection, row[0], tenant)


def replace(connection: Connection, row: int, doc: Document) -> None:
    connection.run("UPDATE subscription SET doc=? WHERE id=?", (orjson.dumps(doc), row))
    _changed(connection, row)


def remove(connection: Connection, row: int) -> None:
    """Delete a subscription and what it is still owed."""
    connection.run("DELETE FROM outbox WHERE subscription=?", (row,))
    _changed(connection, row)
    connection.run("DELETE FROM subscription WHERE id=?", (row,))


def get(connection: Connection, tenant: int, urn: str) -> StoredSubscription | None:
    row = connection.row("SELECT id, doc, status FROM subscription WHERE tenant=? AND urn=?", (tenant, urn))
    return None if row is None else _stored(row)


def page(connection: Connection, tenant: int, *, offset: int, limit: int) -> list[StoredSubscription]:
    rows = connection.rows(
        "SELECT id, doc, status FROM subscription WHERE tenant=? ORDER BY id LIMIT ? OFFSET ?", (tenant, limit, offset)
    )
    return [_stored(row) for row in rows]


def count(connection: Connection, tenant: int) -> int:
    row = connection.row("SELECT count(*) FROM subscription WHERE tenant=?", (tenant,))
    return int(row[0]) if row else 0


def everything(connection: Connection, tenant: int) -> list[StoredSubscription]:
    return [
        _stored(row)
        for row in connection.rows("SELECT id, doc, status FROM subscription WHERE tenant=? ORDER BY id", (tenant,))
    ]


def tenants(connection: Connection) -> list[tuple[int, str]]:
    """Return number and name of the tenants that have subscriptions."""
    return [
        (row[0], row[1])
        for row in connection.rows(
            "SELECT t.id, t.name FROM tenant t WHERE EXISTS (SELECT 1 FROM subscription s WHERE s.tenant=t.id)"
        )
    ]


def version(connection: Connection) -> int:
    """Return a number that grows with every change of a subscription, in any process."""
    row = connection.row("SELECT value FROM setting WHERE key='subscriptions'")
    return int(row[0]) if row else 0


def changes(connection: Connection, since: int) -> list[tuple[int, int]]:
    """Return tenant and row of what changed after a version, one for each version as far as they are kept."""
    rows = connection.rows(
        "SELECT tenant, subscription FROM subscription_change WHERE version>? ORDER BY version", (since,)
    )
    return [(row[0], row[1]) for row in rows]


def documents(connection: Connection, tenant: int) -> Iterator[tuple[int, Document]]:
    """Yield row and document of every subscription of a tenant, some at a time."""
    after = 0
    while rows := connection.rows(
        "SELECT id, doc FROM subscription WHERE tenant=? AND id>? ORDER BY id LIMIT ?", (tenant, after, _CHUNK)
    ):
        for row, doc in rows:
            yield row, orjson.loads(bytes(doc))
        after = rows[-1][0]


def documents_of(connection: Connection, rows: Sequence[int]) -> Iterator[tuple[int, Document]]:
    """Yield row and document of those of the rows that exist."""
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        places = ",".join("?" * len(part))
        for row, doc in connection.rows(f"SELECT id, doc FROM subscription WHERE id IN ({places})", part):  # noqa: S608
            yield row, orjson.loads(bytes(doc))


def _changed(connection: Connection, row: int, tenant: int | None = None) -> None:
    """Tell every process that follows the subscriptions; the counter's row lock puts changes in order."""
    counted = connection.row(
        "INSERT INTO setting (key, value) VALUES ('subscriptions', '1') "
        "ON CONFLICT (key) DO UPDATE SET value=CAST(CAST(setting.value AS INTEGER) + 1 AS TEXT) RETURNING value"
    )
    assert counted is not None  # noqa: S101 - RETURNING gives a row
    number = int(counted[0])
    if tenant is None:
        found = connection.row("SELECT tenant FROM subscription WHERE id=?", (row,))
        tenant = found[0] if found is not None else 0
    connection.run(
        "INSERT INTO subscription_change (version, tenant, subscription) VALUES (?,?,?)", (number, tenant, row)
    )
    connection.run("DELETE FROM subscription_change WHERE version<=?", (number - _CHANGES_KEPT,))


def _stored(row: Row) -> StoredSubscription:
    return StoredSubscription(row[0], orjson.loads(bytes(row[1])), orjson.loads(bytes(row[2])))


# the outbox

OUTBOX = ("destination", "subscription", "due", "head", "body")


def owe(connection: Connection, rows: Sequence[Row]) -> None:
    """Put notifications into the outbox; they are owed from the commit on."""
    connection.insert_many("outbox", OUTBOX, rows)


def destinations(connection: Connection) -> list[str]:
    return [row[0] for row in connection.rows("SELECT DISTINCT destination FROM outbox")]


def owed(connection: Connection, destination: str, *, limit: int) -> list[Owed]:
    """Return the oldest notifications owed to a destination."""
    rows = connection.rows(
        "SELECT id, destination, subscription, due, attempts, head, body FROM outbox "
        "WHERE destination=? ORDER BY id LIMIT ?",
        (destination, limit),
    )
    return [Owed(row[0], row[1], row[2], row[3], row[4], orjson.loads(bytes(row[5])), bytes(row[6])) for row in rows]


def settle(connection: Connection, rows: Iterable[int]) -> None:
    """Take delivered, or given up, notifications out of the outbox."""
    for row in rows:
        connection.run("DELETE FROM outbox WHERE id=?", (row,))


def postpone(connection: Connection, row: int, *, attempts: int, due: int) -> None:
    connection.run("UPDATE outbox SET attempts=?, due=? WHERE id=?", (attempts, due, row))


def record_status(connection: Connection, row: int, changes: Document, *, sent: int, failed: int) -> None:
    """Bring the counters and times of a subscription up to date."""
    found = connection.row("SELECT status FROM subscription WHERE id=?" + connection.dialect.for_update, (row,))  # noqa: S608
    if found is None:
        return
    status = orjson.loads(bytes(found[0])) | changes
    for name, number in (("timesSent", sent), ("timesFailed", failed)):
        if number:
            status[name] = status.get(name, 0) + number
    connection.run("UPDATE subscription SET status=? WHERE id=?", (orjson.dumps(status), row))
