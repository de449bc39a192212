"""Whether a version already says what a plan says."""

from dataclasses import replace

from naves.domains.strategies.enums import Direction
from naves.domains.strategies.models import Indicator, StrategyVersion
from naves.domains.strategies.operations.imports.plans import Plan
from naves.domains.strategies.rules.values import GoalValues, IndicatorValues, MeasureValues, VersionValues


def says(version: StrategyVersion, plan: Plan) -> bool:
    """Whether contents, places and period are the same; the status of measures is compared elsewhere."""
    return (
        _period(version) == plan.version
        and set(version.places.values_list("pk", flat=True)) == plan.place_ids
        and _goals(version) == {code: _placeless(values) for code, values in plan.goals.items()}
        and _measures(version) == {code: _placeless(values) for code, values in plan.measures.items()}
        and _indicators(version) == plan.indicators
    )


def _placeless(values: GoalValues | MeasureValues) -> GoalValues | MeasureValues:
    """The order of rows alone makes no new version."""
    return replace(values, position=None)


def _period(version: StrategyVersion) -> VersionValues:
    return VersionValues(in_force_from=version.in_force_from, in_force_to=version.in_force_to, summary=version.summary)


def _goals(version: StrategyVersion) -> dict[str, GoalValues | MeasureValues]:
    return {
        goal.code: GoalValues(
            code=goal.code,
            title=goal.title,
            description=goal.description,
            parent=goal.parent.code if goal.parent else "",
            themes=frozenset(theme.pk for theme in goal.themes.all()),
        )
        for goal in version.goals.select_related("parent").prefetch_related("themes")
    }


def _measures(version: StrategyVersion) -> dict[str, GoalValues | MeasureValues]:
    return {
        measure.code: MeasureValues(
            goal=measure.goal.code,
            code=measure.code,
            title=measure.title,
            description=measure.description,
            responsible_body=measure.responsible_body,
            deadline=measure.deadline,
            budget_czk=measure.budget_czk,
            themes=frozenset(theme.pk for theme in measure.themes.all()),
        )
        for measure in version.measures.select_related("goal").prefetch_related("themes")
    }


def _indicators(version: StrategyVersion) -> dict[tuple[str, str], IndicatorValues]:
    indicators = Indicator.objects.filter(measure__version=version).select_related("measure")
    return {
        (indicator.measure.code, indicator.name): IndicatorValues(
            name=indicator.name,
            unit=indicator.unit,
            target=indicator.target,
            target_on=indicator.target_on,
            direction=Direction(indicator.direction),
            baseline=indicator.baseline,
            baseline_on=indicator.baseline_on,
        )
        for indicator in indicators
    }
