"""Who may do what with questions and consultations: one table of action × relation × state each.

What is not in a table is refused. Who could do it in another state is told when (Refused), not that they may not.
An answer is the word of the organisation asked: not even the ministry answers for a town.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from naves.domains.exchange.enums import Phase, QuestionStatus
from naves.domains.exchange.models import Comment, ConsultationRound, Question
from naves.domains.exchange.rules.steps import not_now, phase_on
from naves.domains.exchange.rules.values import TOWNS
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import NotAllowed, Refused

READ: Final = "exchange:read"
WRITE: Final = "exchange:write"


class Relation(StrEnum):
    """What somebody is to a question, or to the owner of a draft and its consultation."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    ASKER = "asker"
    ASKING_MEMBER = "asking_member"
    ASKING_EDITOR = "asking_editor"
    ADDRESSEE_EDITOR = "addressee_editor"
    INVITED = "invited"
    COMMENTER = "commenter"
    OWNER_MEMBER = "owner_member"
    OWNER_EDITOR = "owner_editor"
    OWNER_MANAGER = "owner_manager"
    ANALYST = "analyst"


class Action(StrEnum):
    """What can be done with a question; ASK is in one's own name, ASK_FOR in that of an organisation."""

    VIEW = "view"
    ASK = "ask"
    ASK_FOR = "ask_for"
    ANSWER = "answer"
    SOLVE = "solve"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    WITHDRAW_ANSWER = "withdraw_answer"
    FOLLOW = "follow"


class RoundAction(StrEnum):
    """What can be done with a consultation; OPEN concerns a version that has none yet."""

    VIEW = "view"
    OPEN = "open"
    EDIT = "edit"
    CLOSE = "close"
    PUBLISH = "publish"
    CANCEL = "cancel"
    COMMENT = "comment"
    WITHDRAW_COMMENT = "withdraw_comment"
    ANSWER = "answer"


States = frozenset[QuestionStatus | None]
Phases = frozenset[Phase | None]

_O, _A, _S, _W = QuestionStatus.OPEN, QuestionStatus.ANSWERED, QuestionStatus.SOLVED, QuestionStatus.WITHDRAWN
_NEW: Final = frozenset({None})
_EVERY: Final[States] = frozenset(QuestionStatus)


def _only(*states: QuestionStatus) -> States:
    return frozenset(states)


def _asking(states: States) -> dict[Relation, States]:
    return {Relation.ASKER: states, Relation.ASKING_EDITOR: states}


TABLE: Final[Mapping[Action, Mapping[Relation, States]]] = {
    Action.VIEW: {Relation.ANYBODY: _EVERY},
    Action.ASK: {Relation.SIGNED_IN: _NEW},
    Action.ASK_FOR: {Relation.ASKING_MEMBER: _NEW},
    Action.ANSWER: {Relation.ADDRESSEE_EDITOR: _only(_O, _A)},
    Action.SOLVE: _asking(_only(_A)),
    Action.REOPEN: _asking(_only(_S)),
    # The ministry keeps the place decent: what does not belong there it takes off the list, with a reason.
    Action.WITHDRAW: {**_asking(_only(_O, _A)), Relation.ANALYST: _only(_O, _A, _S)},
    Action.WITHDRAW_ANSWER: {Relation.ADDRESSEE_EDITOR: _only(_A, _S), Relation.ANALYST: _only(_A, _S)},
    Action.FOLLOW: {Relation.SIGNED_IN: _only(_O, _A, _S)},
}

_ALL: Final[Phases] = frozenset(Phase)
_RUNNING: Final[Phases] = frozenset({Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED})


def _phases(*phases: Phase) -> Phases:
    return frozenset(phases)


def _owners(phases: Phases, *, only_managers: bool = False) -> dict[Relation, Phases]:
    """The owner's editors and managers, and analysts; or without the editors."""
    editors = {} if only_managers else {Relation.OWNER_EDITOR: phases}
    return {**editors, Relation.OWNER_MANAGER: phases, Relation.ANALYST: phases}


ROUND_TABLE: Final[Mapping[RoundAction, Mapping[Relation, Phases]]] = {
    RoundAction.VIEW: {
        Relation.ANYBODY: _phases(Phase.PUBLISHED),
        Relation.INVITED: _ALL,
        Relation.OWNER_MEMBER: _ALL,
        **_owners(_ALL),
    },
    RoundAction.OPEN: _owners(frozenset({None})),
    RoundAction.EDIT: _owners(_RUNNING),
    RoundAction.CLOSE: _owners(_phases(Phase.OPEN)),
    # What the public may rely on is decided by those who answer for the owner.
    RoundAction.PUBLISH: _owners(_phases(Phase.CLOSED), only_managers=True),
    RoundAction.CANCEL: _owners(_RUNNING, only_managers=True),
    RoundAction.COMMENT: {Relation.INVITED: _phases(Phase.OPEN)},
    RoundAction.WITHDRAW_COMMENT: {Relation.COMMENTER: _phases(Phase.OPEN)},
    RoundAction.ANSWER: _owners(_phases(Phase.OPEN, Phase.CLOSED)),
}


def allowed(action: Action, relation: Relation, state: QuestionStatus | None) -> bool:
    """Ask the table of questions."""
    return state in TABLE[action].get(relation, frozenset())


def round_allowed(action: RoundAction, relation: Relation, phase: Phase | None) -> bool:
    """Ask the table of consultations."""
    return phase in ROUND_TABLE[action].get(relation, frozenset())


