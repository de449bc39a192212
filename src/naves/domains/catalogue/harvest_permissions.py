"""Who may do what with sources that are harvested: one table of action × relation to the organisation; deny by default.

A run writes and shows records, so it is decided by those who answer for the owner.
"""

import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.catalogue.record_permissions import READ, WRITE, Relation, relations
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed

KIND: Final = "harvest_source"


class Action(StrEnum):
    """What can be done with a source of an organisation."""

    SEE = "see"
    MANAGE = "manage"  # add it, set how and how often it is read
    RUN = "run"
    DECIDE = "decide"  # say whether a great loss is true


_DECIDING: Final = frozenset({Relation.OWNER_MANAGER, Relation.ANALYST})
TABLE: Final[Mapping[Action, frozenset[Relation]]] = {
    Action.SEE: _DECIDING | {Relation.OWNER_MEMBER, Relation.OWNER_EDITOR},
    Action.MANAGE: _DECIDING,
    Action.RUN: _DECIDING,
    Action.DECIDE: _DECIDING,
}


def may(actor: Actor, action: Action, owner_id: uuid.UUID) -> bool:
    """Whether ``actor`` may do ``action`` with sources of the organisation."""
    return _in_scope(actor, action) and not TABLE[action].isdisjoint(relations(actor, owner_id))


def require(actor: Actor, action: Action, owner_id: uuid.UUID) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may(actor, action, owner_id):
        reason = "" if _in_scope(actor, action) else f"the token lacks the scope {_scope(action)}"
        raise NotAllowed(action.value, KIND, reason)


def _scope(action: Action) -> str:
    return READ if action == Action.SEE else WRITE


def _in_scope(actor: Actor, action: Action) -> bool:
    return actor.scopes is None or _scope(action) in actor.scopes
