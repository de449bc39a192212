"""How long needs wait for an answer, by theme, size class or region of their town."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.gazetteer import gazetteer
from naves.domains.monitor.queries.measured import digest
from naves.domains.monitor.rules.arrays import Codes, Mask, optional
from naves.domains.monitor.rules.survival import Curves, Test, Waits, curves, log_rank, medians
from naves.domains.monitor.rules.waiting import Waiting, touching, waiting
from naves.domains.places.enums import SizeClass

YEAR = 365
MARKS = (0, 30, 90, 182, YEAR, 2 * YEAR, 3 * YEAR, 5 * YEAR, 8 * YEAR)
"""Days at which the numbers still waiting are shown."""


class Division(StrEnum):
    THEME = "theme"
    SIZE_CLASS = "size_class"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on the share `unanswered` waits; the limits are None where the curve is 1 or 0."""

    day: int
    unanswered: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GroupTimes:
    """code: of the theme, size class or region; empty for all needs. A figure is None where it cannot be said.

    median: days until half of the needs were answered; None where more than half still wait. waiting: needs
    still observed and unanswered at each of the marks. within_year: share answered within a year.
    """

    code: str
    needs: int
    answered: int
    median: int | None
    median_interval: tuple[int | None, int | None]
    within_year: float | None
    within_year_interval: tuple[float, float] | None
    waiting: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def open(self) -> int:
        return self.needs - self.answered


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    filters: Filters
    division: Division
    marks: tuple[int, ...]
    longest: int
    overall: GroupTimes
    groups: tuple[GroupTimes, ...]
    test: Test


_waiting: Kept[Waiting] = Kept(8)
_kept: Kept[ResponseTimes] = Kept(64)


def response_times(filters: Filters, division: Division) -> ResponseTimes:
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.stamp(0), filters, division, digest(chosen.towns))
    return _kept.get(key, lambda: _times(now, filters, chosen, division))


def _times(now: Picture, filters: Filters, chosen: Chosen, division: Division) -> ResponseTimes:
    key = (now.stamp(chosen.day), chosen.day, chosen.level)
    known = _waiting.get(key, lambda: waiting(now.facts, chosen.day, chosen.level))
    rows = _rows(now, known, chosen)
    codes, group = _groups(now, known, chosen.day, division)
    undivided = curves(Waits(known.days[rows], known.answered[rows], np.zeros(int(rows.sum()), dtype=np.int16)), 1)
    divided = curves(Waits(known.days[rows], known.answered[rows], group[rows]), len(codes))
    longest = undivided.waiting.shape[1] - 1
    marks = tuple(mark for mark in MARKS if mark <= longest)
    return ResponseTimes(
        filters=filters,
        division=division,
        marks=marks,
        longest=longest,
        overall=_described(undivided, [""], marks)[0],
        groups=tuple(_described(divided, codes, marks)),
        test=log_rank(divided),
    )


def _rows(now: Picture, known: Waiting, chosen: Chosen) -> Mask:
    rows = touching(now.facts, chosen.day, known.need, theme=chosen.theme, group=chosen.group)
    placed = known.town >= 0
    if chosen.towns is not None:
        placed &= chosen.towns[known.town]
    return rows & placed


def _groups(now: Picture, known: Waiting, day: int, division: Division) -> tuple[list[str], Codes]:
    if division is Division.THEME:
        return list(now.columns.territory.names.themes), known.theme
    towns = now.facts.towns.on(day)
    if division is Division.REGION:
        return [region.code for region in gazetteer(now).regions], towns.region[known.town]
    return [str(size.value) for size in SizeClass], towns.size_class[known.town]


def _described(found: Curves, codes: list[str], marks: tuple[int, ...]) -> list[GroupTimes]:
    middle, low, high = medians(found)
    year = min(YEAR, found.survival.shape[1] - 1)
    reached = found.survival.shape[1] > YEAR
    return [
        GroupTimes(
            code=code,
            needs=int(found.waiting[row, 0]),
            answered=int(found.events[row].sum()),
            median=_whole(middle[row]),
            median_interval=(_whole(low[row]), _whole(high[row])),
            within_year=_complement(found.survival[row, year]) if reached else None,
            within_year_interval=_interval(found, row, year) if reached else None,
            waiting=tuple(int(found.waiting[row, mark]) for mark in marks),
            steps=_steps(found, row),
        )
        for row, code in enumerate(codes)
    ]


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def _complement(value: float) -> float | None:
    return optional(1.0 - value)


def _interval(found: Curves, row: int, day: int) -> tuple[float, float] | None:
    low, high = optional(found.low[row, day]), optional(found.high[row, day])
    return None if low is None or high is None else (1.0 - high, 1.0 - low)


def _steps(found: Curves, row: int) -> tuple[Step, ...]:
    """Days on which anything was answered, and the last day on which anybody waited."""
    if found.waiting[row, 0] == 0:
        return ()
    days = np.flatnonzero(found.events[row] > 0)
    last = int(np.flatnonzero(found.waiting[row] > 0)[-1])
    shown = np.unique(np.concatenate([[0], days, [last]]))
    return tuple(
        Step(day, float(found.survival[row, day]), optional(found.low[row, day]), optional(found.high[row, day]))
        for day in shown.tolist()
    )
