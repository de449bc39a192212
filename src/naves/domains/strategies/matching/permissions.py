"""Who may do what at the desk: one table of action × relation × state, deny by default.

Judging a pair makes a response, so whoever may confirm responses to the needs of a place may judge its pairs;
what concerns the whole country (learning, looking for pairs everywhere) is for analysts.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.permissions import READ, RESPOND, Relation, relations
from naves.kernel.errors import NotAllowed

KIND: Final = "match"


class Action(StrEnum):
    """What can be done with suggested pairs."""

    SEE = "see_matches"
    JUDGE = "judge_match"
    UNDO = "undo_judgement"
    SUGGEST = "suggest_matches"
    TRAIN = "train_matching"
    DISMISS = "dismiss_likeness"


class State(StrEnum):
    """Whether a pair waits for a judgement; NONE where no pair is meant, COUNTRY where all of them are."""

    OPEN = "open"
    SETTLED = "settled"
    NONE = "none"
    COUNTRY = "country"


States = frozenset[State]
_OPEN, _SETTLED, _NONE, _COUNTRY = (frozenset({state}) for state in State)

TABLE: Final[Mapping[Action, Mapping[Relation, States]]] = {
    Action.SEE: {Relation.TOWN_EDITOR: _OPEN | _SETTLED | _NONE, Relation.ANALYST: frozenset(State)},
    Action.JUDGE: {Relation.TOWN_EDITOR: _OPEN, Relation.ANALYST: _OPEN},
    Action.UNDO: {Relation.TOWN_EDITOR: _OPEN | _SETTLED, Relation.ANALYST: _OPEN | _SETTLED},
    Action.SUGGEST: {Relation.TOWN_EDITOR: _NONE, Relation.ANALYST: _NONE | _COUNTRY},
    Action.TRAIN: {Relation.ANALYST: _COUNTRY},
    Action.DISMISS: {Relation.TOWN_EDITOR: _NONE, Relation.ANALYST: _NONE},
}


def allowed(action: Action, relation: Relation, state: State) -> bool:
    """Ask the table."""
    return state in TABLE[action].get(relation, frozenset())


def state_of(suggestion: MatchSuggestion) -> State:
    """Return whether the pair waits for a judgement."""
    return State.OPEN if suggestion.is_open else State.SETTLED


def may(actor: Actor, action: Action, place: Place | None = None, *, state: State | None = None) -> bool:
    """Whether ``actor`` may do ``action`` about the pairs of ``place``, or, where none is given, of the country."""
    scope = READ if action == Action.SEE else RESPOND
    if actor.scopes is not None and scope not in actor.scopes:
        return False
    where = state or (State.COUNTRY if place is None else State.NONE)
    return any(allowed(action, relation, where) for relation in relations(actor, owner=None, place=place))


def require(actor: Actor, action: Action, place: Place | None = None, *, state: State | None = None) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not may(actor, action, place, state=state):
        raise NotAllowed(action.value, KIND)


def works_at_the_desk(actor: Actor) -> bool:
    """Whether ``actor`` judges pairs of some place at all."""
    if actor.scopes is not None and RESPOND not in actor.scopes:
        return False
    return actor.is_analyst or any(actor.governs({grant.place_id}) for grant in actor.grants if grant.place_id)
