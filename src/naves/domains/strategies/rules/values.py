"""What strategies, goals, measures and indicators say about themselves."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from naves.domains.needs.rules.texts import one_line, paragraphs
from naves.domains.strategies.enums import Direction

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)
MOST_MONEY: Final = Decimal(10) ** 13
LENGTHS: Final = {
    "identifier": 120,
    "title": 300,
    "url": 500,
    "code": 40,
    "responsible_body": 200,
    "name": 200,
    "unit": 40,
    "source": 300,
    "proof_url": 500,
    "summary": 20_000,
    "description": 20_000,
    "reason": 2_000,
    "note": 5_000,
    "proof_text": 20_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyValues:
    """A strategy over all its versions. `identifier` as in Databáze strategií, where it is there."""

    identifier: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionValues:
    """The period of a version; `in_force_to` is its last day, None until it is replaced."""

    in_force_from: date
    in_force_to: date | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalValues:
    """`themes` are codes; `parent` is the code of the goal above, in the same version.

    Without a `position` a new goal stands last and an edited one stays where it is; so do measures.
    """

    code: str
    title: str
    description: str = ""
    parent: str = ""
    position: int | None = None
    themes: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureValues:
    """`goal` is the code of its goal in the same version; `budget_czk` in crowns."""

    goal: str
    code: str
    title: str
    description: str = ""
    responsible_body: str = ""
    deadline: date | None = None
    budget_czk: Decimal | None = None
    position: int | None = None
    themes: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValues:
    """How a measure will be judged; `target` in `unit`, to be reached by `target_on`."""

    name: str
    unit: str
    target: float
    target_on: date
    direction: Direction = Direction.HIGHER
    baseline: float | None = None
    baseline_on: date | None = None


def tidy_strategy(values: StrategyValues) -> StrategyValues:
    """Return clean texts; apply before checking."""
    return StrategyValues(identifier=one_line(values.identifier), title=one_line(values.title), url=values.url.strip())


def tidy_version(values: VersionValues) -> VersionValues:
    """Return clean texts; apply before checking."""
    return VersionValues(
        in_force_from=values.in_force_from, in_force_to=values.in_force_to, summary=paragraphs(values.summary)
    )


def tidy_goal(values: GoalValues) -> GoalValues:
    """Return clean texts; apply before checking."""
    return GoalValues(
        code=one_line(values.code),
        title=one_line(values.title),
        description=paragraphs(values.description),
        parent=one_line(values.parent),
        position=values.position,
        themes=values.themes,
    )


def tidy_measure(values: MeasureValues) -> MeasureValues:
    """Return clean texts; apply before checking."""
    return MeasureValues(
        goal=one_line(values.goal),
        code=one_line(values.code),
        title=one_line(values.title),
        description=paragraphs(values.description),
        responsible_body=one_line(values.responsible_body),
        deadline=values.deadline,
        budget_czk=values.budget_czk,
        position=values.position,
        themes=values.themes,
    )


def tidy_indicator(values: IndicatorValues) -> IndicatorValues:
    """Return clean texts; apply before checking."""
    return IndicatorValues(
        name=one_line(values.name),
        unit=one_line(values.unit),
        target=values.target,
        target_on=values.target_on,
        direction=values.direction,
        baseline=values.baseline,
        baseline_on=values.baseline_on,
    )
