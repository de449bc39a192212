"""Versions of strategies, their goals and measures, and when measures were stopped."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from naves.domains.monitor.facts.columns import Plans
from naves.domains.monitor.facts.days import ordinals, prague_days
from naves.domains.monitor.facts.numbering import Numbering
from naves.domains.monitor.facts.rows import ItemRows, StepRows, VersionRows
from naves.domains.monitor.facts.sql import among, flag, key, ordinal, seconds, select
from naves.domains.monitor.rules.arrays import Mask
from naves.domains.monitor.rules.facts import FOREVER
from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.rules.spells import VersionFacts, in_force

_NEVER_IN_FORCE = VersionRows(*np.zeros((2, 1), dtype=np.int32))
_GONE = ItemRows(version=np.full(1, -1, dtype=np.int32), is_measure=np.zeros(1, dtype=np.bool_))


def read_plans(before: Plans | None = None, only: Sequence[str] | None = None) -> Plans:
    """All plans anew, or only these versions (hexadecimal UUIDs); numbers given `before` are kept."""
    known = _forget(before or _nothing(), only)
    numbered = replace(known, versions=_versions(known, only))
    with_items = replace(numbered, items=_items(numbered, only))
    return replace(with_items, steps=_steps(with_items, only))


def _nothing() -> Plans:
    return Plans(
        version_number=Numbering(),
        item_number=Numbering(),
        versions=_NEVER_IN_FORCE.take(np.zeros(0, dtype=np.int32)),
        items=_GONE.take(np.zeros(0, dtype=np.int32)),
        steps=_step_rows((), (), ()),
    )


def _forget(plans: Plans, only: Sequence[str] | None) -> Plans:
    """The plans without the versions that are about to be read."""
    stale = np.ones(len(plans.versions), dtype=np.bool_)
    if only is not None:
        stale[:] = False
        stale[[number for number in plans.version_number.find(only).tolist() if number >= 0]] = True
    stale_items = stale[plans.items.version] & (plans.items.version >= 0) if len(stale) else _none(plans.items)
    return replace(
        plans,
        versions=VersionRows(*(np.where(stale, 0, days) for days in plans.versions.columns().values())),
        items=replace(plans.items, version=np.where(stale_items, -1, plans.items.version)),
        steps=plans.steps.take(~stale_items[plans.steps.item]),
    )


def _none(rows: ItemRows) -> Mask:
    return np.zeros(len(rows), dtype=np.bool_)


def _versions(plans: Plans, only: Sequence[str] | None) -> VersionRows:
    keys, approved, start, end, ended = select(
        "strategies_strategyversion",
        key("id"),
        seconds("approved_at"),
        ordinal("in_force_from"),
        ordinal("in_force_to"),
        seconds("ended_at"),
        among=among("id", only),
    )
    days = (prague_days(approved), ordinals(start), ordinals(end), prague_days(ended))
    periods = [_period(row) for row in zip(*(column.tolist() for column in days), strict=True)]
    fresh = VersionRows(
        from_day=np.array([first for first, _ in periods], dtype=np.int32),
        until_day=np.array([last for _, last in periods], dtype=np.int32),
    )
    number = plans.version_number.give(keys)
    return plans.versions.put(number, fresh, _NEVER_IN_FORCE, len(plans.version_number))


def _period(row: tuple[Any, ...]) -> tuple[int, int]:
    approved, start, end, ended = (None if day == FOREVER else day for day in row)
    return in_force(VersionFacts(approved, start or 0, end, ended)) or (0, 0)


def _items(plans: Plans, only: Sequence[str] | None) -> ItemRows:
    items = plans.items
    for table, is_measure in (("goal", False), ("measure", True)):
        keys, versions = select(f"strategies_{table}", key("id"), key("version_id"), among=among("version_id", only))
        number = plans.item_number.give(keys)
        fresh = ItemRows(version=plans.version_number.find(versions), is_measure=np.full(len(keys), is_measure))
        items = items.put(number, fresh, _GONE, len(plans.item_number))
    return items


def _steps(plans: Plans, only: Sequence[str] | None) -> StepRows:
    """Only measures that were ever stopped have steps here."""
    stopped = f"'{MeasureStatus.STOPPED.value}'"
    keys, numbers, days, stops = select(
        "strategies_measuretransition t JOIN strategies_measure m ON m.id = t.measure_id "
        f"AND {stopped} IN (t.from_status, t.to_status)",
        key("t.measure_id"),
        "t.id",
        seconds("t.at"),
        flag(f"t.to_status = {stopped}"),
        among=among("m.version_id", only),
    )
    order = np.lexsort((np.array(numbers, dtype=np.int64), np.array(days, dtype=np.int64)))
    fresh = _step_rows(plans.item_number.find(keys), prague_days(days), stops).take(order)
    return plans.steps.append(fresh)


def _step_rows(item: Any, day: Any, stopped: Any) -> StepRows:
    return StepRows(
        item=np.asarray(item, dtype=np.int32),
        day=np.asarray(day, dtype=np.int32),
        stopped=np.asarray(stopped, dtype=np.bool_),
    )