def relations(actor: Actor, question: Question | None = None, *, asking: Organisation | None = None) -> set[Relation]:
    """Return all that ``actor`` is to the question, or to the organisation that would ask."""
    found = {Relation.ANYBODY}
    if not actor.is_anonymous:
        found.add(Relation.SIGNED_IN)
    asking_id = question.asking_id if question is not None else None
    if asking is not None:
        asking_id = asking.pk
    if actor.acts_for(asking_id, MemberRole.MEMBER):
        found.add(Relation.ASKING_MEMBER)
    if actor.acts_for(asking_id, MemberRole.EDITOR):
        found.add(Relation.ASKING_EDITOR)
    if question is not None:
        spoke_for_themselves = asking_id is None or Relation.ASKING_MEMBER in found
        if actor.user_id is not None and question.asked_by_id == actor.user_id and spoke_for_themselves:
            found.add(Relation.ASKER)
        if actor.acts_for(question.addressee_id, MemberRole.EDITOR):
            found.add(Relation.ADDRESSEE_EDITOR)
    if actor.is_analyst:
        found.add(Relation.ANALYST)
    return found


def round_relations(actor: Actor, owner: Organisation, consultation: ConsultationRound | None) -> set[Relation]:
    """Return all that ``actor`` is to the owner of the draft and to its consultation."""
    held = {
        Relation.OWNER_MEMBER: MemberRole.MEMBER,
        Relation.OWNER_EDITOR: MemberRole.EDITOR,
        Relation.OWNER_MANAGER: MemberRole.MANAGER,
    }
    found = {Relation.ANYBODY, *(relation for relation, role in held.items() if actor.acts_for(owner.pk, role))}
    if consultation is not None and speakers(actor, consultation, owner):
        found.add(Relation.INVITED)
    if actor.is_analyst:
        found.add(Relation.ANALYST)
    return found


def speakers(actor: Actor, consultation: ConsultationRound, owner: Organisation) -> list[object]:
    """Return the organisations for which ``actor`` may comment: those invited; never the owner itself."""
    own = [grant for grant in actor.grants if grant.organisation_id != owner.pk]
    if not own:
        return []
    invited = set(consultation.invited.values_list("pk", flat=True))
    return [
        grant.organisation_id
        for grant in own
        if grant.organisation_id in invited or (consultation.for_all_towns and grant.kind in TOWNS)
    ]


def may(actor: Actor, action: Action, question: Question | None = None, *, asking: Organisation | None = None) -> bool:
    """Whether ``actor`` may do ``action`` to ``question``, or, where there is none yet, in the name of ``asking``."""
    if not _in_scope(actor, _scope(action)):
        return False
    state = QuestionStatus(question.status) if question is not None else None
    return any(allowed(action, relation, state) for relation in relations(actor, question, asking=asking))


def require(
    actor: Actor, action: Action, question: Question | None = None, *, asking: Organisation | None = None
) -> None:
    """Refuse with NotAllowed unless ``actor`` may; with Refused where they might in another state."""
    if may(actor, action, question, asking=asking):
        return
    if question is not None and _in_scope(actor, _scope(action)):
        found = relations(actor, question)
        possible = {state for state in QuestionStatus if any(allowed(action, relation, state) for relation in found)}
        if possible:
            raise Refused(not_now(QuestionStatus(question.status), possible))
    raise NotAllowed(action.value, "question", _missing_scope(actor, _scope(action)))


def may_in_round(
    actor: Actor,
    action: RoundAction,
    consultation: ConsultationRound | None = None,
    *,
    today: date,
    owner: Organisation | None = None,
    comment: Comment | None = None,
) -> bool:
    """Whether ``actor`` may do ``action`` in the consultation, or, to open one, with a strategy of ``owner``."""
    if not _in_scope(actor, _scope(action)):
        return False
    phase = phase_of(consultation, today) if consultation is not None else None
    found = _found(actor, consultation, owner, comment)
    return any(round_allowed(action, relation, phase) for relation in found)


def require_in_round(
    actor: Actor,
    action: RoundAction,
    consultation: ConsultationRound | None = None,
    *,
    today: date,
    owner: Organisation | None = None,
    comment: Comment | None = None,
) -> None:
    """Refuse with NotAllowed unless ``actor`` may; with Refused where they might in another phase."""
    if may_in_round(actor, action, consultation, today=today, owner=owner, comment=comment):
        return
    if consultation is not None and _in_scope(actor, _scope(action)):
        possible = phases_for(actor, action, consultation, comment)
        if possible:
            raise Refused(not_now(phase_of(consultation, today), possible))
    raise NotAllowed(action.value, "consultation", _missing_scope(actor, _scope(action)))


def phases_for(
    actor: Actor, action: RoundAction, consultation: ConsultationRound, comment: Comment | None = None
) -> set[Phase]:
    """Return the phases in which ``actor`` may do ``action``."""
    found = _found(actor, consultation, None, comment)
    return {phase for phase in Phase if any(round_allowed(action, relation, phase) for relation in found)}


def phase_of(consultation: ConsultationRound, today: date) -> Phase:
    """Return where the consultation stands."""
    return phase_on(consultation.status, consultation.opens_on, consultation.closes_on, today)


def _found(
    actor: Actor, consultation: ConsultationRound | None, owner: Organisation | None, comment: Comment | None
) -> set[Relation]:
    whose = consultation.version.strategy.owner if consultation is not None else owner
    found = {Relation.ANYBODY} if whose is None else round_relations(actor, whose, consultation)
    if (
        comment is not None
        and actor.user_id is not None
        and comment.made_by_id == actor.user_id
        and actor.acts_for(comment.organisation_id, MemberRole.MEMBER)
    ):
        found.add(Relation.COMMENTER)
    return found


def _scope(action: Action | RoundAction) -> str:
    return READ if action in {Action.VIEW, RoundAction.VIEW} else WRITE


def _in_scope(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes


def _missing_scope(actor: Actor, scope: str) -> str:
    return "" if _in_scope(actor, scope) else f"the token lacks the scope {scope}"
