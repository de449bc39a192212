"""Allowed transitions, one table for each noun; everything asks these."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from naves.domains.catalogue.enums import PlanStatus, PostStatus, RecordStatus, ReuseStatus, StepStatus
from naves.kernel.errors import Problem, gettext_noop

S = TypeVar("S", bound=Enum)

RECORD: Final[Mapping[RecordStatus, frozenset[RecordStatus]]] = {
    RecordStatus.DRAFT: frozenset({RecordStatus.PUBLISHED, RecordStatus.WITHDRAWN}),
    RecordStatus.PUBLISHED: frozenset({RecordStatus.WITHDRAWN}),
    RecordStatus.WITHDRAWN: frozenset({RecordStatus.PUBLISHED}),
}
PLAN: Final[Mapping[PlanStatus, frozenset[PlanStatus]]] = {
    PlanStatus.RUNNING: frozenset({PlanStatus.FINISHED, PlanStatus.ABANDONED}),
    PlanStatus.FINISHED: frozenset(),
    PlanStatus.ABANDONED: frozenset(),
}
STEP: Final[Mapping[StepStatus, frozenset[StepStatus]]] = {
    StepStatus.OPEN: frozenset({StepStatus.DONE, StepStatus.SKIPPED}),
    StepStatus.DONE: frozenset({StepStatus.OPEN}),
    StepStatus.SKIPPED: frozenset({StepStatus.OPEN}),
}
REUSE: Final[Mapping[ReuseStatus, frozenset[ReuseStatus]]] = {
    ReuseStatus.WAITING: frozenset({ReuseStatus.SHOWN, ReuseStatus.REFUSED}),
    ReuseStatus.SHOWN: frozenset({ReuseStatus.REFUSED}),
    ReuseStatus.REFUSED: frozenset({ReuseStatus.SHOWN}),
}
POST: Final[Mapping[PostStatus, frozenset[PostStatus]]] = {
    PostStatus.WAITING: frozenset({PostStatus.SHOWN, PostStatus.HIDDEN}),
    PostStatus.SHOWN: frozenset({PostStatus.HIDDEN}),
    PostStatus.HIDDEN: frozenset({PostStatus.SHOWN}),
}


def step_problem(table: Mapping[S, frozenset[S]], present: S, wanted: S) -> Problem | None:
    """Return why ``present`` cannot become ``wanted``, or None."""
    if wanted in table[present]:
        return None
    return Problem(
        code="step_not_possible",
        field="status",
        value=str(present.value),
        message=gettext_noop("This cannot be done now: somebody may have done it already."),
        remedy=gettext_noop("Load the page again and look how the record stands."),
    )
