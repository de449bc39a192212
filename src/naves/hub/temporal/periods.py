"""Periods of an aggregation: ISO 8601 durations, cut from a starting moment (4.5.19)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from naves.hub.problems import BadRequestData, TooManyResults

_DURATION = re.compile(
    r"P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?)\Z"
)
MAX_PERIODS = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar months, and microseconds beside them; both zero for the whole interval."""

    months: int
    micros: int


def parse(text: str) -> Period:
    """Return the period of an ISO 8601 duration."""
    found = _DURATION.match(text)
    if not found or text in {"P", "PT"} or text.endswith("T"):
        raise BadRequestData(f"aggrPeriodDuration has to be an ISO 8601 duration, not {text!r}")
    weeks, years, months, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return Period(years * 12 + months, span // timedelta(microseconds=1))


def edges(period: Period, start: int, end: int) -> list[int]:
    """Return the edges of the periods that cover ``start`` to ``end`` (microseconds, end included)."""
    if not period.months and not period.micros:
        return [start, end]
    if not period.months:
        if (end - start) // period.micros >= MAX_PERIODS:
            raise too_many()
        return list(range(start, end + period.micros + 1, period.micros)) if end >= start else [start]
    found = [start]
    moment = _EPOCH + timedelta(microseconds=start)
    step = 0
    while found[-1] <= end:
        step += 1
        if step > MAX_PERIODS:
            raise too_many()
        shifted = _later(moment, period.months * step) + timedelta(microseconds=period.micros * step)
        found.append((shifted - _EPOCH) // timedelta(microseconds=1))
    return found


def too_many() -> TooManyResults:
    """Return what refuses an aggregation that is too fine."""
    return TooManyResults(f"the aggregation has more than {MAX_PERIODS} periods")


def _later(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=moment.year + years, month=month + 1, day=min(day, moment.day))
        except ValueError:
            continue
    return moment
