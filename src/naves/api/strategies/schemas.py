"""Strategies as JSON, read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import OrganisationRef, PlaceRef
from naves.api.responses.schemas import ResponseOut
from naves.api.texts import Text
from naves.domains.strategies.enums import Direction, MeasureStatus, VersionStatus
from naves.domains.strategies.models import Goal, Indicator, IndicatorReading, Measure, StrategyVersion
from naves.domains.strategies.queries import GoalNode, MeasureItem, StrategyItem
from naves.domains.strategies.queries import MeasureDetail as Detail
from naves.domains.strategies.queries.lists import Standing


class StrategyFilters(Schema):
    """What the list may be narrowed by."""

    text: Text = Field("", max_length=300, description="Words in the title, accents and case aside.")
    owner: UUID | None = Field(None, description="Organisation that owns it.")
    place: Text = Field("", max_length=12, description="Code of a place that it covers.")
    standing: Standing | None = None


class VersionOut(Schema):
    """A version: what was approved, for which period."""

    number: int
    status: VersionStatus
    summary: str
    in_force_from: date
    in_force_to: date | None = Field(description="The last day; null until it is replaced.")
    created_at: datetime
    approved_at: datetime | None
    ended_at: datetime | None
    ended_reason: str

    @classmethod
    def of(cls, version: StrategyVersion) -> "VersionOut":
        """Show ``version``."""
        return cls(**{name: getattr(version, name) for name in cls.model_fields})


class VersionPage(Page[VersionOut]):
    """A page of versions, the newest first."""


class Counts(Schema):
    """How much a version holds."""

    goals: int
    measures: int
    places: int
    answered_needs: int = Field(description="Needs with a confirmed response that helps them.")


class StrategyOut(Schema):
    """A strategy with the version in force, or else the latest that the caller may see."""

    id: UUID
    identifier: str = Field(description="As in Databáze strategií, where it is there.")
    title: str
    url: str
    owner: OrganisationRef
    version: VersionOut
    is_in_force: bool


class StrategyListed(StrategyOut):
    """A strategy in a list."""

    counts: Counts

    @classmethod
    def of(cls, item: StrategyItem) -> "StrategyListed":
        """Show ``item``."""
        counts = Counts(**{name: getattr(item.counts, name) for name in Counts.model_fields})
        return cls(**strategy_fields(item.version, item.strategy, is_in_force=item.is_in_force), counts=counts)


class StrategyPage(Page[StrategyListed]):
    """A page of strategies in the order of the Czech alphabet."""


class MeasureIndicator(Schema):
    """How a measure will be judged."""

    id: UUID
    name: str
    unit: str
    direction: Direction
    baseline: float | None
    baseline_on: date | None
    target: float
    target_on: date
    created_at: datetime = Field(description="When it was set: what was measured before proves nothing.")

    @classmethod
    def of(cls, indicator: Indicator) -> "MeasureIndicator":
        """Show ``indicator``."""
        return cls(**{name: getattr(indicator, name) for name in cls.model_fields})


class MeasureOut(Schema):
    """What is to be done, by whom, until when and for how much."""

    id: UUID
    goal: str = Field(description="Code of the goal.")
    code: str
    title: str
    description: str
    responsible_body: str
    deadline: date | None
    budget_czk: float | None
    status: MeasureStatus
    themes: list[str]


class MeasureInTree(MeasureOut):
    """A measure of a version. Counts are of live confirmed responses."""

    indicators: list[MeasureIndicator]
    response_count: int
    contradicting_count: int

    @classmethod
    def of(cls, item: MeasureItem, goal: str) -> "MeasureInTree":
        """Show ``item``."""
        return cls(
            **measure_fields(item.measure, goal, [theme.code for theme in item.themes]),
            indicators=[MeasureIndicator.of(one) for one in item.indicators],
            response_count=item.response_count,
            contradicting_count=item.contradicting_count,
        )


class GoalOut(Schema):
    """A goal."""

    id: UUID
    code: str
    title: str
    description: str
    themes: list[str]


class GoalInTree(GoalOut):
    """A goal with what lies under it."""

    response_count: int
    measures: list[MeasureInTree]
    goals: list["GoalInTree"]

    @classmethod
    def of(cls, node: GoalNode) -> "GoalInTree":
        """Show ``node``."""
        return cls(
            **goal_fields(node.goal, [theme.code for theme in node.themes]),
            response_count=node.response_count,
            measures=[MeasureInTree.of(item, node.goal.code) for item in node.measures],
            goals=[cls.of(child) for child in node.children],
        )


class StrategyDetail(StrategyOut):
    """A version with its tree, and what it answers in its places."""

    places: list[PlaceRef] = Field(description="Covered explicitly; a unit covers what lies in it.")
    goals: list[GoalInTree]
    needs_in_places: int = Field(description="Open needs in the places covered.")
    needs_answered: int
    measures_answering_nothing: int
    actions: list[str] = Field(description="What the caller may do with it now.")


class ReadingOut(Schema):
    """What was measured in a place."""

    id: int
    place: PlaceRef
    value: float
    measured_on: date
    source: str
    recorded_at: datetime

    @classmethod
    def of(cls, reading: IndicatorReading) -> "ReadingOut":
        """Show ``reading``, which came with its place."""
        own = ("id", "value", "measured_on", "source", "recorded_at")
        return cls(place=PlaceRef.of(reading.place), **{name: getattr(reading, name) for name in own})


class ReadingPage(Page[ReadingOut]):
    """A page of readings, the newest first."""


class MeasuredIndicator(MeasureIndicator):
    """An indicator with its readings over all versions, the newest first."""

    readings: list[ReadingOut]


class StepOut(Schema):
    """A change of a measure's status."""

    from_status: str
    to_status: MeasureStatus
    at: datetime
    reason: str


