"""How many people lived in a place, as it was known on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from naves.kernel.clock import end_of_day


@dataclass(frozen=True, slots=True)
class Count:
    """People counted on a reference date and recorded at a moment."""

    reference_date: date
    recorded_at: datetime
    people: int


def count_as_of(counts: Iterable[Count], day: date) -> Count | None:
    """Return the count that held as of ``day``.

    Of what was recorded by the end of the day: the latest reference date not after it, or else the
    earliest after it. Where nothing was recorded by then, the same of what was recorded first, so
    that a figure of earlier times still has weights. A correction replaces what it corrects.
    """
    known = list(counts)
    in_time = [count for count in known if count.recorded_at < end_of_day(day)]
    if in_time:
        return _nearest(in_time, day)
    if not known:
        return None
    first = min(count.recorded_at for count in known)
    return _nearest([count for count in known if count.recorded_at == first], day)


def _nearest(counts: Sequence[Count], day: date) -> Count:
    reached = [count for count in counts if count.reference_date <= day]
    if reached:
        return max(reached, key=lambda count: (count.reference_date, count.recorded_at))
    earliest = min(count.reference_date for count in counts)
    return max((count for count in counts if count.reference_date == earliest), key=lambda count: count.recorded_at)
