"""Who may do what in the Monitor. Its figures are public; publishing one under the ministry's name is not."""

from enum import StrEnum
from typing import Final

from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed

WRITE: Final = "monitor:write"
KIND: Final = "snapshot"


class Action(StrEnum):
    TAKE_SNAPSHOT = "take_snapshot"


def may(actor: Actor, action: Action) -> bool:
    in_scope = actor.scopes is None or WRITE in actor.scopes
    return action is Action.TAKE_SNAPSHOT and actor.is_analyst and in_scope


def require(actor: Actor, action: Action) -> None:
    if not may(actor, action):
        raise NotAllowed(action.value, KIND, "only analysts of the ministry")
