"""Goals, measures, indicators and readings."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next, slice_by
from naves.api.refs import place_named
from naves.api.strategies.inputs import GoalIn, IndicatorIn, MeasureIn, ReadingIn, StatusIn
from naves.api.strategies.schemas import GoalOut, MeasureDetail, MeasureIndicator, ReadingOut, ReadingPage, goal_fields
from naves.domains.strategies import operations, queries
from naves.domains.strategies.models import Goal, IndicatorReading
from naves.domains.strategies.permissions import READ
from naves.domains.strategies.queries.parts import get_goal, get_indicator
from naves.kernel.clock import now, today

router = Router()


@router.post(
    "/strategies/{uuid:strategy_id}/versions/{int:number}/goals",
    response={201: GoalOut},
    summary="Add a goal",
    openapi_extra=CREATES,
)
@once
def add_goal(request: HttpRequest, strategy_id: UUID, number: int, body: GoalIn) -> Status[GoalOut]:
    """To a draft; goals may hold goals."""
    version = queries.get_version(reader_of(request, READ), strategy_id, number)
    return Status(201, _goal(operations.add_goal(**_act(request), version=version, values=body.values())))


@router.put("/goals/{uuid:goal_id}", response=GoalOut, summary="Change a goal")
def edit_goal(request: HttpRequest, goal_id: UUID, body: GoalIn) -> GoalOut:
    """Of a draft; what is not given is emptied, except for the position."""
    goal = get_goal(reader_of(request, READ), goal_id)
    return _goal(operations.edit_goal(**_act(request), goal=goal, values=body.values()))


@router.delete("/goals/{uuid:goal_id}", response={204: None}, summary="Remove a goal")
def remove_goal(request: HttpRequest, goal_id: UUID) -> None:
    """From a draft, with the goals and measures under it."""
    operations.remove_goal(**_act(request), goal=get_goal(reader_of(request, READ), goal_id))


@router.post(
    "/strategies/{uuid:strategy_id}/versions/{int:number}/measures",
    response={201: MeasureDetail},
    summary="Add a measure",
    openapi_extra=CREATES,
)
@once
def add_measure(request: HttpRequest, strategy_id: UUID, number: int, body: MeasureIn) -> Status[MeasureDetail]:
    """To a goal of a draft."""
    version = queries.get_version(reader_of(request, READ), strategy_id, number)
    made = operations.add_measure(**_act(request), version=version, values=body.values())
    return Status(201, _measure(request, made.pk))


@router.get("/measures/{uuid:measure_id}", response=MeasureDetail, summary="One measure")
def get_measure(request: HttpRequest, measure_id: UUID) -> MeasureDetail:
    """With its indicators, what was measured, and the needs that it answers."""
    return MeasureDetail.of(queries.measure_detail(reader_of(request, READ), measure_id, today()))


@router.put("/measures/{uuid:measure_id}", response=MeasureDetail, summary="Change a measure")
def edit_measure(request: HttpRequest, measure_id: UUID, body: MeasureIn) -> MeasureDetail:
    """Of a draft; its status has an address of its own."""
    measure = queries.get_measure(reader_of(request, READ), measure_id)
    operations.edit_measure(**_act(request), measure=measure, values=body.values())
    return _measure(request, measure_id)


@router.delete("/measures/{uuid:measure_id}", response={204: None}, summary="Remove a measure")
def remove_measure(request: HttpRequest, measure_id: UUID) -> None:
    """From a draft, with its indicators."""
    operations.remove_measure(**_act(request), measure=queries.get_measure(reader_of(request, READ), measure_id))


@router.post("/measures/{uuid:measure_id}/status", response=MeasureDetail, summary="Move a measure along")
def change_measure_status(request: HttpRequest, measure_id: UUID, body: StatusIn) -> MeasureDetail:
    """Stopping it asks for a reason and ends levels 1 and 2 of what rests on it."""
    measure = queries.get_measure(reader_of(request, READ), measure_id)
    operations.change_measure_status(**_act(request), measure=measure, status=body.status, reason=body.reason)
    return _measure(request, measure_id)


@router.post(
    "/measures/{uuid:measure_id}/indicators",
    response={201: MeasureIndicator},
    summary="Add an indicator",
    openapi_extra=CREATES,
)
@once
def add_measure_indicator(request: HttpRequest, measure_id: UUID, body: IndicatorIn) -> Status[MeasureIndicator]:
    """To a measure of a draft: how it will be judged is set beforehand."""
    measure = queries.get_measure(reader_of(request, READ), measure_id)
    made = operations.add_indicator(**_act(request), measure=measure, values=body.values())
    return Status(201, MeasureIndicator.of(made))


@router.put("/measure-indicators/{uuid:indicator_id}", response=MeasureIndicator, summary="Change an indicator")
def edit_measure_indicator(request: HttpRequest, indicator_id: UUID, body: IndicatorIn) -> MeasureIndicator:
    """A moved target is set anew: what was measured before proves nothing."""
    indicator = get_indicator(reader_of(request, READ), indicator_id)
    return MeasureIndicator.of(operations.edit_indicator(**_act(request), indicator=indicator, values=body.values()))


@router.delete("/measure-indicators/{uuid:indicator_id}", response={204: None}, summary="Remove an indicator")
def remove_measure_indicator(request: HttpRequest, indicator_id: UUID) -> None:
    """From a measure of a draft."""
    operations.remove_indicator(**_act(request), indicator=get_indicator(reader_of(request, READ), indicator_id))


@router.get("/measure-indicators/{uuid:indicator_id}/readings", response=ReadingPage, summary="What was measured")
def list_readings(request: HttpRequest, response: HttpResponse, indicator_id: UUID, page: Paged) -> ReadingPage:
    """Over all versions of the strategy, the newest first."""
    indicator = get_indicator(reader_of(request, READ), indicator_id)
    rows = IndicatorReading.objects.filter(indicator__lineage=indicator.lineage).select_related("place")
    shown, cursor = slice_by(rows, ("measured_on", "id"), page, descending=True)
    return ReadingPage(
        items=[ReadingOut.of(one) for one in shown], next=link_next(request, response, cursor), total=rows.count()
    )


@router.post(
    "/measure-indicators/{uuid:indicator_id}/readings",
    response={201: ReadingOut},
    summary="Record a reading",
    openapi_extra=CREATES,
)
@once
def record_reading(request: HttpRequest, indicator_id: UUID, body: ReadingIn) -> Status[ReadingOut]:
    """A level is claimed on it separately."""
    made = operations.record_reading(
        **_act(request),
        indicator=get_indicator(reader_of(request, READ), indicator_id),
        place=place_named(body.place),
        value=body.value,
        measured_on=body.measured_on,
        source=body.source,
    )
    return Status(201, ReadingOut.of(made))


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": now()}


def _goal(goal: Goal) -> GoalOut:
    return GoalOut(**goal_fields(goal, [theme.code for theme in goal.themes.all()]))


def _measure(request: HttpRequest, measure_id: UUID) -> MeasureDetail:
    return MeasureDetail.of(queries.measure_detail(unlimited(actor_of(request)), measure_id, today()))
