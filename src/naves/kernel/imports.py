"""What an import did, or would do: the same shape for every kind of file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from naves.kernel.errors import Problem, Refused

Progress = Callable[[float], None]
"""Told now and then how much is done, from 0 to 1."""


def no_progress(_: float) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts of records; where there is any problem, nothing was written.

    ``notes`` holds further counts by name, such as places that the file no longer lists.
    """

    kind: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    dry_run: bool = False
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """How many records the file holds."""
        return self.created + self.changed + self.unchanged

    @property
    def written(self) -> bool:
        """Whether the records are in the database now."""
        return not self.problems and not self.dry_run

    def with_problems(self, problems: Iterable[Problem]) -> Self:
        """Return the report with ``problems`` put before its own."""
        return replace(self, problems=(*problems, *self.problems))

    def refuse_if_wrong(self) -> None:
        """Raise :class:`Refused` with all problems, if there are any."""
        if self.problems:
            raise Refused(self.problems)
