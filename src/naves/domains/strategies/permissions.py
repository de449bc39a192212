"""Who may do what to strategies and responses: one table of action × relation × state each.

What is not in a table is refused. For the public, a version that never was approved counts as a draft
and a response that never was confirmed as a proposal, whatever happened to them since.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.needs.models import Need
from naves.domains.needs.permissions import territory
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.lending import is_lent
from naves.domains.strategies.models import Response, StrategyVersion
from naves.kernel.errors import NotAllowed

READ: Final = "strategies:read"
WRITE: Final = "strategies:write"
RESPOND: Final = "responses:write"


class Relation(StrEnum):
    """What somebody is to a strategy's owner, or to the place of a need or of a reading."""

    ANYBODY = "anybody"
    OWNER_MEMBER = "owner_member"
    OWNER_EDITOR = "owner_editor"
    OWNER_MANAGER = "owner_manager"
    TOWN_EDITOR = "town_editor"
    ANALYST = "analyst"
    GUEST = "guest"
    """To whom a higher domain lends the draft for reading (``lending``)."""


class Action(StrEnum):
    """What can be done with a strategy; CREATE concerns its owner."""

    VIEW = "view"
    CREATE = "create"
    EDIT = "edit"
    RENAME = "rename"
    NEW_VERSION = "new_version"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    CHANGE_STATUS = "change_status"
    RECORD_READING = "record_reading"


class ResponseAction(StrEnum):
    """What can be done with a response."""

    VIEW = "view"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    CLAIM = "claim"
    CONTRADICT = "contradict"
    WITHDRAW = "withdraw"


class ResponseState(StrEnum):
    """Where a response stands."""

    NEW = "new"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


Statuses = frozenset[VersionStatus | None]
States = frozenset[ResponseState]

_D, _A, _S, _W = VersionStatus.DRAFT, VersionStatus.APPROVED, VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN
_NO_VERSION: Final[Statuses] = frozenset({None})
_ALL: Final[Statuses] = frozenset(VersionStatus)
_PUBLIC: Final[Statuses] = frozenset({_A, _S, _W})
_DRAFT: Final[Statuses] = frozenset({_D})
_RUNNING: Final[Statuses] = frozenset({_D, _A})
_KNOWN: Final[Statuses] = frozenset({_A, _S})


def _editors(statuses: Statuses, *, managers: Statuses | None = None) -> dict[Relation, Statuses]:
    """Editors of the owner, its managers and analysts; ``managers`` is what the last two may beyond editors."""
    more = statuses | (managers or frozenset())
    return {Relation.OWNER_EDITOR: statuses, Relation.OWNER_MANAGER: more, Relation.ANALYST: more}


TABLE: Final[Mapping[Action, Mapping[Relation, Statuses]]] = {
    Action.VIEW: {
        Relation.ANYBODY: _PUBLIC,
        Relation.GUEST: _DRAFT,
        Relation.OWNER_MEMBER: _ALL,
        **_editors(_ALL),
    },
    Action.CREATE: _editors(_NO_VERSION),
    Action.EDIT: _editors(_DRAFT),
    Action.RENAME: _editors(_ALL),
    Action.NEW_VERSION: _editors(_ALL),
    # What the public may rely on is decided by those who answer for the owner.
    Action.APPROVE: _editors(frozenset(), managers=_DRAFT),
    Action.WITHDRAW: _editors(frozenset(), managers=_RUNNING),
    Action.CHANGE_STATUS: _editors(_RUNNING),
    Action.RECORD_READING: {**_editors(_KNOWN), Relation.TOWN_EDITOR: _KNOWN},
}

_NEW, _PROPOSED, _CONFIRMED, _WITHDRAWN = (frozenset({state}) for state in ResponseState)
_EVERY: Final[States] = frozenset(ResponseState)


def _town(states: States) -> dict[Relation, States]:
    """Those who answer for the place of the need, and analysts: whom a response concerns, not who made it."""
    return {Relation.TOWN_EDITOR: states, Relation.ANALYST: states}


RESPONSE_TABLE: Final[Mapping[ResponseAction, Mapping[Relation, States]]] = {
    ResponseAction.VIEW: {
        Relation.ANYBODY: _CONFIRMED | _WITHDRAWN,
        Relation.OWNER_MEMBER: _EVERY,
        **_town(_EVERY),
    },
    ResponseAction.PROPOSE: {Relation.OWNER_EDITOR: _NEW, **_town(_NEW)},
    ResponseAction.CONFIRM: _town(_PROPOSED),
    ResponseAction.CLAIM: _town(_CONFIRMED),
    ResponseAction.CONTRADICT: _town(_PROPOSED | _CONFIRMED),
    ResponseAction.WITHDRAW: _town(_PROPOSED | _CONFIRMED),
}


