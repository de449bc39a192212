"""On which days a response holds which level of the ladder, from what was recorded and when.

Days are proleptic ordinals (`date.toordinal`) of days in Prague; a period holds on day d when
`from_day <= d < until_day`. A fact counts from the day on which it was recorded, never earlier, so
that a later record cannot change an earlier day.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

FOREVER: Final = 2**31 - 1
"""The end of what has no end; fits into 32 bits."""

HOLDS_WITHOUT_STRATEGY: Final = 3
"""From this level on, a claim stands on money, a contract or a result, not on the strategy's being in force."""


class Period(NamedTuple):
    """Days from `from_day` to the day before `until_day`."""

    from_day: int
    until_day: int


class LevelSpell(NamedTuple):
    """The highest level held, 1 to 4, on each of these days."""

    level: int
    from_day: int
    until_day: int


Cover = Sequence[Period]
"""Days on which the strategy behind a response was in force and its measure not stopped; disjoint, in order."""

ALWAYS: Final = (Period(0, FOREVER),)


class ClaimFacts(NamedTuple):
    """A level claimed. `lapses` is the first day on which it no longer holds."""

    level: int
    recorded: int
    valid_from: int
    lapses: int | None = None
    lapse_recorded: int | None = None
    withdrawn: int | None = None


class ResponseFacts(NamedTuple):
    """What decides whether claims count at all."""

    confirmed: int | None
    withdrawn: int | None = None
    contradicts: bool = False


class VersionFacts(NamedTuple):
    """The period of a version and when it was approved and ended. `in_force_to` is the last day."""

    approved: int | None
    in_force_from: int
    in_force_to: int | None = None
    ended: int | None = None


class Step(NamedTuple):
    """A measure was stopped or taken up on this day."""

    day: int
    stopped: bool


def in_force(version: VersionFacts) -> Period | None:
    """Return the days on which a version was in force as far as anybody could know then."""
    if version.approved is None:
        return None
    start = max(version.approved, version.in_force_from)
    end = min(
        FOREVER if version.in_force_to is None else version.in_force_to + 1,
        FOREVER if version.ended is None else version.ended,
    )
    return Period(start, end) if start < end else None


def cover(version: VersionFacts, steps: Iterable[Step] = ()) -> tuple[Period, ...]:
    """Return the days of `in_force` on which the measure was not stopped; on the day of a step the last one counts."""
    whole = in_force(version)
    if whole is None:
        return ()
    periods = []
    start: int | None = whole.from_day
    for day, stopped in steps:
        moment = min(max(day, whole.from_day), whole.until_day)
        if stopped and start is not None:
            if start < moment:
                periods.append(Period(start, moment))
            start = None
        elif not stopped and start is None:
            start = moment
    if start is not None and start < whole.until_day:
        periods.append(Period(start, whole.until_day))
    return tuple(_joined(periods))


def _joined(periods: Iterable[Period]) -> list[Period]:
    """Join periods that touch: a measure stopped and taken up on one day was never stopped."""
    joined: list[Period] = []
    for period in periods:
        if joined and joined[-1].until_day == period.from_day:
            joined[-1] = Period(joined[-1].from_day, period.until_day)
        else:
            joined.append(period)
    return joined


def claim_period(claim: ClaimFacts, response: ResponseFacts) -> Period | None:
    """Return the days on which a claim stands, the strategy behind it left aside."""
    if response.confirmed is None or response.contradicts:
        return None
    start = max(claim.recorded, claim.valid_from, response.confirmed)
    ends = [FOREVER]
    if claim.lapses is not None:
        ends.append(max(claim.lapses, claim.recorded if claim.lapse_recorded is None else claim.lapse_recorded))
    if claim.withdrawn is not None:
        ends.append(claim.withdrawn)
    if response.withdrawn is not None:
        ends.append(response.withdrawn)
    end = min(ends)
    return Period(start, end) if start < end else None


def claim_spells(claim: ClaimFacts, cover: Cover, response: ResponseFacts) -> list[LevelSpell]:
    """Return the days on which one claim holds its level."""
    period = claim_period(claim, response)
    if period is None:
        return []
    if claim.level >= HOLDS_WITHOUT_STRATEGY:
        return [LevelSpell(claim.level, *period)]
    clipped = ((max(period.from_day, start), min(period.until_day, end)) for start, end in cover)
    return [LevelSpell(claim.level, start, end) for start, end in clipped if start < end]


def level_spells(claims: Iterable[ClaimFacts], cover: Cover, response: ResponseFacts) -> list[LevelSpell]:
    """Return the highest level on each day, as spells in order; days without any level are left out."""
    single = [spell for claim in claims for spell in claim_spells(claim, cover, response)]
    return highest(single)


def highest(spells: Sequence[LevelSpell]) -> list[LevelSpell]:
    """Return the pointwise highest of `spells` that may overlap: when a higher one ends, the next lower one holds."""
    if len(spells) <= 1:
        return list(spells)
    days = sorted({day for spell in spells for day in (spell.from_day, spell.until_day)})
    result: list[LevelSpell] = []
    for start, end in pairwise(days):
        level = max((spell.level for spell in spells if spell.from_day <= start < spell.until_day), default=0)
        if not level:
            continue
        if result and result[-1].level == level and result[-1].until_day == start:
            result[-1] = LevelSpell(level, result[-1].from_day, end)
        else:
            result.append(LevelSpell(level, start, end))
    return result


def level_on(spells: Iterable[LevelSpell], day: int) -> int:
    """Return the level held on `day`, 0 where none is."""
    return max((spell.level for spell in spells if spell.from_day <= day < spell.until_day), default=0)
