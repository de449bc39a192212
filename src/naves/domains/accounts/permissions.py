"""Who may do what with a person's account: one table of action × relation × state, deny by default."""

from enum import StrEnum

from naves.domains.accounts.models import User
from naves.kernel.errors import NotAllowed


class Relation(StrEnum):
    """What the one who acts is to the account."""

    ANONYMOUS = "anonymous"
    OTHER = "other"
    SELF = "self"
    ADMINISTRATOR = "administrator"


class State(StrEnum):
    """Whether the person is still there."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    ERASED = "erased"


_OWN = {Relation.SELF: {State.ACTIVE}}
_ADMINISTRATORS = {Relation.ADMINISTRATOR: {State.ACTIVE, State.BLOCKED}}

ALLOWED: dict[str, dict[Relation, set[State]]] = {
    "create_token": _OWN,
    "see_tokens": {**_OWN, **_ADMINISTRATORS},
    "revoke_token": {**_OWN, **_ADMINISTRATORS},
    "edit": {**_OWN, **_ADMINISTRATORS},
    "export": {**_OWN, **_ADMINISTRATORS},
    "erase": {**_OWN, **_ADMINISTRATORS},
    "see_import": {Relation.SELF: {State.ACTIVE}, Relation.ADMINISTRATOR: set(State)},
    "handle_import": _OWN,
    "block": _ADMINISTRATORS,
    "see_audit": {Relation.ADMINISTRATOR: set(State)},
}
"""Action → relation → states of the account in which it may be taken."""


def relations(by: User | None, of: User) -> frozenset[Relation]:
    """Return what ``by`` is to the account ``of``; an administrator is also themselves."""
    if by is None or not by.is_active:
        return frozenset({Relation.ANONYMOUS})
    found = {Relation.SELF if by.pk == of.pk else Relation.OTHER}
    if by.is_superuser:
        found.add(Relation.ADMINISTRATOR)
    return frozenset(found)


def state(of: User) -> State:
    """Return whether the person is there, blocked or erased."""
    if of.erased_at is not None:
        return State.ERASED
    return State.ACTIVE if of.is_active else State.BLOCKED


def allowed(by: User | None, action: str, of: User) -> bool:
    """Whether ``by`` may take ``action`` on the account ``of``."""
    table = ALLOWED.get(action, {})
    return any(state(of) in table.get(relation, set()) for relation in relations(by, of))


def require(by: User | None, action: str, of: User) -> None:
    """Raise :class:`NotAllowed` unless ``by`` may take ``action`` on the account ``of``."""
    if not allowed(by, action, of):
        raise NotAllowed(action, "account")
