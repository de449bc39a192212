"""Statistics of the Monitor: towns compared, response times, agreement of coders."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from naves.api.monitor.schemas import Figures, Filtered, Pair, carried
from naves.api.paging import Page, Paged, link_next, slice_of
from naves.api.refs import Day, day_or_today
from naves.domains.monitor import queries
from naves.domains.monitor.queries.response_times import Division, GroupTimes
from naves.domains.monitor.rules.agreement import Agreement, Standing

router = Router()


class ComparedOut(Schema):
    """A town that recorded a need; `rank` and `position` are null where it has fewer than five."""

    code: str
    name: str
    needs: int = Field(description="Needs that touch the theme, each whole: the denominator.")
    answered: int
    coverage: float
    pooled: float = Field(description="Beta-binomial partial pooling by size class × region.")
    pooled_interval: Pair
    limits: Pair = Field(description="95 % of towns of so many needs lie within, if only chance tells them apart.")
    outer_limits: Pair = Field(description="The same for 99.8 %.")
    position: int | None = Field(description="−2 or 2 outside the limits of 99.8 %, −1 or 1 of 95 %, 0 within.")
    rank: int | None = Field(description="By pooled coverage, the highest first.")


class ComparedPage(Figures, Page[ComparedOut]):
    """A page of towns, the ranked ones first and the highest first."""

    target: float | None = Field(description="Answered of all needs together; the limits stand around it.")
    overdispersion: float | None = Field(description="Variance of towns over that of chance alone.")
    towns_assessed: int
    towns_in_frame: int


class GroupOut(Schema):
    """How long the needs of a group wait; a figure that the data do not give is null."""

    code: str | None = Field(description="Code of the theme, size class or region; null for all needs.")
    needs: int = Field(description="Ever published by the day, the withdrawn and merged among them.")
    answered: int
    median_days: int | None
    median_interval: list[int | None] = Field(description="[low, high]; null where the limit is not reached.")
    within_year: float | None
    within_year_interval: Pair | None
    waiting: list[int] = Field(description="Needs still observed and unanswered just before each of `marks`.")

    @classmethod
    def of(cls, group: GroupTimes) -> "GroupOut":
        """Show ``group``."""
        within = group.within_year_interval
        return cls(
            code=group.code or None,
            needs=group.needs,
            answered=group.answered,
            median_days=group.median,
            median_interval=list(group.median_interval),
            within_year=group.within_year,
            within_year_interval=None if within is None else list(within),
            waiting=list(group.waiting),
        )


class TimesOut(Figures):
    """Kaplan–Meier response times with log-log intervals and the log-rank test between the groups."""

    by: Division
    marks: list[int] = Field(description="Days since publication.")
    overall: GroupOut
    groups: list[GroupOut]
    log_rank: float | None
    degrees_of_freedom: int
    p_value: float | None


class AgreementOut(Schema):
    """Krippendorff's alpha with its bootstrap interval; null where it is not assessed."""

    pairs: int = Field(description="Pairs that two people judged.")
    alpha: float | None
    interval: Pair | None
    standing: Standing

    @classmethod
    def of(cls, found: Agreement) -> "AgreementOut":
        """Show ``found``."""
        return cls(
            pairs=found.units,
            alpha=found.alpha,
            interval=None if found.interval is None else list(found.interval),
            standing=found.standing,
        )


class MachineReadingOut(Schema):
    """What the suggestions said when they were read; figures are null while coders agree too little."""

    as_of: date
    taken_at: datetime
    method_version: str
    digest: str
    figures: dict[str, Any] | None


class CodingOut(Schema):
    """Agreement at the matching desk as of a day, and the last corrected coverage read by then."""

    as_of: date
    standing: Standing
    verdicts: AgreementOut
    levels: AgreementOut
    reading: MachineReadingOut | None


@router.get("/comparison", response=ComparedPage, summary="Towns compared")
def compare_towns(request: HttpRequest, response: HttpResponse, asked: Filtered, page: Paged) -> ComparedPage:
    """Funnel limits and pooled coverage of every assessed town. Towns of fewer than five needs are not ranked."""
    filters = asked.filters()
    found = queries.comparison(filters)
    rows, cursor = slice_of(found.order.tolist(), page)
    return ComparedPage(
        **carried(filters),
        items=[_town(found.at(row)) for row in rows],
        next=link_next(request, response, cursor),
        total=len(found),
        target=found.target,
        overdispersion=found.overdispersion,
        towns_assessed=len(found),
        towns_in_frame=found.towns_in_frame,
    )


@router.get("/response-times", response=TimesOut, summary="Response times")
def get_response_times(request: HttpRequest, asked: Filtered, by: Division = Division.THEME) -> TimesOut:
    """Days from publication to the first response of the level; open needs are censored at the day."""
    filters = asked.filters()
    found = queries.response_times(filters, by)
    return TimesOut(
        **carried(filters),
        by=by,
        marks=list(found.marks),
        overall=GroupOut.of(found.overall),
        groups=[GroupOut.of(group) for group in found.groups],
        log_rank=found.test.statistic,
        degrees_of_freedom=found.test.degrees,
        p_value=found.test.p_value,
    )


@router.get("/coding", response=CodingOut, summary="Agreement of coders")
def get_coding(request: HttpRequest, as_of: Day | None = None) -> CodingOut:
    """From 0.80 figures may be published, from 0.667 they are provisional, below that they are withheld."""
    day = day_or_today(as_of)
    found, reading = queries.coding(day), queries.reading_as_of(day)
    shown = reading is not None and queries.may_show(found.standing) and queries.may_show(reading.figures["standing"])
    return CodingOut(
        as_of=day,
        standing=found.standing,
        verdicts=AgreementOut.of(found.verdicts),
        levels=AgreementOut.of(found.levels),
        reading=None
        if reading is None
        else MachineReadingOut(
            as_of=reading.as_of,
            taken_at=reading.taken_at,
            method_version=reading.method_version,
            digest=reading.digest,
            figures=reading.figures if shown else None,
        ),
    )


def _town(town: queries.Compared) -> ComparedOut:
    return ComparedOut(
        code=town.code,
        name=town.name,
        needs=town.needs,
        answered=town.answered,
        coverage=town.coverage,
        pooled=town.pooled,
        pooled_interval=list(town.pooled_interval),
        limits=list(town.limits),
        outer_limits=list(town.outer_limits),
        position=town.position,
        rank=town.rank,
    )