def relations(actor: Actor, *, owner: Organisation | None, place: Place | None) -> frozenset[Relation]:
    """Return all that ``actor`` is to the owner of a strategy and to a place; either may be missing."""
    found = {Relation.ANYBODY}
    if owner is not None:
        held = {
            Relation.OWNER_MEMBER: MemberRole.MEMBER,
            Relation.OWNER_EDITOR: MemberRole.EDITOR,
            Relation.OWNER_MANAGER: MemberRole.MANAGER,
        }
        found |= {relation for relation, role in held.items() if actor.acts_for(owner.pk, role)}
    if place is not None and actor.governs(territory(place), MemberRole.EDITOR):
        found.add(Relation.TOWN_EDITOR)
    if actor.is_analyst:
        found.add(Relation.ANALYST)
    return frozenset(found)


def allowed(action: Action, relation: Relation, status: VersionStatus | None) -> bool:
    """Ask the table of strategies."""
    return status in TABLE[action].get(relation, frozenset())


def response_allowed(action: ResponseAction, relation: Relation, state: ResponseState) -> bool:
    """Ask the table of responses."""
    return state in RESPONSE_TABLE[action].get(relation, frozenset())


def may(
    actor: Actor,
    action: Action,
    version: StrategyVersion | None = None,
    *,
    owner: Organisation | None = None,
    place: Place | None = None,
) -> bool:
    """Whether ``actor`` may do ``action`` to ``version``, or, where there is none yet, for ``owner``."""
    if not _in_scope(actor, READ if action == Action.VIEW else WRITE):
        return False
    status = VersionStatus(version.status) if version is not None else None
    never_shown = version is not None and version.approved_at is None
    whose = version.strategy.owner if version is not None else owner
    by_relation = any(
        allowed(action, relation, _D if never_shown and relation == Relation.ANYBODY else status)
        for relation in relations(actor, owner=whose, place=place)
    )
    as_guest = version is not None and allowed(action, Relation.GUEST, status)
    return by_relation or (as_guest and version is not None and is_lent(actor, version))


def require(
    actor: Actor,
    action: Action,
    version: StrategyVersion | None = None,
    *,
    owner: Organisation | None = None,
    place: Place | None = None,
) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may(actor, action, version, owner=owner, place=place):
        raise NotAllowed(action.value, "strategy", _missing_scope(actor, READ if action == Action.VIEW else WRITE))


def may_respond(actor: Actor, action: ResponseAction, response: Response) -> bool:
    """Whether ``actor`` may do ``action`` to ``response``; one that is not saved yet is new."""
    if not _in_scope(actor, READ if action == ResponseAction.VIEW else RESPOND):
        return False
    state = state_of(response)
    never_shown = response.confirmed_at is None
    found = relations(actor, owner=owner_of(response), place=response.need.place)
    return any(
        response_allowed(
            action, relation, ResponseState.PROPOSED if never_shown and relation == Relation.ANYBODY else state
        )
        for relation in found
    )


def require_response(actor: Actor, action: ResponseAction, response: Response) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may_respond(actor, action, response):
        raise NotAllowed(action.value, "response", _missing_scope(actor, RESPOND))


def allowed_actions(actor: Actor, version: StrategyVersion) -> frozenset[Action]:
    """Return the actions to offer on the page of a version."""
    return frozenset(action for action in Action if may(actor, action, version))


def allowed_response_actions(actor: Actor, response: Response) -> frozenset[ResponseAction]:
    """Return the actions to offer beside a response."""
    return frozenset(action for action in ResponseAction if may_respond(actor, action, response))


def may_answer(
    actor: Actor, action: ResponseAction, state: ResponseState, *, owner: Organisation | None, place: Place
) -> bool:
    """Whether ``actor`` may do ``action`` to a response in ``state`` of a need there to a strategy of ``owner``."""
    found = relations(actor, owner=owner, place=place)
    return _in_scope(actor, RESPOND) and any(response_allowed(action, relation, state) for relation in found)


def may_propose(actor: Actor, need: Need, *, owner: Organisation | None = None) -> bool:
    """Whether ``actor`` may link ``need`` with a strategy of ``owner``, or with anything where none is given."""
    return may_answer(actor, ResponseAction.PROPOSE, ResponseState.NEW, owner=owner, place=need.place)


def may_import(actor: Actor, owner: Organisation, *, approve: bool) -> bool:
    """Whether ``actor`` may bring in strategies of ``owner``, as drafts or at once in force."""
    found = relations(actor, owner=owner, place=None)
    wanted = [(Action.CREATE, None), *([(Action.APPROVE, _D)] if approve else [])]
    return _in_scope(actor, WRITE) and all(
        any(allowed(action, relation, status) for relation in found) for action, status in wanted
    )


def state_of(response: Response) -> ResponseState:
    """Return where ``response`` stands."""
    if response._state.adding:
        return ResponseState.NEW
    if response.withdrawn_at is not None:
        return ResponseState.WITHDRAWN
    return ResponseState.PROPOSED if response.confirmed_at is None else ResponseState.CONFIRMED


def owner_of(response: Response) -> Organisation | None:
    """Return whose strategy the response points to; none stands behind an experiment or an agreement."""
    target = response.goal or response.measure
    return target.version.strategy.owner if target is not None else None


def _in_scope(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes


def _missing_scope(actor: Actor, scope: str) -> str:
    return "" if _in_scope(actor, scope) else f"the token lacks the scope {scope}"
