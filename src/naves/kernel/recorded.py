"""Facts that are of one date and became known at another: which of them held as of a day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from naves.kernel.clock import end_of_day


class Recorded(Protocol):
    """A fact of a reference date, known since a moment."""

    @property
    def reference_date(self) -> date: ...

    @property
    def recorded_at(self) -> datetime: ...


R = TypeVar("R", bound=Recorded)


def held_on(facts: Iterable[R], day: date) -> R | None:
    """Return the fact that held as of ``day``.

    Of what was recorded by the end of the day: the latest reference date not after it, or else the
    earliest after it. Where nothing was recorded by then, the same of what was recorded first, so
    that a figure of earlier times still has weights. A correction replaces what it corrects.
    """
    known = list(facts)
    in_time = [fact for fact in known if fact.recorded_at < end_of_day(day)]
    if in_time:
        return _nearest(in_time, day)
    if not known:
        return None
    first = min(fact.recorded_at for fact in known)
    return _nearest([fact for fact in known if fact.recorded_at == first], day)


def _nearest(facts: Sequence[R], day: date) -> R:
    reached = [fact for fact in facts if fact.reference_date <= day]
    if reached:
        return max(reached, key=lambda fact: (fact.reference_date, fact.recorded_at))
    earliest = min(fact.reference_date for fact in facts)
    return max((fact for fact in facts if fact.reference_date == earliest), key=lambda fact: fact.recorded_at)
