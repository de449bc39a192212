"""Everything out, line by line: what the caller may see, in the order of identifiers or the newest first."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router, Schema

from naves.api.access import reader_of
from naves.api.bulk.lines import MEDIA_TYPE, stream
from naves.api.evidence.schemas import EvidenceOut
from naves.api.needs.schemas import NeedOut
from naves.api.places.schemas import PlaceOut
from naves.api.responses.schemas import ResponseOut
from naves.api.strategies.schemas import MeasureIndicator, MeasureOut, StrategyListed, measure_fields
from naves.domains.needs import queries as needs
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Evidence
from naves.domains.needs.permissions import READ as NEEDS_READ
from naves.domains.needs.queries.visibility import governed_places
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.strategies import queries as strategies
from naves.domains.strategies.models import Indicator, Measure
from naves.domains.strategies.permissions import READ as STRATEGIES_READ
from naves.domains.strategies.queries.items import items_of, with_related
from naves.domains.wellbeing.models import IndicatorValue
from naves.kernel.clock import today

router = Router()
M = TypeVar("M", bound=Model)
CHUNK = 500


class MeasureExported(MeasureOut):
    """A measure with its strategy, version and indicators."""

    strategy: uuid.UUID
    strategy_identifier: str
    version: int
    version_status: str
    indicators: list[MeasureIndicator]


class ValueExported(Schema):
    """A value of an indicator in a place; a correction stands beside what it corrects."""

    indicator: str
    place: str
    period_end: date
    value: float
    source: str
    recorded_at: datetime


def _lines_of(schema: type[Schema]) -> dict[str, Any]:
    """Return what the contract says of the answer."""
    content = {MEDIA_TYPE: {"schema": {"type": "string", "description": f"One {schema.__name__} per line."}}}
    return {"responses": {200: {"description": "Newline-delimited JSON.", "content": content}}}


@router.get("/exports/places", response={200: None}, summary="All places", openapi_extra=_lines_of(PlaceOut))
def export_places(request: HttpRequest) -> StreamingHttpResponse:
    """Of every level, the state first."""
    rows = Place.objects.select_related("region", "district", "orp")
    return stream((PlaceOut.of(place) for chunk in _in_chunks(rows) for place in chunk), "places")


@router.get("/exports/needs", response={200: None}, summary="All needs", openapi_extra=_lines_of(NeedOut))
def export_needs(request: HttpRequest) -> StreamingHttpResponse:
    """Of every status that the caller may see, the newest first."""
    by = needs.NeedFilter(statuses=NeedStatus.values)
    found = needs.needs_for_export(reader_of(request, NEEDS_READ), by)
    return stream((NeedOut.of(item) for item in found), "needs")


@router.get("/exports/evidence", response={200: None}, summary="All evidence", openapi_extra=_lines_of(EvidenceOut))
def export_evidence(request: HttpRequest) -> StreamingHttpResponse:
    """Of needs that the caller may see, and of inboxes of theirs."""
    rows = _evidence(reader_of(request, NEEDS_READ)).select_related("place")
    return stream((EvidenceOut.of(one) for chunk in _in_chunks(rows) for one in chunk), "evidence")


@router.get(
    "/exports/strategies", response={200: None}, summary="All strategies", openapi_extra=_lines_of(StrategyListed)
)
def export_strategies(request: HttpRequest) -> StreamingHttpResponse:
    """With the version in force, or else the latest."""
    found = strategies.strategies_for_export(reader_of(request, STRATEGIES_READ), today())
    return stream((StrategyListed.of(item) for item in found), "strategies")


@router.get("/exports/measures", response={200: None}, summary="All measures", openapi_extra=_lines_of(MeasureExported))
def export_measures(request: HttpRequest) -> StreamingHttpResponse:
    """Of every version that the caller may see, with their indicators."""
    versions = strategies.visible_versions(reader_of(request, STRATEGIES_READ))
    rows = (
        Measure.objects.filter(version__in=versions)
        .select_related("goal", "version__strategy")
        .prefetch_related("themes", Prefetch("indicators", Indicator.objects.order_by("name")))
    )
    return stream((_measure(one) for chunk in _in_chunks(rows) for one in chunk), "measures")


@router.get("/exports/responses", response={200: None}, summary="All responses", openapi_extra=_lines_of(ResponseOut))
def export_responses(request: HttpRequest) -> StreamingHttpResponse:
    """Withdrawn ones as well, with every level that was claimed."""
    reader, day = reader_of(request, STRATEGIES_READ), today()
    rows = with_related(strategies.visible_responses(reader))
    return stream(
        (ResponseOut.of(item) for chunk in _in_chunks(rows) for item in items_of(reader, day, chunk)), "responses"
    )


@router.get("/exports/values", response={200: None}, summary="All values", openapi_extra=_lines_of(ValueExported))
def export_values(request: HttpRequest) -> StreamingHttpResponse:
    """Of every wellbeing indicator, corrections included."""
    rows = IndicatorValue.objects.select_related("place")
    return stream((_value(one) for chunk in _in_chunks(rows) for one in chunk), "values")


def _in_chunks(rows: QuerySet[M, M]) -> Iterator[list[M]]:
    """Each chunk is a query of its own, so that no long read keeps the database from tidying up."""
    ordered, last = rows.order_by("pk"), None
    while chunk := list((ordered if last is None else ordered.filter(pk__gt=last))[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _evidence(reader: Actor) -> QuerySet[Evidence]:
    rows = Evidence.objects.all()
    if reader.is_analyst:
        return rows
    seen = Q(need__in=needs.visible_needs(reader))
    if governed := governed_places(reader):
        for column in ("place", "place__district", "place__region"):
            seen |= Q(need=None, **{f"{column}__in": governed})
    return rows.filter(seen)


def _measure(measure: Measure) -> MeasureExported:
    version = measure.version
    return MeasureExported(
        **measure_fields(measure, measure.goal.code, [theme.code for theme in measure.themes.all()]),
        strategy=version.strategy_id,
        strategy_identifier=version.strategy.identifier,
        version=version.number,
        version_status=version.status,
        indicators=[MeasureIndicator.of(one) for one in measure.indicators.all()],
    )


def _value(value: IndicatorValue) -> ValueExported:
    own = ("period_end", "value", "source", "recorded_at")
    return ValueExported(
        indicator=value.indicator_id, place=value.place.code, **{name: getattr(value, name) for name in own}
    )
