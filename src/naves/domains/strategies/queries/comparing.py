"""Two versions of a strategy beside each other, goal by goal and measure by measure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from naves.domains.strategies.models import Goal, Measure, StrategyVersion

T = TypeVar("T", Goal, Measure)


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """An item that both versions hold; `fields` names what differs, with the value before and after."""

    before: T
    after: T
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Differences(Generic[T]):
    """Items in the order of their version; `same` counts those that say the same in both."""

    added: tuple[T, ...]
    removed: tuple[T, ...]
    changed: tuple[Changed[T], ...]
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`places` are the names of covered places before and after, None where they are the same."""

    goals: Differences[Goal]
    measures: Differences[Measure]
    places: tuple[tuple[str, ...], tuple[str, ...]] | None
    period: tuple[tuple[object, object], tuple[object, object]] | None


def compare_versions(before: StrategyVersion, after: StrategyVersion) -> Comparison:
    """Return what differs, items known again by their lineage (a dozen queries)."""
    goals = [list(version.goals.select_related("parent").prefetch_related("themes")) for version in (before, after)]
    measures = [
        list(version.measures.select_related("goal").prefetch_related("themes", "indicators"))
        for version in (before, after)
    ]
    places = (_names(before), _names(after))
    periods = tuple((version.in_force_from, version.in_force_to) for version in (before, after))
    return Comparison(
        goals=_differences(goals[0], goals[1], [_goal(goal) for goal in goals[0]], [_goal(goal) for goal in goals[1]]),
        measures=_differences(
            measures[0], measures[1], [_measure(one) for one in measures[0]], [_measure(one) for one in measures[1]]
        ),
        places=None if places[0] == places[1] else places,
        period=None if periods[0] == periods[1] else (periods[0], periods[1]),
    )


def _differences(
    before: Sequence[T], after: Sequence[T], said: Sequence[dict[str, object]], says: Sequence[dict[str, object]]
) -> Differences[T]:
    old: dict[uuid.UUID, tuple[T, dict[str, object]]] = {
        item.lineage: (item, values) for item, values in zip(before, said, strict=True)
    }
    known = {item.lineage for item in after}
    changed, same, added = [], 0, []
    for item, values in zip(after, says, strict=True):
        if item.lineage not in old:
            added.append(item)
            continue
        was, were = old[item.lineage]
        fields = {name: (were[name], value) for name, value in values.items() if were[name] != value}
        if fields:
            changed.append(Changed(was, item, fields))
        else:
            same += 1
    removed = tuple(item for item in before if item.lineage not in known)
    return Differences(tuple(added), removed, tuple(changed), same)


def _goal(goal: Goal) -> dict[str, object]:
    return {
        "code": goal.code,
        "title": goal.title,
        "description": goal.description,
        "parent": str(goal.parent) if goal.parent else "",
        "themes": _themes(goal),
    }


def _measure(measure: Measure) -> dict[str, object]:
    return {
        "code": measure.code,
        "title": measure.title,
        "description": measure.description,
        "goal": str(measure.goal),
        "responsible_body": measure.responsible_body,
        "deadline": measure.deadline,
        "budget_czk": measure.budget_czk,
        "status": measure.status,
        "themes": _themes(measure),
        "indicators": tuple(
            f"{indicator.name}: {indicator.target:g} {indicator.unit} ({indicator.target_on.isoformat()})"
            for indicator in measure.indicators.all()
        ),
    }


def _themes(item: Goal | Measure) -> tuple[str, ...]:
    return tuple(sorted(theme.code for theme in item.themes.all()))


def _names(version: StrategyVersion) -> tuple[str, ...]:
    return tuple(version.places.order_by("level", "name_sort").values_list("name", flat=True))
