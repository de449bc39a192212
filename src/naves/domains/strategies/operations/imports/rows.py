"""The flat table of strategies: a row for each measure, or indicator, or goal without measures.

What belongs to the strategy, to the goal or to the measure is said once; further rows may repeat it
or leave it empty. An empty `strategy_id` means the strategy of the row before, an empty `goal_code`
beside a measure the goal of the row before. Files are parsed by adapters, which hand these rows over.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from naves.kernel.errors import Problem, gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyRow:
    """One row; `row` is its line in the file. Codes of places and themes are tuples, texts are as typed.

    `owner` is an IČO or the exact name of an organisation. `status` is draft or approved, `measure_status`
    planned, running, done or stopped, `indicator_direction` higher_is_better or lower_is_better.
    """

    row: int
    strategy_id: str = ""
    strategy_title: str = ""
    strategy_url: str = ""
    owner: str = ""
    summary: str = ""
    status: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    places: tuple[str, ...] = ()
    goal_code: str = ""
    goal_title: str = ""
    goal_description: str = ""
    goal_parent: str = ""
    goal_themes: tuple[str, ...] = ()
    measure_code: str = ""
    measure_title: str = ""
    measure_description: str = ""
    measure_responsible_body: str = ""
    measure_deadline: date | None = None
    measure_budget_czk: Decimal | None = None
    measure_status: str = ""
    measure_themes: tuple[str, ...] = ()
    indicator_name: str = ""
    indicator_unit: str = ""
    indicator_direction: str = ""
    indicator_baseline: float | None = None
    indicator_baseline_on: date | None = None
    indicator_target: float | None = None
    indicator_target_on: date | None = None


STRATEGY_FIELDS = (
    "strategy_title",
    "strategy_url",
    "owner",
    "summary",
    "status",
    "in_force_from",
    "in_force_to",
    "places",
)
GOAL_FIELDS = ("goal_title", "goal_description", "goal_parent", "goal_themes")
MEASURE_FIELDS = (
    "goal_code",
    "measure_title",
    "measure_description",
    "measure_responsible_body",
    "measure_deadline",
    "measure_budget_czk",
    "measure_status",
    "measure_themes",
)
INDICATOR_FIELDS = (
    "indicator_unit",
    "indicator_direction",
    "indicator_baseline",
    "indicator_baseline_on",
    "indicator_target",
    "indicator_target_on",
)


@dataclass(slots=True)
class Said:
    """What the rows say about one thing, and where it was said first."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """All rows of one strategy."""

    identifier: str
    about: Said
    goals: dict[str, Said] = field(default_factory=dict)
    measures: dict[str, Said] = field(default_factory=dict)
    indicators: dict[tuple[str, str], Said] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def sheets(rows: Iterable[StrategyRow]) -> tuple[dict[str, Sheet], list[Problem]]:
    """Return the strategies of the table by identifier, and what is wrong with rows that belong to none."""
    found: dict[str, Sheet] = {}
    problems: list[Problem] = []
    strategy, goal = "", ""
    for row in rows:
        identifier = row.strategy_id.strip() or strategy
        if not identifier:
            problems.append(_no_strategy(row.row))
            continue
        if identifier != strategy:
            strategy, goal = identifier, ""
        goal = row.goal_code.strip() or goal
        sheet = found.setdefault(identifier, Sheet(identifier, Said(row.row)))
        _take(sheet, replace(row, goal_code=goal if row.measure_code.strip() else row.goal_code.strip()))
    return found, problems


def _take(sheet: Sheet, row: StrategyRow) -> None:
    _say(sheet, sheet.about, row, STRATEGY_FIELDS)
    if row.goal_code:
        _say(sheet, sheet.goals.setdefault(row.goal_code, Said(row.row)), row, GOAL_FIELDS)
    measure = row.measure_code.strip()
    if measure:
        _say(sheet, sheet.measures.setdefault(measure, Said(row.row)), row, MEASURE_FIELDS)
    name = row.indicator_name.strip()
    if name and measure:
        _say(sheet, sheet.indicators.setdefault((measure, name), Said(row.row)), row, INDICATOR_FIELDS)
    elif name:
        sheet.problems.append(_no_measure(row.row, name))


def _say(sheet: Sheet, said: Said, row: StrategyRow, names: tuple[str, ...]) -> None:
    for name in names:
        value = getattr(row, name)
        if value in ("", (), None):
            continue
        if said.values.setdefault(name, value) != value:
            sheet.problems.append(_said_otherwise(row.row, name, value, said))


def _no_strategy(row: int) -> Problem:
    return Problem(
        code="no_strategy_id",
        field="strategy_id",
        row=row,
        value="",
        message=gettext_noop("The row does not say to which strategy it belongs."),
        remedy=gettext_noop("Fill in the identifier of the strategy."),
    )


def _no_measure(row: int, name: str) -> Problem:
    return Problem(
        code="indicator_without_measure",
        field="indicator_name",
        row=row,
        value=name,
        message=gettext_noop("The indicator “%(name)s” belongs to no measure."),
        params={"name": name},
        remedy=gettext_noop("Fill in the code of its measure."),
    )


def _said_otherwise(row: int, name: str, value: object, said: Said) -> Problem:
    return Problem(
        code="said_otherwise",
        field=name,
        row=row,
        value=str(value),
        message=gettext_noop("“%(value)s” is not what row %(first)s says: “%(before)s”."),
        params={"value": str(value), "first": said.row, "before": str(said.values[name])},
        remedy=gettext_noop("Say it once, or the same each time."),
    )
