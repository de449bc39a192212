"""The gate that every request passes: who asks, and what grants let them do. Deny by default.

Alone, a hub reads tokens and grants from its own tables; controlled, from what the control plane told it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from naves.hub.access import control
from naves.hub.access.control import TokenHolder
from naves.hub.access.grants import ALL, ANYBODY, IMPLIED, NO_SELECTION, Grant, Rights, Subject, rights
from naves.hub.access.uses import UseCounter
from naves.hub.problems import AccessDenied, Unauthenticated
from naves.hub.store import access
from naves.hub.store.database import Connection

_REMEMBERED = 10_000


class Gate(Protocol):
    """Decides about one request."""

    open_access: bool

    def rights(
        self, connection: Connection, headers: Mapping[str, str], tenant: int, micros: int, *, reading: bool = True
    ) -> tuple[Subject, Rights]:
        """Return who asks and what they may do in a tenant; refuse whom no grant lets in."""
        ...


def bearer(headers: Mapping[str, str]) -> str | None:
    """Return the token of a request, None without one; another scheme is a wrong token."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if not scheme:
        return None
    return token.strip() if scheme.lower() == "bearer" else ""


def let_in(subject: Subject, found: Rights) -> None:
    """Refuse whom no grant gives anything."""
    if found.nothing:
        if subject is ANYBODY:
            raise Unauthenticated("a token is needed")
        raise AccessDenied("no grant lets you into this tenant")


class OwnGate:
    """In open access everybody may do everything; otherwise tokens and grants of the hub's own tables decide."""

    def __init__(self, *, open_access: bool) -> None:
        self.open_access = open_access

    def subject(self, connection: Connection, headers: Mapping[str, str], micros: int) -> Subject:
        """Return who a request comes from; a token that is wrong is not taken for none."""
        token = bearer(headers)
        if token is None:
            return ANYBODY
        found = access.subject(connection, token, micros) if token else None
        if found is None:
            raise Unauthenticated("the token is unknown or has expired")
        return found

    def rights(
        self,
        connection: Connection,
        headers: Mapping[str, str],
        tenant: int,
        micros: int,
        *,
        reading: bool = True,  # noqa: ARG002 - counted where a control plane asks for it
    ) -> tuple[Subject, Rights]:
        """Return who asks and what they may do in a tenant."""
        if self.open_access:
            return ANYBODY, ALL
        subject = self.subject(connection, headers, micros)
        found = rights(access.grants(connection, tenant, subject.names), subject, micros)
        let_in(subject, found)
        return subject, found


@dataclass(frozen=True, slots=True)
class _Decision:
    """What was worked out for a holder in a tenant, until a grant begins or ends or the token does."""

    subject: Subject
    rights: Rights
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    until: int | None


class _State:
    """What the control plane told, ready to be asked."""

    def __init__(self, connection: Connection, version: str) -> None:
        told = control.read(connection)
        numbers = {row[1]: row[0] for row in connection.rows("SELECT id, name FROM tenant")}
        self.version = version
        self.tokens = {token.digest: token for token in told.tokens}
        self.grants: dict[int, list[tuple[str, Grant]]] = {}
        reachable = {each.name for each in told.tenants}
        for each in told.grants:
            if each.tenant in reachable:
                grant = Grant(each.subject, each.action, each.target, each.purpose, each.starts, each.ends)
                self.grants.setdefault(numbers[each.tenant], []).append((each.key, grant))
        self.decided: dict[tuple[str, int], _Decision] = {}


class ControlledGate:
    """Tokens and grants are the control plane's; nothing is open."""

    open_access = False

    def __init__(self, uses: UseCounter) -> None:
        self._uses = uses
        self._state: _State | None = None

    def rights(
        self, connection: Connection, headers: Mapping[str, str], tenant: int, micros: int, *, reading: bool = True
    ) -> tuple[Subject, Rights]:
        """Return who asks and what they may do in a tenant, and count the use of the grants that let them."""
        state = self._current(connection)
        token = bearer(headers)
        holder = None
        if token is not None:
            holder = state.tokens.get(access.digest(token))
            if holder is None or (holder.expires is not None and holder.expires <= micros):
                raise Unauthenticated("the token is unknown or has expired")
        found = self._decision(state, holder, tenant, micros)
        let_in(found.subject, found.rights)
        self._uses.note(found.reads if reading else found.writes, micros)
        return found.subject, found.rights

    def rights_of(self, connection: Connection, names: Iterable[str], tenant: int, micros: int) -> Rights:
        """Return what somebody may do who did not come with a token (pages of the platform)."""
        state = self._current(connection)
        subject = Subject(frozenset(names), "")
        return rights([grant for _, grant in state.grants.get(tenant, ())], subject, micros)

    def _current(self, connection: Connection) -> _State:
        version = control.version(connection)
        state = self._state
        if state is None or state.version != version:
            state = self._state = _State(connection, version)
        return state

    def _decision(self, state: _State, holder: TokenHolder | None, tenant: int, micros: int) -> _Decision:
        key = (holder.digest if holder else "", tenant)
        found = state.decided.get(key)
        if found is None or (found.until is not None and found.until <= micros):
            found = _decide(state, holder, tenant, micros)
            if len(state.decided) < _REMEMBERED:
                state.decided[key] = found
        return found


def _decide(state: _State, holder: TokenHolder | None, tenant: int, micros: int) -> _Decision:
    subject = Subject(frozenset(holder.names), holder.writer) if holder else ANYBODY
    named = [(key, grant) for key, grant in state.grants.get(tenant, ()) if grant.subject in subject.names]
    found = rights([grant for _, grant in named], subject, micros)
    if holder and holder.ceiling == "read":
        found = replace(found, write=NO_SELECTION, manage=False)
    standing = [(key, grant) for key, grant in named if key and grant.stands(micros)]
    changes = [
        moment for _, grant in named for moment in (grant.starts, grant.ends) if moment is not None and moment > micros
    ]
    return _Decision(
        subject,
        found,
        reads=tuple(key for key, grant in standing if grant.action in IMPLIED["read"]),
        writes=tuple(key for key, grant in standing if grant.action in IMPLIED["write"]),
        until=min(changes, default=None),
    )
