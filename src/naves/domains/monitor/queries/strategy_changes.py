"""What a change from one version of a strategy to another means for needs, as of a day."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.need_lists import NeedRow
from naves.domains.monitor.queries.strategy_check import need_rows
from naves.domains.monitor.queries.strategy_credits import Credits, credits_of
from naves.domains.monitor.rules.arrays import Ids
from naves.domains.strategies.queries.lineages import VersionItems

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Side:
    """A version: the needs of its places, those that it answers, and at level 1 to 4 or above."""

    needs: int
    answered: int
    at_level: tuple[int, ...]

    @property
    def coverage(self) -> float | None:
        """Return the share answered, None where nothing is recorded."""
        return self.answered / self.needs if self.needs else None


@dataclass(frozen=True, slots=True)
class Change:
    """lost: needs answered before and not after; gained: the other way round. At most MOST_SHOWN of each."""

    before: Side
    after: Side
    lost_count: int
    gained_count: int
    lost: list[NeedRow]
    gained: list[NeedRow]


def change_of_needs(before: VersionItems, after: VersionItems, as_of: date) -> Change:
    """Return what the version `after` answers beside `before`."""
    now, day = picture(), as_of.toordinal()
    one, other = credits_of(now, before, day), credits_of(now, after, day)
    lost, gained = _missing(one, other), _missing(other, one)
    return Change(
        before=_side(one),
        after=_side(other),
        lost_count=len(lost),
        gained_count=len(gained),
        lost=need_rows(now, one, _most_people(now, one, lost)),
        gained=need_rows(now, other, _most_people(now, other, gained)),
    )


def _side(found: Credits) -> Side:
    return Side(
        len(found), int(found.answered.sum()), tuple(int((found.level >= level).sum()) for level in (1, 2, 3, 4))
    )


def _missing(one: Credits, other: Credits) -> Ids:
    """Return the rows of `one` whose need it answers and the other does not."""
    theirs = other.cross.need[other.rows[other.answered]]
    mine = np.flatnonzero(one.answered).astype(np.int32)
    kept: Ids = mine[~np.isin(one.cross.need[one.rows[mine]], theirs)]
    return kept


def _most_people(now: Picture, found: Credits, rows: Ids) -> Ids:
    people = now.columns.needs.own.people[found.cross.need[found.rows[rows]]]
    ranked: Ids = rows[np.argsort(-people, kind="stable")[:MOST_SHOWN]]
    return ranked
