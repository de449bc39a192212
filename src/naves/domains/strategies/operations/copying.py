"""The contents of a version, copied into the draft of the next one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Goal, Indicator, Measure, MeasureTransition, StrategyVersion
from naves.kernel.ids import new_id

Row = TypeVar("Row", Goal, Measure, Indicator)


def copy_contents(source: StrategyVersion, draft: StrategyVersion, *, at: datetime) -> None:
    """Copy places, goals, measures and indicators; lineages stay, and so does when an indicator was set."""
    draft.places.set(source.places.all())
    goals = {goal.pk: _copy(goal, version=draft, parent=None) for goal in source.goals.all()}
    Goal.objects.bulk_create(goals.values(), batch_size=500)
    nested = [(copy, old) for old in source.goals.all() if old.parent_id and (copy := goals[old.pk])]
    for copy, old in nested:
        copy.parent = goals[old.parent_id] if old.parent_id else None
    Goal.objects.bulk_update([copy for copy, _ in nested], ["parent"], batch_size=500)
    measures = {
        measure.pk: _copy(measure, version=draft, goal=goals[measure.goal_id]) for measure in source.measures.all()
    }
    Measure.objects.bulk_create(measures.values(), batch_size=500)
    MeasureTransition.objects.bulk_create(first_steps(measures.values(), at=at), batch_size=500)
    indicators = Indicator.objects.filter(measure__version=source)
    copies = [_copy(indicator, measure=measures[indicator.measure_id]) for indicator in indicators]
    Indicator.objects.bulk_create(copies, batch_size=500)
    _copy_themes(Goal, source, goals)
    _copy_themes(Measure, source, measures)


def first_steps(measures: Any, *, at: datetime) -> list[MeasureTransition]:
    """Return the first step of measures that do not begin as planned; the others need none."""
    return [
        MeasureTransition(measure=measure, to_status=measure.status, at=at)
        for measure in measures
        if measure.status != MeasureStatus.PLANNED
    ]


def _copy(row: Row, **changes: object) -> Row:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    kept = {name: value for name, value in kept.items() if name.removesuffix("_id") not in changes}
    return type(row)(**{**kept, **changes, "id": new_id()})


def _copy_themes(model: type[Goal] | type[Measure], source: StrategyVersion, copies: Mapping[Any, Any]) -> None:
    through: Any = model.themes.through
    name = f"{model._meta.model_name}_id"
    rows = through.objects.filter(**{f"{model._meta.model_name}__version": source}).values_list(name, "theme_id")
    through.objects.bulk_create(
        [through(**{name: copies[pk].pk, "theme_id": theme}) for pk, theme in rows], batch_size=500
    )
