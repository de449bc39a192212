"""The steps that a version of a strategy and a measure may take."""

from typing import Final

from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.kernel.errors import Problem, gettext_noop

VERSION_TRANSITIONS: Final = {
    VersionStatus.DRAFT: frozenset({VersionStatus.APPROVED, VersionStatus.WITHDRAWN}),
    VersionStatus.APPROVED: frozenset({VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN}),
    VersionStatus.SUPERSEDED: frozenset[VersionStatus](),
    VersionStatus.WITHDRAWN: frozenset[VersionStatus](),
}

# A stopped measure may be taken up again, and a measure that was called done too early reopened.
MEASURE_TRANSITIONS: Final = {
    MeasureStatus.PLANNED: frozenset({MeasureStatus.RUNNING, MeasureStatus.DONE, MeasureStatus.STOPPED}),
    MeasureStatus.RUNNING: frozenset({MeasureStatus.DONE, MeasureStatus.STOPPED}),
    MeasureStatus.DONE: frozenset({MeasureStatus.RUNNING}),
    MeasureStatus.STOPPED: frozenset({MeasureStatus.PLANNED, MeasureStatus.RUNNING}),
}


def version_step_problem(before: str, after: str) -> Problem | None:
    """Return what is wrong with this step of a version, or None."""
    if VersionStatus(after) in VERSION_TRANSITIONS[VersionStatus(before)]:
        return None
    return Problem(
        code="version_step",
        field="status",
        value=after,
        message=gettext_noop("A version of a strategy that is “%(before)s” cannot become “%(after)s”."),
        params={"before": VersionStatus(before).label, "after": VersionStatus(after).label},
        remedy=gettext_noop("Make a new version of the strategy and change that one."),
    )


def measure_step_problem(before: str, after: str) -> Problem | None:
    """Return what is wrong with this step of a measure, or None."""
    if MeasureStatus(after) in MEASURE_TRANSITIONS[MeasureStatus(before)]:
        return None
    return Problem(
        code="measure_step",
        field="status",
        value=after,
        message=gettext_noop("A measure that is “%(before)s” cannot become “%(after)s”."),
        params={"before": MeasureStatus(before).label, "after": MeasureStatus(after).label},
        remedy=gettext_noop("Choose one of the steps that the measure's page offers."),
    )
