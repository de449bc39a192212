"""Tokens (kept as digests) and grants at rest; erasure with its tombstone."""

import hashlib
import secrets
from collections.abc import Collection
from typing import Any

import orjson

from naves.hub.access.grants import PUBLIC, SIGNED_IN, Grant, Subject, checked
from naves.hub.problems import ResourceNotFound
from naves.hub.store.database import Connection


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue_token(
    connection: Connection,
    *,
    subject: str,
    organisations: Collection[str] = (),
    label: str = "",
    expires: int | None,
    micros: int,
) -> str:
    """Make a token and return it; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    connection.run(
        "INSERT INTO access_token (digest, subject, organisations, label, created, expires) VALUES (?,?,?,?,?,?)",
        (digest(token), subject, orjson.dumps(sorted(organisations)).decode(), label, micros, expires),
    )
    return token


def revoke_token(connection: Connection, token: str) -> None:
    connection.run("DELETE FROM access_token WHERE digest=?", (digest(token),))


def subject(connection: Connection, token: str, micros: int) -> Subject | None:
    """Return whom a token belongs to, None when it is unknown or has expired."""
    row = connection.row("SELECT subject, organisations, expires FROM access_token WHERE digest=?", (digest(token),))
    if row is None or (row[2] is not None and row[2] <= micros):
        return None
    organisations = [f"organisation:{each}" for each in orjson.loads(row[1])]
    return Subject(frozenset({PUBLIC, SIGNED_IN, row[0], *organisations}), row[0])


def add_grant(
    connection: Connection,
    tenant: int,
    *,
    subject: str,
    action: str,
    target: dict[str, Any],
    purpose: str = "",
    starts: int | None = None,
    ends: int | None = None,
    micros: int,
) -> None:
    """Give a right; takes effect with the next request."""
    checked(subject, action, target)
    connection.run(
        "INSERT INTO access_grant (tenant, subject, action, target, purpose, starts, ends, created) "
        "VALUES (?,?,?,?,?,?,?,?)",
        (tenant, subject, action, orjson.dumps(target), purpose, starts, ends, micros),
    )


def withdraw_grants(connection: Connection, tenant: int, subject: str) -> int:
    """Take all rights of a subject in a tenant away."""
    return connection.run("DELETE FROM access_grant WHERE tenant=? AND subject=?", (tenant, subject))


def grants(connection: Connection, tenant: int, subjects: Collection[str]) -> list[Grant]:
    """Return the grants that name any of the subjects."""
    places = ",".join("?" * len(subjects))
    rows = connection.rows(
        f"SELECT subject, action, target, purpose, starts, ends FROM access_grant WHERE tenant=? AND subject IN ({places})",  # noqa: S608, E501
        (tenant, *subjects),
    )
    return [Grant(row[0], row[1], orjson.loads(bytes(row[2])), row[3], row[4], row[5]) for row in rows]


def erase(connection: Connection, tenant: int, urn: str, *, writer: str, reason: str, micros: int) -> int:
    """Remove an entity from state, history and what is still to be sent; leave a tombstone (GDPR, art. 17).

    The tombstone holds a digest of the id, so that it proves the erasure and tells nothing else.
    """
    row = connection.row("SELECT id FROM entity WHERE tenant=? AND urn=?", (tenant, urn))
    if row is None:
        raise ResourceNotFound(f"there is no entity {urn}")
    gone = connection.run("DELETE FROM history WHERE entity=?", (row[0],))
    for table in ("entity_type", "entity_attr", "entity_place"):
        connection.run(f"DELETE FROM {table} WHERE entity=?", (row[0],))  # noqa: S608 - fixed names
    connection.run("DELETE FROM entity WHERE id=?", (row[0],))
    needle = urn.encode()
    for owed, body in connection.rows("SELECT id, body FROM outbox"):
        if needle in bytes(body):
            connection.run("DELETE FROM outbox WHERE id=?", (owed,))
    connection.run(
        "INSERT INTO tombstone (tenant, urn_digest, erased, writer, reason, rows_erased) VALUES (?,?,?,?,?,?)",
        (tenant, digest(urn), micros, writer, reason, gone + 1),
    )
    return gone + 1