class MeasureDetail(MeasureOut):
    """A measure with the needs that it answers; at most 200 responses are listed, `response_count` counts all."""

    strategy: UUID
    version: int
    is_in_force: bool
    indicators: list[MeasuredIndicator]
    steps: list[StepOut]
    responses: list[ResponseOut]
    response_count: int
    actions: list[str] = Field(description="What the caller may do with it now.")

    @classmethod
    def of(cls, detail: Detail) -> "MeasureDetail":
        """Show ``detail``."""
        measure = detail.measure
        return cls(
            **measure_fields(measure, measure.goal.code, [theme.code for theme in detail.themes]),
            strategy=measure.version.strategy_id,
            version=measure.version.number,
            is_in_force=detail.is_in_force,
            indicators=[
                MeasuredIndicator(
                    **{name: getattr(indicator, name) for name in MeasureIndicator.model_fields},
                    readings=[ReadingOut.of(reading) for reading in readings],
                )
                for indicator, readings in detail.indicators
            ],
            steps=[
                StepOut(
                    from_status=step.from_status,
                    to_status=MeasureStatus(step.to_status),
                    at=step.at,
                    reason=step.reason,
                )
                for step in detail.steps
            ],
            responses=[ResponseOut.of(item) for item in detail.responses],
            response_count=detail.response_count,
            actions=sorted(detail.actions),
        )


def strategy_fields(version: StrategyVersion, strategy: Any, *, is_in_force: bool) -> dict[str, Any]:
    """Return what every view of a strategy shows."""
    return {
        "id": strategy.pk,
        "identifier": strategy.identifier,
        "title": strategy.title,
        "url": strategy.url,
        "owner": OrganisationRef.of(strategy.owner),
        "version": VersionOut.of(version),
        "is_in_force": is_in_force,
    }


def goal_fields(goal: Goal, themes: list[str]) -> dict[str, Any]:
    """Return what every view of a goal shows."""
    return {"themes": themes, **{name: getattr(goal, name) for name in ("id", "code", "title", "description")}}


def measure_fields(measure: Measure, goal: str, themes: list[str]) -> dict[str, Any]:
    """Return what every view of a measure shows."""
    own = ("id", "code", "title", "description", "responsible_body", "deadline", "status")
    budget = measure.budget_czk
    return {
        "goal": goal,
        "themes": themes,
        "budget_czk": None if budget is None else float(budget),
        **{name: getattr(measure, name) for name in own},
    }
