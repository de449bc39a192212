"""Who may do what with data that belong to an organisation: one table of action × relation to the owner."""

import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.kernel.errors import NotAllowed

WRITE: Final = "catalogue:write"


class Relation(StrEnum):
    """What somebody is to the organisation that owns the data."""

    ANONYMOUS = "anonymous"
    SIGNED_IN = "signed_in"
    MEMBER = "member"
    EDITOR = "editor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done with tenants and grants."""

    SEE_TENANT = "see_tenant"
    FOUND_TENANT = "found_tenant"
    EDIT_TENANT = "edit_tenant"
    CLOSE_TENANT = "close_tenant"
    SEE_GRANTS = "see_grants"
    GIVE_GRANT = "give_grant"
    REVOKE_GRANT = "revoke_grant"


_MEMBERS = frozenset({Relation.MEMBER, Relation.EDITOR, Relation.MANAGER, Relation.ADMINISTRATOR})
_MANAGERS = frozenset({Relation.MANAGER, Relation.ADMINISTRATOR})

TABLE: Final[Mapping[Action, frozenset[Relation]]] = {
    Action.SEE_TENANT: _MEMBERS,
    Action.FOUND_TENANT: _MANAGERS,
    Action.EDIT_TENANT: _MANAGERS,
    Action.CLOSE_TENANT: _MANAGERS,
    Action.SEE_GRANTS: _MEMBERS,
    # Who looks after the platform may stop a misuse, yet gives nobody data that are not theirs to give.
    Action.GIVE_GRANT: frozenset({Relation.MANAGER}),
    Action.REVOKE_GRANT: _MANAGERS,
}
READING: Final = frozenset({Action.SEE_TENANT, Action.SEE_GRANTS})


def relations(actor: Actor, owner_id: uuid.UUID | None) -> frozenset[Relation]:
    """Return all that ``actor`` is to the owner."""
    found = {Relation.ANONYMOUS}
    if not actor.is_anonymous:
        found.add(Relation.SIGNED_IN)
    by_role = {
        Relation.MEMBER: MemberRole.MEMBER,
        Relation.EDITOR: MemberRole.EDITOR,
        Relation.MANAGER: MemberRole.MANAGER,
    }
    found |= {relation for relation, role in by_role.items() if actor.acts_for(owner_id, role)}
    if actor.is_administrator:
        found.add(Relation.ADMINISTRATOR)
    return frozenset(found)


def may(actor: Actor, action: Action, owner_id: uuid.UUID | None) -> bool:
    """Whether ``actor`` may do ``action`` with what ``owner_id`` owns."""
    if action not in READING and actor.scopes is not None and WRITE not in actor.scopes:
        return False
    return bool(TABLE[action] & relations(actor, owner_id))


def require(actor: Actor, action: Action, owner_id: uuid.UUID | None, *, kind: str = "tenant") -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may(actor, action, owner_id):
        raise NotAllowed(action.value, kind)
