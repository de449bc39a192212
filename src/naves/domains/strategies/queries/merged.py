"""Needs merged into others: while they are, what answers the one answers the other."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from naves.domains.needs.models import NeedMerge
from naves.domains.strategies.rules.columns import Numbers, PeriodColumns
from naves.domains.strategies.rules.spells import FOREVER
from naves.kernel.clock import prague_date


class Merger(NamedTuple):
    """A need was merged `into` another from a day until it was split off."""

    into: uuid.UUID
    from_day: int
    until_day: int


Mergers = Mapping[uuid.UUID, Sequence[Merger]]


def mergers() -> Mergers:
    """Return all mergers by the need that gave way (one query)."""
    found: defaultdict[uuid.UUID, list[Merger]] = defaultdict(list)
    for need, into, at, split_at in NeedMerge.objects.values_list("need_id", "into_id", "at", "split_at"):
        until = FOREVER if split_at is None else prague_date(split_at).toordinal()
        found[need].append(Merger(into, prague_date(at).toordinal(), until))
    return found


def with_absorbed(need_ids: Collection[uuid.UUID], merged: Mergers) -> set[uuid.UUID]:
    """Return `need_ids` and all that was ever merged into one of them, over any number of steps."""
    absorbed: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for need, steps in merged.items():
        for step in steps:
            absorbed[step.into].add(need)
    found, waiting = set(need_ids), list(need_ids)
    while waiting:
        fresh = absorbed[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def credited(
    periods: PeriodColumns, what: Numbers, needs: list[uuid.UUID], merged: Mergers
) -> tuple[PeriodColumns, Numbers, list[uuid.UUID]]:
    """Return the periods of needs with those of merged ones repeated for the need that stood for them then.

    `what` is carried along row by row; `needs` says what the keys number, and grows at its end.
    """
    numbers = {need: number for number, need in enumerate(needs)}
    gave_way = np.array([numbers[need] for need in merged if need in numbers], dtype=np.int32)
    rows = np.flatnonzero(np.isin(periods.key, gave_way))
    waiting = [
        (needs[periods.key[row]], int(periods.from_day[row]), int(periods.until_day[row]), int(what[row]))
        for row in rows
    ]
    added = _passed_on(waiting, merged)
    for into, *_ in added:
        numbers.setdefault(into, len(numbers))
    table = np.array([(numbers[into], *rest) for into, *rest in added], dtype=np.int32).reshape(-1, 4)
    whole = PeriodColumns(
        np.concatenate([periods.key, table[:, 0]]),
        np.concatenate([periods.from_day, table[:, 1]]),
        np.concatenate([periods.until_day, table[:, 2]]),
    )
    return whole, np.concatenate([what, table[:, 3]]), list(numbers)


Row = tuple[uuid.UUID, int, int, int]


def _passed_on(waiting: list[Row], merged: Mergers) -> list[Row]:
    """Follow each row along the mergers, as long as they last."""
    seen, added = set(waiting), []
    while waiting:
        need, start, end, what = waiting.pop()
        for into, from_day, until_day in merged.get(need, ()):
            row = (into, max(start, from_day), min(end, until_day), what)
            if row[1] < row[2] and row not in seen:
                seen.add(row)
                waiting.append(row)
                added.append(row)
    return added
