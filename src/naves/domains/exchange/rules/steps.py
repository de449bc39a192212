"""The steps of questions and consultations, and what is said where a step cannot be."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from naves.domains.exchange.enums import Phase, QuestionStatus, RoundStatus
from naves.kernel.errors import Problem, gettext_noop

_O, _A, _S, _W = QuestionStatus.OPEN, QuestionStatus.ANSWERED, QuestionStatus.SOLVED, QuestionStatus.WITHDRAWN
QUESTION_TRANSITIONS: Final[Mapping[QuestionStatus, frozenset[QuestionStatus]]] = {
    _O: frozenset({_A, _W}),
    # Back to open where the only answer was withdrawn.
    _A: frozenset({_A, _O, _S, _W}),
    _S: frozenset({_A, _O, _W}),
    _W: frozenset(),
}

# From OPEN to CLOSED also by the calendar, and back where the last day is put off.
ROUND_TRANSITIONS: Final[Mapping[Phase, frozenset[Phase]]] = {
    Phase.ANNOUNCED: frozenset({Phase.ANNOUNCED, Phase.OPEN, Phase.CANCELLED}),
    Phase.OPEN: frozenset({Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED, Phase.CANCELLED}),
    Phase.CLOSED: frozenset({Phase.OPEN, Phase.CLOSED, Phase.PUBLISHED, Phase.CANCELLED}),
    Phase.PUBLISHED: frozenset(),
    Phase.CANCELLED: frozenset(),
}


def phase_on(status: str, opens_on: date, closes_on: date, day: date) -> Phase:
    """Return where a consultation stands on ``day``: what was decided, else what the calendar says."""
    if status != RoundStatus.OPEN:
        return Phase(status)
    if day < opens_on:
        return Phase.ANNOUNCED
    return Phase.OPEN if day <= closes_on else Phase.CLOSED


def question_step_problem(before: QuestionStatus, after: QuestionStatus) -> Problem | None:
    """Return what is wrong with this step of a question, or None."""
    if after in QUESTION_TRANSITIONS[before]:
        return None
    return Problem(
        code="question_step",
        field="status",
        value=after.value,
        message=gettext_noop("A question that is “%(before)s” cannot become “%(after)s”."),
        params={"before": before.label, "after": after.label},
        remedy=gettext_noop("Choose one of the steps that its page offers."),
    )


def round_step_problem(before: Phase, after: Phase) -> Problem | None:
    """Return what is wrong with this step of a consultation, or None."""
    if after in ROUND_TRANSITIONS[before]:
        return None
    return Problem(
        code="consultation_step",
        field="status",
        value=after.value,
        message=gettext_noop("A consultation that is “%(before)s” cannot become “%(after)s”."),
        params={"before": before.label, "after": after.label},
        remedy=gettext_noop("Choose one of the steps that its page offers."),
    )


def not_now(state: QuestionStatus | Phase, possible: Collection[QuestionStatus | Phase]) -> Problem:
    """Return the problem of a deed that its doer may do, but not in this state."""
    return Problem(
        code="not_in_this_state",
        field="status",
        value=state.value,
        message=gettext_noop("This cannot be done now: it is “%(state)s”."),
        params={
            "state": state.label,
            "possible": ", ".join(str(one.label) for one in type(state) if one in possible),
        },
        remedy=gettext_noop("It can be done in the state: %(possible)s."),
    )


def comment_time_problem(phase: Phase, opens_on: date, closes_on: date) -> Problem | None:
    """Return why no comment is taken now, or None where it is."""
    if phase == Phase.OPEN:
        return None
    if phase == Phase.ANNOUNCED:
        return Problem(
            code="comment_too_early",
            field="text",
            value="",
            message=gettext_noop("The consultation begins on %(day)s."),
            params={"day": opens_on.isoformat()},
            remedy=gettext_noop("Send the comment on that day or later."),
        )
    return Problem(
        code="comment_too_late",
        field="text",
        value="",
        message=gettext_noop("The consultation takes no more comments; its last day was %(day)s."),
        params={"day": closes_on.isoformat()},
        remedy=gettext_noop("Ask its owner for more time, or ask a question about the strategy once it is approved."),
    )
