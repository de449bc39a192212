"""Strategies as JSON, written."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from naves.api.refs import PlaceCode
from naves.api.texts import Text
from naves.domains.strategies.enums import Direction, MeasureStatus
from naves.domains.strategies.rules.values import (
    GoalValues,
    IndicatorValues,
    MeasureValues,
    StrategyValues,
    VersionValues,
)

Codes = Annotated[list[PlaceCode], Field(max_length=7000, description="Codes of the places covered explicitly.")]
Themes = Annotated[list[Text], Field(max_length=50, description="Codes of themes.")]
Position = Annotated[int | None, Field(ge=0, le=100_000, description="Order among its neighbours; last by default.")]


class PeriodIn(Schema):
    """The period of a version."""

    in_force_from: date
    in_force_to: date | None = None


class VersionIn(PeriodIn):
    """The period and the summary of a draft."""

    summary: Text = Field("", max_length=100_000)

    def values(self) -> VersionValues:
        """Return what the operations take."""
        return VersionValues(in_force_from=self.in_force_from, in_force_to=self.in_force_to, summary=self.summary)


class StrategyIn(VersionIn):
    """A new strategy with its first draft."""

    owner: UUID
    identifier: Text = Field(max_length=500)
    title: Text = Field(max_length=1000)
    url: Text = Field("", max_length=2000)
    places: Codes = []

    def about(self) -> StrategyValues:
        """Return what the operations take."""
        return StrategyValues(identifier=self.identifier, title=self.title, url=self.url)


class RenameIn(Schema):
    """The title and the address over all versions."""

    title: Text = Field(max_length=1000)
    url: Text = Field("", max_length=2000)


class PlacesIn(Schema):
    """Which places a draft covers."""

    places: Codes


class ReasonIn(Schema):
    """Why."""

    reason: Text = Field("", max_length=5000)


class GoalIn(Schema):
    """A goal of a draft; `parent` is the code of the goal above."""

    code: Text = Field(max_length=200)
    title: Text = Field(max_length=1000)
    description: Text = Field("", max_length=100_000)
    parent: Text = Field("", max_length=200)
    position: Position = None
    themes: Themes = []

    def values(self) -> GoalValues:
        """Return what the operations take."""
        return GoalValues(**{**self.dict(), "themes": frozenset(self.themes)})


class MeasureIn(Schema):
    """A measure of a draft; `goal` is the code of its goal."""

    goal: Text = Field(max_length=200)
    code: Text = Field(max_length=200)
    title: Text = Field(max_length=1000)
    description: Text = Field("", max_length=100_000)
    responsible_body: Text = Field("", max_length=1000)
    deadline: date | None = None
    budget_czk: Decimal | None = Field(None, ge=0, le=10**13, allow_inf_nan=False)
    position: Position = None
    themes: Themes = []

    def values(self) -> MeasureValues:
        """Return what the operations take."""
        return MeasureValues(**{**self.dict(), "themes": frozenset(self.themes)})


class StatusIn(Schema):
    """Where a measure stands; stopping it needs a reason."""

    status: MeasureStatus
    reason: Text = Field("", max_length=5000)


class IndicatorIn(Schema):
    """How a measure will be judged, set beforehand."""

    name: Text = Field(max_length=1000)
    unit: Text = Field(max_length=200)
    target: float = Field(allow_inf_nan=False)
    target_on: date
    direction: Direction = Direction.HIGHER
    baseline: float | None = Field(None, allow_inf_nan=False)
    baseline_on: date | None = None

    def values(self) -> IndicatorValues:
        """Return what the operations take."""
        return IndicatorValues(**self.dict())


class ReadingIn(Schema):
    """What was measured in a place."""

    place: PlaceCode
    value: float = Field(allow_inf_nan=False)
    measured_on: date
    source: Text = Field(max_length=1000)
