"""The contents of many versions written at once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from naves.domains.strategies.models import Goal, Indicator, Measure, MeasureTransition, StrategyVersion
from naves.domains.strategies.operations.copying import first_steps
from naves.domains.strategies.operations.imports.plans import Plan
from naves.domains.strategies.rules.values import IndicatorValues
from naves.kernel.ids import new_id

BATCH = 1000


@dataclass(slots=True)
class Past:
    """Lineages by code, and indicators as they were set, of the version before."""

    goals: Mapping[str, uuid.UUID] = field(default_factory=dict)
    measures: Mapping[str, uuid.UUID] = field(default_factory=dict)
    indicators: Mapping[tuple[str, str], Indicator] = field(default_factory=dict)


def past_of(version: StrategyVersion) -> Past:
    """Return what the next version continues (three queries)."""
    indicators = Indicator.objects.filter(measure__version=version).select_related("measure")
    return Past(
        dict(version.goals.values_list("code", "lineage")),
        dict(version.measures.values_list("code", "lineage")),
        {(indicator.measure.code, indicator.name): indicator for indicator in indicators},
    )


def write_contents(pairs: Sequence[tuple[StrategyVersion, Plan, Past]], *, at: datetime) -> None:
    """Write places, goals, measures and indicators of new versions."""
    places: Any = StrategyVersion.places.through
    places.objects.bulk_create(
        [places(strategyversion_id=version.pk, place_id=pk) for version, plan, _ in pairs for pk in plan.place_ids],
        batch_size=BATCH,
    )
    goals: list[Goal] = []
    measures: list[Measure] = []
    indicators: list[Indicator] = []
    goal_themes, measure_themes = [], []
    for version, plan, past in pairs:
        own = _goals(version, plan, past)
        goals += [own[code] for code in _parents_first(plan)]
        goal_themes += [(own[code].pk, theme) for code, values in plan.goals.items() for theme in values.themes]
        ours = _measures(version, plan, past, own)
        measures += ours.values()
        measure_themes += [(ours[code].pk, theme) for code, values in plan.measures.items() for theme in values.themes]
        indicators += [
            _indicator(ours[code], values, past.indicators.get((code, name)), at)
            for (code, name), values in plan.indicators.items()
        ]
    Goal.objects.bulk_create(goals, batch_size=BATCH)
    Measure.objects.bulk_create(measures, batch_size=BATCH)
    MeasureTransition.objects.bulk_create(first_steps(measures, at=at), batch_size=BATCH)
    Indicator.objects.bulk_create(indicators, batch_size=BATCH)
    _write_themes(Goal, "goal_id", goal_themes)
    _write_themes(Measure, "measure_id", measure_themes)


def _goals(version: StrategyVersion, plan: Plan, past: Past) -> dict[str, Goal]:
    goals = {
        code: Goal(
            version=version,
            lineage=past.goals.get(code) or new_id(),
            code=code,
            title=values.title,
            description=values.description,
            position=values.position or 0,
        )
        for code, values in plan.goals.items()
    }
    for code, values in plan.goals.items():
        goals[code].parent = goals[values.parent] if values.parent else None
    return goals


def _parents_first(plan: Plan) -> list[str]:
    """PostgreSQL checks references at the end, but SQLite's order of rows should not matter either."""

    def depth(code: str) -> int:
        above = plan.goals[code].parent
        return 1 + depth(above) if above else 0

    return sorted(plan.goals, key=depth)


def _measures(version: StrategyVersion, plan: Plan, past: Past, goals: Mapping[str, Goal]) -> dict[str, Measure]:
    return {
        code: Measure(
            version=version,
            goal=goals[values.goal],
            lineage=past.measures.get(code) or new_id(),
            code=code,
            title=values.title,
            description=values.description,
            responsible_body=values.responsible_body,
            deadline=values.deadline,
            budget_czk=values.budget_czk,
            status=plan.statuses[code],
            position=values.position or 0,
        )
        for code, values in plan.measures.items()
    }


def _indicator(measure: Measure, values: IndicatorValues, before: Indicator | None, at: datetime) -> Indicator:
    """An indicator with the same target was set when it was first written down."""
    is_same = before is not None and (before.target, before.direction, before.unit) == (
        values.target,
        values.direction,
        values.unit,
    )
    return Indicator(
        measure=measure,
        lineage=before.lineage if before is not None else new_id(),
        name=values.name,
        unit=values.unit,
        direction=values.direction,
        baseline=values.baseline,
        baseline_on=values.baseline_on,
        target=values.target,
        target_on=values.target_on,
        created_at=before.created_at if before is not None and is_same else at,
    )


def _write_themes(model: type[Goal] | type[Measure], column: str, pairs: Sequence[tuple[uuid.UUID, str]]) -> None:
    through: Any = model.themes.through
    through.objects.bulk_create([through(**{column: pk, "theme_id": theme}) for pk, theme in pairs], batch_size=BATCH)
