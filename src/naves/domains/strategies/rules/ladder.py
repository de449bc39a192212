"""The response ladder: what must be shown for each level (design page “Needs, strategies and the Monitor”)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from naves.domains.strategies.enums import Direction, Level, ProofKind
from naves.kernel.errors import Problem, gettext_noop

PROOFS: Final = {
    Level.MENTIONED: frozenset({ProofKind.STRATEGY_TEXT}),
    Level.PLANNED: frozenset({ProofKind.MEASURE_PLAN}),
    Level.RESOURCED: frozenset({ProofKind.APPROVED_BUDGET, ProofKind.SIGNED_AGREEMENT, ProofKind.RUNNING_EXPERIMENT}),
    Level.PROVEN: frozenset({ProofKind.INDICATOR_TARGET, ProofKind.EXPERIMENT_VERDICT}),
}
REFERENCES: Final = frozenset({ProofKind.SIGNED_AGREEMENT, ProofKind.RUNNING_EXPERIMENT, ProofKind.EXPERIMENT_VERDICT})
"""Proofs that an object of a higher domain gives by itself."""


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What a response points to, as it is on the day of the claim.

    `in_force`: approved, not ended and not past its last day (it may start later).
    An experiment or an agreement (`is_reference`) stands outside any strategy.
    """

    is_measure: bool = False
    is_reference: bool = False
    in_force: bool = False
    covers_place: bool = False
    responsible_body: str = ""
    deadline: date | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """A value measured for an indicator. `set_on` is the day on which the indicator was written down."""

    set_on: date
    measured_on: date
    value: float
    target: float
    direction: Direction
    of_the_measure: bool
    in_the_place: bool

    @property
    def reached(self) -> bool:
        """Whether the value is at the target or beyond it, on its good side."""
        return self.value >= self.target if self.direction == Direction.HIGHER else self.value <= self.target


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """What is shown for a level."""

    kind: ProofKind
    text: str = ""
    has_link: bool = False
    has_reference: bool = False
    reading: ReadingFacts | None = None


def claim_problems(level: Level, target: TargetFacts, proof: ProofFacts) -> list[Problem]:
    """Return what is missing for `level`; an empty list means that the claim holds."""
    if proof.kind not in PROOFS.get(level, frozenset()):
        return [_wrong_kind(level, proof)]
    if level == Level.MENTIONED:
        return [*_strategy_problems(target), *_text_problems(proof)]
    if level == Level.PLANNED:
        return [*_strategy_problems(target), *_plan_problems(target)]
    if level == Level.RESOURCED:
        return [*_stopped_problems(target), *_document_problems(proof)]
    if proof.kind == ProofKind.INDICATOR_TARGET:
        return _reading_problems(proof.reading)
    return _document_problems(proof)


def _wrong_kind(level: Level, proof: ProofFacts) -> Problem:
    return Problem(
        code="proof_kind",
        field="proof_kind",
        value=proof.kind,
        message=gettext_noop("“%(kind)s” does not prove the level “%(level)s”."),
        params={"kind": proof.kind.label, "level": Level(level).label},
        remedy=gettext_noop("Choose a kind of proof that belongs to the level."),
    )


def _strategy_problems(target: TargetFacts) -> list[Problem]:
    if target.is_reference:
        return [
            Problem(
                code="needs_a_strategy",
                field="level",
                message=gettext_noop("Only a goal or a measure of a strategy can mention or plan something."),
                remedy=gettext_noop("Claim a higher level, or link the need with a goal or a measure."),
            )
        ]
    problems = []
    if not target.in_force:
        problems.append(
            Problem(
                code="not_in_force",
                field="level",
                message=gettext_noop("The strategy is not in force."),
                remedy=gettext_noop(
                    "Link the need with a goal or a measure of a version that is approved and not over."
                ),
            )
        )
    if not target.covers_place:
        problems.append(
            Problem(
                code="place_not_covered",
                field="level",
                message=gettext_noop("The strategy does not cover the place of the need."),
                remedy=gettext_noop("Choose a strategy that names the place or a unit above it."),
            )
        )
    return [*problems, *_stopped_problems(target)]


def _stopped_problems(target: TargetFacts) -> list[Problem]:
    if not target.stopped:
        return []
    return [
        Problem(
            code="measure_stopped",
            field="level",
            message=gettext_noop("The measure is stopped."),
            remedy=gettext_noop("Change the status of the measure first, if it was taken up again."),
        )
    ]


def _plan_problems(target: TargetFacts) -> list[Problem]:
    if not target.is_measure:
        return [
            Problem(
                code="needs_a_measure",
                field="level",
                message=gettext_noop("A goal plans nothing by itself."),
                remedy=gettext_noop("Link the need with a measure that has a responsible body and a deadline."),
            )
        ]
    problems = []
    if not target.responsible_body.strip():
        problems.append(
            Problem(
                code="no_responsible_body",
                field="level",
                message=gettext_noop("The measure names no responsible body."),
                remedy=gettext_noop("Add it in a new version of the strategy, or claim the level “mentioned”."),
            )
        )
    if target.deadline is None:
        problems.append(
            Problem(
                code="no_deadline",
                field="level",
                message=gettext_noop("The measure has no deadline."),
                remedy=gettext_noop("Add it in a new version of the strategy, or claim the level “mentioned”."),
            )
        )
    return problems


def _text_problems(proof: ProofFacts) -> list[Problem]:
    if proof.text.strip():
        return []
    return [
        Problem(
            code="proof_text",
            field="proof_text",
            message=gettext_noop("The proof says nothing."),
            remedy=gettext_noop("Quote the passage, or name the document with its number and date."),
        )
    ]


def _document_problems(proof: ProofFacts) -> list[Problem]:
    problems = _text_problems(proof)
    if not proof.has_link and not (proof.has_reference and proof.kind in REFERENCES):
        problems.append(
            Problem(
                code="proof_link",
                field="proof_url",
                message=gettext_noop("The proof cannot be looked up."),
                remedy=gettext_noop("Add a link to the document, or the file itself."),
            )
        )
    return problems


def _reading_problems(reading: ReadingFacts | None) -> list[Problem]:
    if reading is None:
        return [
            Problem(
                code="no_reading",
                field="reading",
                message=gettext_noop("No measured value of an indicator is given."),
                remedy=gettext_noop("Record the value at the measure, then choose it here."),
            )
        ]
    checks = (
        (
            reading.of_the_measure,
            "reading_of_another_measure",
            gettext_noop("The indicator belongs to another measure."),
            gettext_noop("Choose a value of an indicator of this measure."),
        ),
        (
            reading.in_the_place,
            "reading_elsewhere",
            gettext_noop("The value was measured in another place."),
            gettext_noop("Choose a value measured in the place of the need."),
        ),
        (
            reading.set_on < reading.measured_on,
            "indicator_not_set_beforehand",
            gettext_noop("The indicator was not set before it was measured."),
            gettext_noop("Choose a value that was measured after the indicator and its target were written down."),
        ),
        (
            reading.reached,
            "target_not_reached",
            gettext_noop("The value has not reached the target."),
            gettext_noop("Wait for a value that reaches it; until then the level below holds."),
        ),
    )
    return [
        Problem(code=code, field="reading", value=reading.value, message=message, remedy=remedy)
        for holds, code, message, remedy in checks
        if not holds
    ]
