"""Who may do what in the Monitor. Its figures are public; making one in the name of the ministry is not."""

from enum import StrEnum
from typing import Final

from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed

WRITE: Final = "monitor:write"
KIND: Final = "snapshot"


class Action(StrEnum):
    TAKE_SNAPSHOT = "take_snapshot"
    READ_MACHINE_LINKS = "read_machine_links"


def may(actor: Actor, action: Action) -> bool:
    in_scope = actor.scopes is None or WRITE in actor.scopes
    return action in {Action.TAKE_SNAPSHOT, Action.READ_MACHINE_LINKS} and actor.is_analyst and in_scope


def require(actor: Actor, action: Action) -> None:
    if not may(actor, action):
        raise NotAllowed(action.value, KIND, "only analysts of the ministry")
