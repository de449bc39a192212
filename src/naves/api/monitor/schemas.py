"""Figures as JSON. A figure that is not assessed is null, never 0."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Schema

from naves.api.paging import Page
from naves.api.refs import Day, PlaceRef, day_or_today
from naves.api.texts import Text
from naves.domains.monitor.queries import Filters
from naves.domains.monitor.queries.need_lists import Order
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.domains.needs.enums import Severity

Pair = Annotated[list[float], Field(min_length=2, max_length=2, description="[low, high]")]


class MonitorFilters(Schema):
    """Which needs and towns a figure speaks of."""

    as_of: Day | None = Field(None, description="End of this day in Prague; today by default.")
    level: int = Field(2, ge=1, le=4, description="Level of the response ladder that counts as an answer.")
    theme: Text | None = Field(None, max_length=20, description="Code of a theme.")
    group: Text | None = Field(None, max_length=20, description="Code of an affected group.")
    size_class: int | None = Field(None, ge=0, le=5)
    region: Text | None = Field(None, max_length=12, description="Code of a kraj.")
    district: Text | None = Field(None, max_length=12, description="Code of an okres.")
    orp: Text | None = Field(None, max_length=12, description="Code of an ORP.")

    def filters(self) -> Filters:
        """Return them as the Monitor takes them."""
        return Filters(
            as_of=day_or_today(self.as_of),
            level=self.level,
            theme=self.theme or None,
            group=self.group or None,
            size_class=self.size_class,
            region=self.region or None,
            district=self.district or None,
            orp=self.orp or None,
        )


Filtered = Annotated[MonitorFilters, Query()]


class EstimandFigures(Schema):
    """One estimand: coverage with its 95 % bootstrap interval and the bounds that what is not assessed leaves."""

    coverage: float | None
    interval: Pair | None
    bounds: Pair
    p10: float | None = Field(description="A tenth of the assessed weight lies in towns at or below this coverage.")
    share_below_half: float | None = Field(description="Share of the assessed weight in towns below one half.")


class Estimands(Schema):
    """The three questions, never mixed."""

    per_town: EstimandFigures = Field(description="The mean over towns.")
    per_person: EstimandFigures = Field(description="Weighted by population.")
    sensitivity: EstimandFigures = Field(description="Population × (1 + index of social exclusion / 30).")


class NationalReport(Schema):
    """The same object as `naves monitor --format json` prints."""

    as_of: date
    level: int
    method_version: str
    places_total: int
    places_assessed: int
    assessed_share: float | None
    relevance: float | None = Field(description="Share of measures in force that answer at least one need.")
    estimands: Estimands


class Figures(Schema):
    """What every figure carries."""

    as_of: date
    level: int
    method_version: str
    filters: dict[str, Any] = Field(description="What it was narrowed by.")


def carried(filters: Filters) -> dict[str, Any]:
    """Return what every figure carries."""
    return {
        "as_of": filters.as_of,
        "level": filters.level,
        "method_version": METHOD_VERSION,
        "filters": filters.plain(),
    }


class EstimateOut(EstimandFigures):
    """One estimand with its denominators."""

    assessed_share: float | None
    towns_assessed: int
    towns_in_frame: int
    towns_outside_frame: int = Field(description="Towns that the estimand cannot weigh.")

    @classmethod
    def of(cls, estimate: Estimate) -> "EstimateOut":
        """Show ``estimate``."""
        return cls(
            coverage=estimate.coverage,
            interval=None if estimate.interval is None else list(estimate.interval),
            bounds=list(estimate.bounds),
            p10=estimate.p10,
            share_below_half=estimate.share_below_half,
            assessed_share=estimate.assessed_share,
            towns_assessed=estimate.towns_assessed,
            towns_in_frame=estimate.towns_in_frame,
            towns_outside_frame=estimate.towns_outside_frame,
        )


class TownOut(Schema):
    """A town. `coverage` is null where no need is recorded; below five needs it is not `rankable`."""

    code: str
    name: str
    region: str | None = Field(description="Code of the kraj.")
    population: int | None
    size_class: int
    needs: int = Field(description="The denominator: needs that count on the day.")
    answered: int
    coverage: float | None
    rankable: bool


class TownPage(Figures, Page[TownOut]):
    """A page of towns in the order of their codes."""


class HeatOut(Schema):
    """One theme in one region; null stands for all themes or the whole country."""

    theme: str | None
    region: str | None
    needs: int
    figures: EstimateOut


class Heat(Figures):
    """Theme × region."""

    estimand: Estimand
    cells: list[HeatOut]


class FunnelStep(Schema):
    """Needs that reached a level."""

    level: int
    needs: int


class FunnelOut(Figures):
    """The response ladder; `recorded` is the denominator of every step."""

    recorded: int
    contradicted: int = Field(description="Needs that some measure works against; they may be answered as well.")
    steps: list[FunnelStep]


class TrendPoint(Schema):
    """All three estimands at the end of one day."""

    day: date
    estimands: dict[Estimand, EstimateOut]


class Trend(Figures):
    """Month ends and the day itself, each as it was known then."""

    points: list[TrendPoint]


class SilentOut(Schema):
    """A measured gap that nobody voiced."""

    place: PlaceRef
    population: int | None
    theme: str
    indicator: str
    value: float
    threshold: float
    period_end: date


class SilentPage(Figures, Page[SilentOut]):
    """A page of silent needs."""


class UnansweredFilters(MonitorFilters):
    """Needs below `level`."""

    order: Order = Field(Order.PEOPLE, description="By people affected or by age.")

    def filters(self) -> Filters:
        """Return them without the order."""
        return MonitorFilters(**self.dict(exclude={"order"})).filters()


class UnansweredOut(Schema):
    """A need without an answer at the level asked for."""

    id: UUID
    title: str
    place: PlaceRef
    level: int
    people_affected: int | None
    severity: Severity
    age_days: int


class UnansweredPage(Figures, Page[UnansweredOut]):
    """A page of unanswered needs."""


class SnapshotIn(Schema):
    """Which figures to publish; today's national ones by default."""

    as_of: Day | None = None
    level: int = Field(2, ge=1, le=4)
    theme: Text | None = Field(None, max_length=20)
    group: Text | None = Field(None, max_length=20)
    size_class: int | None = Field(None, ge=0, le=5)
    region: Text | None = Field(None, max_length=12)
    district: Text | None = Field(None, max_length=12)
    orp: Text | None = Field(None, max_length=12)


class SnapshotOut(Schema):
    """Published figures, kept as they are."""

    id: UUID
    as_of: date
    level: int
    method_version: str
    filters: dict[str, Any]
    figures: NationalReport
    digest: str = Field(description="SHA-256 of the figures in canonical JSON.")
    taken_at: datetime


class SnapshotCheck(SnapshotOut):
    """A snapshot, and whether today's records still give its figures (null where it was not asked)."""

    is_reproduced: bool | None


class SnapshotPage(Page[SnapshotOut]):
    """A page of snapshots, the newest first."""
