"""Drill-down: the needs behind a figure, as of its day. Titles and texts come from the needs themselves."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.measured import digest, observation
from naves.domains.monitor.rules.arrays import Ids, Levels
from naves.domains.monitor.rules.selection import Selection, select


class Order(StrEnum):
    """By people affected, the most first (unknown last), or by age, the oldest first."""

    PEOPLE = "people"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class NeedRow:
    need_id: uuid.UUID
    place_id: int
    level: int
    people: int | None
    severity: int
    age_days: int


@dataclass(frozen=True, slots=True)
class NeedPage:
    total: int
    rows: list[NeedRow]


@dataclass(frozen=True, slots=True, eq=False)
class _Ordered:
    need: Ids
    level: Levels


_kept: Kept[_Ordered] = Kept(32)


def need_page(
    filters: Filters,
    *,
    at_least: int | None = None,
    below: int | None = None,
    order: Order = Order.PEOPLE,
    offset: int = 0,
    limit: int = 50,
) -> NeedPage:
    """Needs of the filter at or above one rung of the ladder and below another; `below=1` are the unanswered."""
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.sequence, filters, digest(chosen.towns), at_least, below, order)
    found = _kept.get(key, lambda: _ordered(now, chosen, at_least, below, order))
    part = slice(offset, offset + limit)
    return NeedPage(len(found.need), _rows(now, chosen.day, found.need[part], found.level[part]))


def _ordered(now: Picture, chosen: Chosen, at_least: int | None, below: int | None, order: Order) -> _Ordered:
    cross = observation(now, chosen.day, chosen.group).cross
    cross = select(cross, Selection(theme=chosen.theme, towns=chosen.towns))
    wanted = np.ones(len(cross), dtype=np.bool_)
    if at_least is not None:
        wanted &= cross.level >= at_least
    if below is not None:
        wanted &= cross.level < below
    need, level = cross.need[wanted], cross.level[wanted]
    own = now.columns.needs.own
    people, severity, voiced = -own.people[need], -own.severity[need], own.voiced[need]
    keys = (severity, voiced, people) if order is Order.PEOPLE else (severity, people, voiced)
    ranked = np.lexsort((need, *keys))
    return _Ordered(need[ranked], level[ranked])


def _rows(now: Picture, day: int, needs: Ids, levels: Levels) -> list[NeedRow]:
    own = now.columns.needs.own.take(needs)
    keys = now.columns.needs.number.texts(needs.tolist())
    return [
        NeedRow(
            need_id=uuid.UUID(hex=key),
            place_id=place,
            level=level,
            people=people if people >= 0 else None,
            severity=severity,
            age_days=max(day - voiced, 0),
        )
        for key, place, level, people, severity, voiced in zip(
            keys,
            own.place.tolist(),
            levels.tolist(),
            own.people.tolist(),
            own.severity.tolist(),
            own.voiced.tolist(),
            strict=True,
        )
    ]
