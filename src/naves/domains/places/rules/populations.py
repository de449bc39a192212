"""How many people lived in a place, as it was known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from naves.kernel.recorded import held_on


@dataclass(frozen=True, slots=True)
class Count:
    """People counted on a reference date and recorded at a moment."""

    reference_date: date
    recorded_at: datetime
    people: int


def count_as_of(counts: Iterable[Count], day: date) -> Count | None:
    """Return the count that held as of ``day`` (see kernel.recorded), or None where there is none."""
    return held_on(counts, day)
