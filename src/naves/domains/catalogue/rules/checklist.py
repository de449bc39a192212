"""How well a contract lets its owner leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from naves.domains.catalogue.enums import ClauseAnswer
from naves.domains.catalogue.rules.reference import ClauseList
from naves.kernel.errors import Problem, gettext_noop


@dataclass(frozen=True, slots=True)
class ExitReadiness:
    """Counts over the checklist; what nobody answered is neither there nor missing."""

    held: int
    partly: int
    missing: int
    unanswered: int
    essential_missing: tuple[str, ...]

    @property
    def is_assessed(self) -> bool:
        """Whether every clause was looked for."""
        return self.unanswered == 0


def readiness(answers: Mapping[str, str], clauses: ClauseList) -> ExitReadiness:
    """Count the answers; ``answers`` is clause → answer."""
    given = [answers.get(clause.code) for clause in clauses.clauses]
    return ExitReadiness(
        held=given.count(ClauseAnswer.YES),
        partly=given.count(ClauseAnswer.PARTLY),
        missing=given.count(ClauseAnswer.NO),
        unanswered=given.count(None),
        essential_missing=tuple(
            clause.code
            for clause in clauses.clauses
            if clause.is_essential and answers.get(clause.code) == ClauseAnswer.NO
        ),
    )


def answer_problem(clause: str, answer: str, clauses: ClauseList) -> Problem | None:
    """Return what is wrong with an answer, or None."""
    if clause in {known.code for known in clauses.clauses} and answer in ClauseAnswer.values:
        return None
    return Problem(
        code="unknown_code",
        field=clause,
        value=answer,
        message=gettext_noop("“%(value)s” is not in the list of this field."),
        params={"value": answer},
        remedy=gettext_noop("Choose one of those offered."),
    )
