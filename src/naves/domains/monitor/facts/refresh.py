"""Columns brought up to date: whole, or by what the log says has changed."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from naves.domains.monitor.facts.columns import Columns
from naves.domains.monitor.facts.log import TOO_MANY, Kind, Logged, last
from naves.domains.monitor.facts.read_needs import read_needs, replace_needs
from naves.domains.monitor.facts.read_plans import read_plans
from naves.domains.monitor.facts.read_territory import read_territory


def build() -> Columns:
    """Read the database whole. What changes meanwhile is in the log with a later number and is read again."""
    change = last()
    with _no_collecting():
        territory = read_territory()
        plans = read_plans()
        needs = read_needs(territory.names, plans)
    return Columns(
        sequence=change.sequence if change else 0,
        anchor=change.anchor if change else "",
        territory=territory,
        plans=plans,
        needs=needs,
    )


def patch(columns: Columns, changes: Sequence[Logged]) -> Columns:
    """Read again what `changes` name; equal to `build` after them."""
    kinds = {change.kind for change in changes}
    needs = _named(changes, Kind.NEED)
    if Kind.ALL in kinds or len(needs) > TOO_MANY:
        return build()
    territory = read_territory() if Kind.TERRITORY in kinds else columns.territory
    versions = _named(changes, Kind.VERSION)
    plans = read_plans(columns.plans, versions) if versions else columns.plans
    own = replace_needs(columns.needs, territory.names, plans, needs) if needs else columns.needs
    if len(plans.item_number) > len(plans.items):
        plans = read_plans(plans)
    return replace(
        columns,
        sequence=changes[-1].sequence,
        anchor=changes[-1].anchor,
        territory=territory,
        plans=plans,
        needs=own,
    )


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Spare the collector of cycles millions of short-lived rows, none of which can form one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _named(changes: Sequence[Logged], kind: Kind) -> list[str]:
    return list(dict.fromkeys(change.identifier for change in changes if change.kind == kind))
