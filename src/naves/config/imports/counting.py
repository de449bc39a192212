"""What the operations of the domains report, in the shape that every import has."""

from collections.abc import Callable

from naves.domains.needs.operations.import_report import ImportReport as DomainReport
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.imports import ImportReport


def as_report(kind: str, found: DomainReport, place: Callable[[Problem], Problem]) -> ImportReport:
    """Return the counts; ``place`` puts the heading of its column to a problem."""
    problems = tuple(place(problem) for problem in found.problems)
    if left_out := found.problem_count - len(found.problems):
        problems = (*problems, _more(left_out))
    return ImportReport(
        kind=kind,
        created=found.created,
        changed=found.updated,
        unchanged=found.unchanged + found.kept,
        problems=problems,
        dry_run=found.dry_run,
        notes={"kept": found.kept} if found.kept else {},
    )


def _more(count: int) -> Problem:
    return Problem(
        code="more_problems",
        message=gettext_noop("Further problems not listed: %(count)s."),
        remedy=gettext_noop("Mend the listed ones and read the file again."),
        params={"count": count},
    )
