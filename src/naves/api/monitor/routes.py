"""The Monitor: figures as of a day, and the needs behind them."""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from naves.api.monitor.schemas import (
    EstimateOut,
    Filtered,
    FunnelOut,
    FunnelStep,
    Heat,
    HeatOut,
    NationalReport,
    SilentOut,
    SilentPage,
    TownOut,
    TownPage,
    Trend,
    TrendPoint,
    UnansweredFilters,
    UnansweredOut,
    UnansweredPage,
    carried,
)
from naves.api.paging import Paged, link_next, position, slice_of
from naves.api.refs import PlaceRef
from naves.domains.monitor import queries
from naves.domains.monitor.queries.need_lists import NeedRow
from naves.domains.monitor.queries.overview import Overview
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.heat import HeatCell
from naves.domains.monitor.rules.method import LEVELS
from naves.domains.needs.enums import Severity
from naves.domains.needs.models import Need
from naves.domains.places.models import Place
from naves.kernel.paging import encode_cursor

router = Router()


@router.get("/report", response=NationalReport, summary="The national figures")
def get_national_report(request: HttpRequest, asked: Filtered) -> NationalReport:
    """The same object as `naves monitor --format json` prints."""
    return NationalReport(**queries.national_report(asked.filters()))


@router.get("/towns", response=TownPage, summary="Coverage of every town")
def list_town_figures(request: HttpRequest, response: HttpResponse, asked: Filtered, page: Paged) -> TownPage:
    """In the order of their codes: what the dot map shows."""
    filters = asked.filters()
    found = queries.town_figures(filters)
    rows, cursor = slice_of(range(len(found)), page)
    items = []
    for row in rows:
        town = found.at(row)
        items.append(
            TownOut(
                code=town.code,
                name=town.name,
                region=town.region.code if town.region else None,
                population=town.population,
                size_class=town.size_class,
                needs=town.needs,
                answered=town.answered,
                coverage=town.coverage,
                rankable=town.rankable,
            )
        )
    return TownPage(**carried(filters), items=items, next=link_next(request, response, cursor), total=len(found))


@router.get("/heat", response=Heat, summary="Theme × region")
def get_heat(request: HttpRequest, asked: Filtered, estimand: Estimand = Estimand.PER_TOWN) -> Heat:
    """With all themes together and the whole country as the last row and column."""
    filters = asked.filters()
    found = queries.overview(filters)
    cells = [_heat_cell(found, cell) for row in found.heat[estimand] for cell in row]
    return Heat(**carried(filters), estimand=estimand, cells=cells)


@router.get("/funnel", response=FunnelOut, summary="The response ladder")
def get_funnel(request: HttpRequest, asked: Filtered) -> FunnelOut:
    """How many needs are recorded, and answered at least at each level."""
    filters = asked.filters()
    found = queries.overview(filters).funnel
    steps = [FunnelStep(level=level, needs=needs) for level, needs in zip(LEVELS, found.answered, strict=True)]
    return FunnelOut(**carried(filters), recorded=found.recorded, contradicted=found.contradicted, steps=steps)


@router.get("/trend", response=Trend, summary="How the figures moved")
def get_trend(request: HttpRequest, asked: Filtered, months: Annotated[int, Field(ge=1, le=36)] = 12) -> Trend:
    """One point per month end and the day itself, each as it was known then."""
    filters = asked.filters()
    points = [
        TrendPoint(day=point.day, estimands={name: EstimateOut.of(one) for name, one in point.estimates.items()})
        for point in queries.trend(filters, months=months)
    ]
    return Trend(**carried(filters), points=points)


@router.get("/silent", response=SilentPage, summary="Silent needs")
def list_silent_needs(request: HttpRequest, response: HttpResponse, asked: Filtered, page: Paged) -> SilentPage:
    """Towns where an indicator points to a need that nobody voiced, by indicator and then the worst first."""
    filters = asked.filters()
    found = queries.silent_needs(filters)
    shown, cursor = slice_of(found, page)
    places = _places(need.place_id for need in shown)
    items = [
        SilentOut(
            place=places[need.place_id],
            population=need.population,
            theme=need.theme,
            indicator=need.indicator,
            value=need.value,
            threshold=need.threshold,
            period_end=need.period_end,
        )
        for need in shown
    ]
    return SilentPage(**carried(filters), items=items, next=link_next(request, response, cursor), total=len(found))


@router.get("/unanswered", response=UnansweredPage, summary="Needs without an answer")
def list_unanswered_needs(
    request: HttpRequest, response: HttpResponse, asked: Annotated[UnansweredFilters, Query()], page: Paged
) -> UnansweredPage:
    """Needs below `level` as of the day, by people affected or by age."""
    filters, start = asked.filters(), position(page.cursor)
    found = queries.need_page(filters, below=filters.level, order=asked.order, offset=start, limit=page.limit)
    end = start + page.limit
    return UnansweredPage(
        **carried(filters),
        items=_needs(found.rows),
        next=link_next(request, response, encode_cursor((end,)) if end < found.total else None),
        total=found.total,
    )


def _needs(rows: list[NeedRow]) -> list[UnansweredOut]:
    titles = dict(Need.objects.filter(pk__in=[row.need_id for row in rows]).values_list("pk", "title"))
    places = _places(row.place_id for row in rows)
    return [
        UnansweredOut(
            id=row.need_id,
            title=titles.get(row.need_id, ""),
            place=places[row.place_id],
            level=row.level,
            people_affected=row.people,
            severity=Severity(row.severity),
            age_days=row.age_days,
        )
        for row in rows
    ]


def _places(ids: Iterable[int]) -> dict[int, PlaceRef]:
    return {place.pk: PlaceRef.of(place) for place in Place.objects.filter(pk__in=set(ids))}


def _heat_cell(found: Overview, cell: HeatCell) -> HeatOut:
    return HeatOut(
        theme=found.themes[cell.theme] if cell.theme >= 0 else None,
        region=found.regions[cell.area].code if cell.area >= 0 else None,
        needs=cell.needs,
        figures=EstimateOut.of(cell.estimate),
    )
