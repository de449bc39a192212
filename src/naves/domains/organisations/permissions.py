"""Who may do what with an organisation: one table of action × relation; what is not in it is refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import NotAllowed

WRITE: Final = "organisations:write"
KIND: Final = "organisation"
# Kinds that carry public authority: only an administrator founds them, so that nobody names themselves a town.
OFFICIAL: Final = frozenset(
    {OrganisationKind.MINISTRY, OrganisationKind.REGION, OrganisationKind.MUNICIPALITY, OrganisationKind.STATE_BODY}
)


class Relation(StrEnum):
    """What somebody is to an organisation."""

    ANONYMOUS = "anonymous"
    SIGNED_IN = "signed_in"
    MEMBER = "member"
    EDITOR = "editor"
    MANAGER = "manager"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done with an organisation."""

    VIEW = "view"
    SEE_MEMBERS = "see_members"
    CREATE = "create"
    CREATE_OFFICIAL = "create_official"
    EDIT = "edit"
    CLOSE = "close"
    REQUEST_MEMBERSHIP = "request_membership"
    MANAGE_MEMBERS = "manage_members"
    LEAVE = "leave"
    WITHDRAW_REQUEST = "withdraw_request"


_ALL = frozenset(Relation)
_ADMINISTRATOR = frozenset({Relation.ADMINISTRATOR})
_MANAGERS = frozenset({Relation.MANAGER, Relation.ADMINISTRATOR})
_MEMBERS = frozenset({Relation.MEMBER, Relation.EDITOR, Relation.MANAGER})

TABLE: Final[Mapping[Action, frozenset[Relation]]] = {
    Action.VIEW: _ALL,
    Action.SEE_MEMBERS: _MEMBERS | {Relation.ANALYST, Relation.ADMINISTRATOR},
    Action.CREATE: frozenset({Relation.SIGNED_IN, Relation.ADMINISTRATOR}),
    Action.CREATE_OFFICIAL: _ADMINISTRATOR,
    Action.EDIT: _MANAGERS,
    Action.CLOSE: _MANAGERS,
    Action.REQUEST_MEMBERSHIP: frozenset({Relation.SIGNED_IN}),
    Action.MANAGE_MEMBERS: _MANAGERS,
    Action.LEAVE: _MEMBERS,
    Action.WITHDRAW_REQUEST: frozenset({Relation.SIGNED_IN}),
}
# What may still be done with an organisation that was closed.
WHEN_CLOSED: Final = frozenset({Action.VIEW, Action.SEE_MEMBERS, Action.LEAVE, Action.WITHDRAW_REQUEST})
READING: Final = frozenset({Action.VIEW, Action.SEE_MEMBERS})


def relations(actor: Actor, organisation: Organisation | None) -> frozenset[Relation]:
    """Return all that ``actor`` is to the organisation."""
    found = {Relation.ANONYMOUS}
    if not actor.is_anonymous:
        found.add(Relation.SIGNED_IN)
    if organisation is not None:
        by_role = {
            Relation.MEMBER: MemberRole.MEMBER,
            Relation.EDITOR: MemberRole.EDITOR,
            Relation.MANAGER: MemberRole.MANAGER,
        }
        found |= {relation for relation, role in by_role.items() if actor.acts_for(organisation.pk, role)}
    if actor.is_analyst:
        found.add(Relation.ANALYST)
    if actor.is_administrator:
        found.add(Relation.ADMINISTRATOR)
    return frozenset(found)


def may(actor: Actor, action: Action, organisation: Organisation | None = None) -> bool:
    """Whether ``actor`` may do ``action``."""
    if action not in READING and actor.scopes is not None and WRITE not in actor.scopes:
        return False
    if organisation is not None and organisation.closed_at is not None and action not in WHEN_CLOSED:
        return False
    return bool(TABLE[action] & relations(actor, organisation))


def require(actor: Actor, action: Action, organisation: Organisation | None = None) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may(actor, action, organisation):
        raise NotAllowed(action.value, KIND)
