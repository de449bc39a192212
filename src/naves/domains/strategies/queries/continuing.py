"""What a new version keeps of the one before where an outline cannot say it: themes, progress, money, indicators."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Goal, Indicator, Measure, Strategy, StrategyVersion
from naves.domains.strategies.operations.imports.rows import StrategyRow
from naves.kernel.text import fold


def latest_contents(strategy: Strategy) -> StrategyVersion:
    """Return the draft, or else the latest version that was not withdrawn, or else the latest."""
    versions = list(strategy.versions.order_by("-number"))
    drafts = [version for version in versions if version.status == VersionStatus.DRAFT]
    kept = [version for version in versions if version.status != VersionStatus.WITHDRAWN]
    return (drafts or kept or versions)[0]


def known_codes(strategy: Strategy) -> dict[str, str]:
    """Return folded title → code of the goals and measures; a title that stands there twice is left out."""
    version = latest_contents(strategy)
    found: dict[str, str] = {}
    twice = set()
    for model in (Goal, Measure):
        for title, code in model.objects.filter(version=version).order_by().values_list("title", "code"):
            twice |= {fold(title)} & found.keys()
            found[fold(title)] = code
    return {title: code for title, code in found.items() if title not in twice}


def continued(rows: Iterable[StrategyRow], strategy: Strategy) -> list[StrategyRow]:
    """Return the rows with what those of the same code had; what the outline says itself stays."""
    version = latest_contents(strategy)
    goals = {goal.code: goal for goal in version.goals.prefetch_related("themes")}
    measures = {
        measure.code: measure for measure in version.measures.prefetch_related("themes", "indicators").order_by()
    }
    return [row for one in rows for row in _continued(one, goals.get(one.goal_code), measures.get(one.measure_code))]


def _continued(row: StrategyRow, goal: Goal | None, measure: Measure | None) -> Iterator[StrategyRow]:
    if row.measure_code and measure is not None:
        yield replace(
            row,
            measure_themes=row.measure_themes or _themes(measure),
            measure_status=row.measure_status or measure.status,
            measure_budget_czk=measure.budget_czk if row.measure_budget_czk is None else row.measure_budget_czk,
            measure_description=row.measure_description or measure.description,
        )
        yield from (_indicator_row(row, indicator) for indicator in measure.indicators.all())
    elif row.goal_code and not row.measure_code and goal is not None:
        yield replace(
            row,
            goal_themes=row.goal_themes or _themes(goal),
            goal_description=row.goal_description or goal.description,
        )
    else:
        yield row


def _themes(item: Goal | Measure) -> tuple[str, ...]:
    return tuple(sorted(theme.code for theme in item.themes.all()))


def _indicator_row(row: StrategyRow, indicator: Indicator) -> StrategyRow:
    return StrategyRow(
        row=row.row,
        goal_code=row.goal_code,
        measure_code=row.measure_code,
        indicator_name=indicator.name,
        indicator_unit=indicator.unit,
        indicator_direction=indicator.direction,
        indicator_baseline=indicator.baseline,
        indicator_baseline_on=indicator.baseline_on,
        indicator_target=indicator.target,
        indicator_target_on=indicator.target_on,
    )
