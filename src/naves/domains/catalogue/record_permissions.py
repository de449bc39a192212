"""Who may do what with datasets and their custody: one table of action × relation × status; the rest is refused.

Rights to the data themselves (grants) stand in ``permissions``. A record that never was published counts
as a draft for the public, whatever happened to it since.
"""

import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models.described import Described
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.kernel.errors import NotAllowed

READ: Final = "catalogue:read"
WRITE: Final = "catalogue:write"
KIND: Final = "dataset"


class Relation(StrEnum):
    """What somebody is to the organisation that owns a dataset."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    OWNER_MEMBER = "owner_member"
    OWNER_EDITOR = "owner_editor"
    OWNER_MANAGER = "owner_manager"
    ANALYST = "analyst"


class Action(StrEnum):
    """What can be done with a dataset; CREATE and VIEW_ESTATE concern an owner, VIEW_NATION nobody's in particular."""

    VIEW = "view"
    CREATE = "create"
    EDIT = "edit"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    VIEW_ESTATE = "view_estate"
    RECORD_CUSTODY = "record_custody"
    RECOVER = "recover"
    BIND = "bind"
    EDIT_CATALOGUE = "edit_catalogue"
    FOLLOW = "follow"
    DISCUSS = "discuss"
    PROPOSE_REUSE = "propose_reuse"
    MODERATE = "moderate"
    VIEW_NATION = "view_nation"


Statuses = frozenset[RecordStatus | None]

_D, _P, _W = RecordStatus.DRAFT, RecordStatus.PUBLISHED, RecordStatus.WITHDRAWN
_NONE: Final[Statuses] = frozenset({None})
_ALL: Final[Statuses] = frozenset(RecordStatus)
_ANY: Final[Statuses] = _ALL | _NONE
_OPEN: Final[Statuses] = frozenset({_P})
_LIVE: Final[Statuses] = frozenset({_D, _P})
_SHOWN: Final[Statuses] = frozenset({_P, _W})


def _editors(statuses: Statuses, *, managers: Statuses | None = None) -> dict[Relation, Statuses]:
    """Editors of the owner, its managers and analysts; ``managers`` is what the last two may beyond editors."""
    more = statuses | (managers or frozenset())
    return {Relation.OWNER_EDITOR: statuses, Relation.OWNER_MANAGER: more, Relation.ANALYST: more}


TABLE: Final[Mapping[Action, Mapping[Relation, Statuses]]] = {
    Action.VIEW: {Relation.ANYBODY: _SHOWN, Relation.OWNER_MEMBER: _ALL, **_editors(_ALL)},
    Action.CREATE: _editors(_NONE),
    Action.EDIT: _editors(_ALL),
    # What leaves the house is decided by those who answer for the owner.
    Action.PUBLISH: _editors(frozenset(), managers=frozenset({_D, _W})),
    Action.WITHDRAW: _editors(frozenset({_D}), managers=_LIVE),
    # Contracts, evidence and plans are the owner's own business; the public sees the stage.
    Action.VIEW_ESTATE: {Relation.OWNER_MEMBER: _ANY, **_editors(_ANY)},
    Action.RECORD_CUSTODY: _editors(_ALL),
    Action.RECOVER: _editors(_ALL),
    Action.BIND: _editors(frozenset(), managers=_LIVE),
    Action.EDIT_CATALOGUE: _editors(frozenset(), managers=_NONE),
    Action.FOLLOW: {Relation.SIGNED_IN: _OPEN, Relation.OWNER_MEMBER: _LIVE},
    Action.DISCUSS: {Relation.SIGNED_IN: _OPEN},
    Action.PROPOSE_REUSE: {Relation.SIGNED_IN: _OPEN},
    Action.MODERATE: _editors(_ALL),
    Action.VIEW_NATION: {Relation.ANALYST: _NONE},
}
READING: Final = frozenset({Action.VIEW, Action.VIEW_ESTATE, Action.VIEW_NATION})


def relations(actor: Actor, owner_id: uuid.UUID | None) -> frozenset[Relation]:
    """Return all that ``actor`` is to the owner."""
    found = {Relation.ANYBODY}
    if not actor.is_anonymous:
        found.add(Relation.SIGNED_IN)
    held = {
        Relation.OWNER_MEMBER: MemberRole.MEMBER,
        Relation.OWNER_EDITOR: MemberRole.EDITOR,
        Relation.OWNER_MANAGER: MemberRole.MANAGER,
    }
    found |= {relation for relation, role in held.items() if actor.acts_for(owner_id, role)}
    if actor.is_analyst:
        found.add(Relation.ANALYST)
    return frozenset(found)


def allowed(action: Action, relation: Relation, status: RecordStatus | None) -> bool:
    """Ask the table."""
    return status in TABLE[action].get(relation, frozenset())


def may(actor: Actor, action: Action, record: Described | None = None, *, owner_id: uuid.UUID | None = None) -> bool:
    """Whether ``actor`` may do ``action`` to ``record`` or, where there is none, for the owner."""
    if not _in_scope(actor, action, record):
        return False
    status = RecordStatus(record.status) if record is not None else None
    never_shown = record is not None and record.published_at is None
    public = {Relation.ANYBODY, Relation.SIGNED_IN}
    return any(
        allowed(action, relation, _D if never_shown and relation in public else status)
        for relation in relations(actor, record.owner_id if record is not None else owner_id)
    )


def require(
    actor: Actor, action: Action, record: Described | None = None, *, owner_id: uuid.UUID | None = None
) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may(actor, action, record, owner_id=owner_id):
        reason = "" if _in_scope(actor, action, record) else f"the token lacks the scope {scope_of(action)}"
        raise NotAllowed(action.value, KIND, reason)


def allowed_actions(actor: Actor, record: Described) -> frozenset[Action]:
    """Return the actions to offer on the page of ``record``."""
    return frozenset(action for action in Action if may(actor, action, record))


def scope_of(action: Action) -> str:
    """Return the scope that a token needs for ``action``."""
    return READ if action in READING else WRITE


def _in_scope(actor: Actor, action: Action, record: Described | None) -> bool:
    if actor.scopes is None or scope_of(action) in actor.scopes:
        return True
    # What anybody may read needs no scope either.
    return action == Action.VIEW and record is not None and record.status == _P
