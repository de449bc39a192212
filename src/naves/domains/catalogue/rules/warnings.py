"""Which warnings are due: ahead of the end of a contract, of the last day for notice, of a step's deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from naves.domains.catalogue.enums import WarningKind

AHEAD: Final = {
    WarningKind.CONTRACT_END: (365, 180, 90, 30),
    WarningKind.NOTICE: (90, 30, 7),
    WarningKind.STEP: (14, 3),
}
"""Days ahead at which each kind of warning goes out, the earliest first."""


@dataclass(frozen=True, slots=True)
class Due:
    """A warning that should be out by now: the nearest threshold that was reached."""

    kind: WarningKind
    due_on: date
    days_ahead: int


def due_warning(kind: WarningKind, due_on: date | None, *, today: date) -> Due | None:
    """Return the warning whose time has come, or None.

    Only the nearest threshold counts: who was told a year ahead and looks again a month ahead gets one letter.
    What is past is not warned of; it stands on the recovery board.
    """
    if due_on is None or due_on < today:
        return None
    left = (due_on - today).days
    reached = [days for days in AHEAD[kind] if left <= days]
    return Due(kind, due_on, min(reached)) if reached else None


def due_warnings(days: Iterable[tuple[WarningKind, date | None]], *, today: date) -> list[Due]:
    """Return all warnings that are due, the most urgent first."""
    found = [due for kind, day in days if (due := due_warning(kind, day, today=today))]
    return sorted(found, key=lambda due: (due.due_on, due.kind))
