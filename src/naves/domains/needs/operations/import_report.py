"""What an import did, or would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from naves.domains.accounts import audit
from naves.domains.organisations.access import Actor
from naves.kernel.errors import Problem

MOST_PROBLEMS = 1000
"""No more are kept; all are counted."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts of rows. ``kept``: known rows left alone because the record was merged or withdrawn since."""

    created: int
    updated: int
    unchanged: int
    kept: int
    problem_count: int
    problems: tuple[Problem, ...]
    dry_run: bool

    @property
    def rows(self) -> int:
        """All rows that were right."""
        return self.created + self.updated + self.unchanged + self.kept


class Tally:
    """Counts while an import runs."""

    def __init__(self) -> None:
        """Start from nothing."""
        self.created = self.updated = self.unchanged = self.kept = self.problem_count = 0
        self.problems: list[Problem] = []

    def refuse(self, row: int, problems: Sequence[Problem]) -> None:
        """Note what is wrong with a row."""
        self.problem_count += len(problems)
        room = MOST_PROBLEMS - len(self.problems)
        self.problems.extend(replace(problem, row=row) for problem in problems[: max(room, 0)])

    def report(self, *, dry_run: bool) -> ImportReport:
        """Return the counts so far."""
        return ImportReport(
            created=self.created,
            updated=self.updated,
            unchanged=self.unchanged,
            kept=self.kept,
            problem_count=self.problem_count,
            problems=tuple(self.problems),
            dry_run=dry_run,
        )


def note_import(report: ImportReport, *, actor: Actor, at: datetime, what: str, source: str, digest: str) -> None:
    """Add the one audit line of an import: how much it changed, and the digest of the file."""
    audit.record(
        actor_id=actor.user_id,
        action=f"{what}.import",
        kind=what,
        identifier=source[:64],
        at=at,
        after={
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "kept": report.kept,
            "source": source,
            "digest": digest,
        },
        request_id=actor.request_id,
    )
