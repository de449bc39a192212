"""The goals and measures of a version, and those of the other versions that are the same ones."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Goal, Measure, StrategyVersion


@dataclass(frozen=True, slots=True)
class VersionItems:
    """What a version holds, in its own order.

    `kin` maps goals and measures of every version of the strategy to the position in `goals` followed by
    `measures` of the one of the same lineage: what is confirmed of those, this version carries on.
    """

    version: StrategyVersion
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    kin: Mapping[uuid.UUID, int]
    place_ids: tuple[int, ...]

    @property
    def ids(self) -> list[uuid.UUID]:
        """Return the goals, then the measures."""
        return [*(goal.pk for goal in self.goals), *(measure.pk for measure in self.measures)]

    def caps(self) -> list[int]:
        """Return the highest level that each item can carry by its text alone: 2 a plan, 1 a mention, 0 if stopped."""
        return [*(1 for _ in self.goals), *(_cap(measure) for measure in self.measures)]


def version_items(version: StrategyVersion) -> VersionItems:
    """Return the items of a version that the reader may see (five queries)."""
    goals = tuple(version.goals.all())
    measures = tuple(version.measures.select_related("goal").prefetch_related("themes"))
    position = {goal.lineage: number for number, goal in enumerate(goals)}
    position |= {measure.lineage: len(goals) + number for number, measure in enumerate(measures)}
    kin: dict[uuid.UUID, int] = {}
    for model in (Goal, Measure):
        rows = model.objects.filter(version__strategy=version.strategy_id).order_by().values_list("pk", "lineage")
        kin |= {pk: position[lineage] for pk, lineage in rows if lineage in position}
    return VersionItems(version, goals, measures, kin, tuple(sorted(version.places.values_list("pk", flat=True))))


def _cap(measure: Measure) -> int:
    if measure.status == MeasureStatus.STOPPED:
        return 0
    return 2 if measure.responsible_body.strip() and measure.deadline is not None else 1
