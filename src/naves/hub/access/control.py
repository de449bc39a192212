"""What a control plane tells a hub: its tenants, tokens and grants, whole and in one transaction.

The state is one document beside a version. Every process of the hub looks at the version with each request,
so a token or a grant that was taken away holds no longer than the request that is under way.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from naves.hub.access.grants import checked
from naves.hub.store.database import Connection

_STATE, _VERSION = "control", "control.version"


class TenantOwner(msgspec.Struct, frozen=True):
    """A tenant that may be reached, and the organisation it belongs to."""

    name: str
    owner: str


class TokenHolder(msgspec.Struct, frozen=True):
    """A token by its SHA-256 digest: the names grants may call its holder by, and the most it lets be done.

    ``ceiling`` is ``read`` or ``manage``; ``expires`` is in microseconds since 1970.
    """

    digest: str
    names: tuple[str, ...]
    writer: str
    ceiling: str
    expires: int | None = None


class GivenGrant(msgspec.Struct, frozen=True):
    """A grant in a tenant. Uses are counted under ``key``; without one they are not."""

    key: str
    tenant: str
    subject: str
    action: str
    target: dict[str, Any]
    purpose: str = ""
    starts: int | None = None
    ends: int | None = None


class Control(msgspec.Struct, frozen=True):
    """Everything that decides who may do what. What is not in it is not allowed."""

    tenants: tuple[TenantOwner, ...] = ()
    tokens: tuple[TokenHolder, ...] = ()
    grants: tuple[GivenGrant, ...] = ()


def replace(connection: Connection, tell: Callable[[], Control], *, micros: int) -> bool:
    """Put what ``tell`` says in place of what was told before; say whether anything changed.

    ``tell`` is asked while the lock is held, so of two that tell at once the later one is not overwritten.
    """
    connection.begin()
    try:
        # The row is locked by touching it: PostgreSQL lets the next one wait, SQLite let nobody else begin.
        connection.run(
            "INSERT INTO setting (key, value) VALUES (?, '0') ON CONFLICT (key) DO UPDATE SET value=setting.value",
            (_VERSION,),
        )
        told = tell()
        for each in told.grants:
            checked(each.subject, each.action, each.target)
        text = msgspec.json.encode(told).decode()
        changed = connection.row("SELECT value FROM setting WHERE key=?", (_STATE,)) != (text,)
        if changed:
            _write(connection, told, text, micros)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return changed


def _write(connection: Connection, told: Control, text: str, micros: int) -> None:
    connection.run(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value=excluded.value",
        (_STATE, text),
    )
    connection.run(
        "UPDATE setting SET value=CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key=?",
        (_VERSION,),
    )
    for tenant in told.tenants:
        connection.run(
            "INSERT INTO tenant (name, owner, created) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET owner=excluded.owner",
            (tenant.name, tenant.owner, micros),
        )


def version(connection: Connection) -> str:
    """Return what changes with every change of the state."""
    row = connection.row("SELECT value FROM setting WHERE key=?", (_VERSION,))
    return row[0] if row else ""


def read(connection: Connection) -> Control:
    """Return what was told last; nothing told lets nobody in."""
    row = connection.row("SELECT value FROM setting WHERE key=?", (_STATE,))
    return msgspec.json.decode(row[0], type=Control) if row else Control()
