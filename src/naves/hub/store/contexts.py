"""@contexts kept in the store: hosted here, cached from elsewhere, or made for a request (5.13)."""

from dataclasses import dataclass
from typing import Any, Literal

import orjson

from naves.hub.store.database import Connection, Row
from naves.kernel import ids

Kind = Literal["Hosted", "Cached", "ImplicitlyCreated"]


@dataclass(frozen=True, slots=True)
class KeptContext:
    """One row; ``urn`` is the local identifier, ``url`` where clients refer to it."""

    urn: str
    url: str
    kind: Kind
    body: dict[str, Any]
    created: int


_COLUMNS = "urn, url, kind, body, created"


def document(connection: Connection, url: str) -> dict[str, Any] | None:
    """Return the document known under an address; what is hosted here, under any name of this host."""
    _, hosted, identifier = url.rpartition("/ngsi-ld/v1/jsonldContexts/")
    row = connection.row(
        "SELECT body FROM context WHERE url=? OR urn=? ORDER BY id LIMIT 1", (url, identifier if hosted else url)
    )
    return None if row is None else orjson.loads(bytes(row[0]))


def keep_cached(connection: Connection, url: str, body: dict[str, Any], micros: int) -> None:
    """Remember a fetched document, replacing what was fetched before."""
    raw = orjson.dumps(body)
    if not connection.run("UPDATE context SET body=?, created=? WHERE url=? AND kind='Cached'", (raw, micros, url)):
        add(connection, url=url, kind="Cached", body=body, micros=micros)


def add(
    connection: Connection,
    *,
    url: str | None,
    kind: Kind,
    body: dict[str, Any],
    micros: int,
    tenant: int = 0,
    base: str = "",
) -> KeptContext:
    """Store a @context; without an address it is served from here, under ``base``."""
    identifier = str(ids.new_id())
    urn = f"urn:naves:context:{identifier}" if url is not None else identifier
    address = url if url is not None else f"{base}/ngsi-ld/v1/jsonldContexts/{identifier}"
    connection.run(
        "INSERT INTO context (urn, url, tenant, kind, body, created) VALUES (?,?,?,?,?,?)",
        (urn, address, tenant, kind, orjson.dumps(body), micros),
    )
    return KeptContext(urn, address, kind, body, micros)


def get(connection: Connection, identifier: str) -> KeptContext | None:
    """Return the @context of a local identifier or of an address."""
    local = identifier.rpartition("/ngsi-ld/v1/jsonldContexts/")[2]
    row = connection.row(
        f"SELECT {_COLUMNS} FROM context WHERE urn=? OR url=? ORDER BY id LIMIT 1",  # noqa: S608 - fixed columns
        (local, identifier),
    )
    return None if row is None else _kept(row)


def listed(connection: Connection, kind: Kind | None = None) -> list[KeptContext]:
    """Return all @contexts, or those of one kind, oldest first."""
    if kind is None:
        return [_kept(row) for row in connection.rows(f"SELECT {_COLUMNS} FROM context ORDER BY id")]  # noqa: S608
    return [_kept(row) for row in connection.rows(f"SELECT {_COLUMNS} FROM context WHERE kind=? ORDER BY id", (kind,))]  # noqa: S608


def remove(connection: Connection, urn: str) -> None:
    connection.run("DELETE FROM context WHERE urn=?", (urn,))


def _kept(row: Row) -> KeptContext:
    urn, url, kind, body, created = row
    return KeptContext(urn, url, kind, orjson.loads(bytes(body)), created)
