"""Responses to needs: proposed, confirmed at a level with its proof, withdrawn with a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.once import CREATES, once
from naves.api.responses.schemas import (
    ClaimIn,
    ConfirmIn,
    LapseIn,
    NeedResponsesOut,
    ProposalIn,
    ResponseOut,
    WithdrawIn,
)
from naves.domains.needs.permissions import READ as NEEDS_READ
from naves.domains.needs.queries import get_need
from naves.domains.strategies import operations, queries
from naves.domains.strategies.enums import Level
from naves.domains.strategies.models import Goal, IndicatorReading, Measure, Response
from naves.domains.strategies.permissions import READ
from naves.domains.strategies.queries.items import items_of, with_related
from naves.domains.strategies.queries.parts import get_goal
from naves.kernel.clock import now, today
from naves.kernel.errors import Problem, Refused, gettext_noop

router = Router()


@router.get("/needs/{uuid:need_id}/responses", response=NeedResponsesOut, summary="What answers a need")
def list_need_responses(request: HttpRequest, need_id: UUID) -> NeedResponsesOut:
    """Live ones by level; proposals are seen by those whom they concern."""
    need = get_need(reader_of(request, NEEDS_READ), need_id)
    found = queries.responses_of_need(reader_of(request, READ), need, today())
    groups = ("confirmed", "contradicting", "proposals", "withdrawn")
    return NeedResponsesOut(
        level=Level(found.level), **{name: [ResponseOut.of(item) for item in getattr(found, name)] for name in groups}
    )


@router.post("/needs/{uuid:need_id}/responses", response={201: ResponseOut}, summary="Propose", openapi_extra=CREATES)
@once
def propose_response(request: HttpRequest, need_id: UUID, body: ProposalIn) -> Status[ResponseOut]:
    """It counts once somebody who answers for the place confirms it."""
    made = operations.propose_response(
        actor=actor_of(request),
        at=now(),
        need=get_need(reader_of(request, NEEDS_READ), need_id),
        target=_target(request, body),
        contradicts=body.contradicts,
        suggested=body.suggested,
        note_text=body.note,
    )
    return Status(201, shown(request, made.pk))


@router.get("/responses/{uuid:response_id}", response=ResponseOut, summary="One response")
def get_response(request: HttpRequest, response_id: UUID) -> ResponseOut:
    """With every level that was claimed for it."""
    return _shown(reader_of(request, READ), response_id)


@router.post("/responses/{uuid:response_id}/confirm", response=ResponseOut, summary="Confirm")
def confirm_response(request: HttpRequest, response_id: UUID, body: ConfirmIn) -> ResponseOut:
    """At a level with its proof; for those who answer for the place of the need."""
    operations.confirm_response(
        **_act(request), response=_response(request, response_id), claim=_claim(body.claim) if body.claim else None
    )
    return shown(request, response_id)


@router.post(
    "/responses/{uuid:response_id}/claims", response={201: ResponseOut}, summary="Claim a level", openapi_extra=CREATES
)
@once
def claim_level(request: HttpRequest, response_id: UUID, body: ClaimIn) -> Status[ResponseOut]:
    """A further level stands beside those claimed before."""
    operations.claim_level(**_act(request), response=_response(request, response_id), claim=_claim(body))
    return Status(201, shown(request, response_id))


@router.post("/responses/{uuid:response_id}/withdraw", response=ResponseOut, summary="Withdraw")
def withdraw_response(request: HttpRequest, response_id: UUID, body: WithdrawIn) -> ResponseOut:
    """Or turn a proposal down; earlier days stay as they were."""
    operations.withdraw_response(**_act(request), response=_response(request, response_id), reason=body.reason)
    return shown(request, response_id)


@router.post("/responses/{uuid:response_id}/contradict", response=ResponseOut, summary="Mark as contradicting")
def contradict_response(request: HttpRequest, response_id: UUID, body: WithdrawIn) -> ResponseOut:
    """The measure works against the need. A confirmed response gives way to a new one, which is returned."""
    found = operations.mark_contradicts(**_act(request), response=_response(request, response_id), reason=body.reason)
    return shown(request, found.pk)


@router.post("/claims/{uuid:claim_id}/lapse", response=ResponseOut, summary="Let a level lapse")
def lapse_claim(request: HttpRequest, claim_id: UUID, body: LapseIn) -> ResponseOut:
    """From a day on; a day in the past counts from today."""
    claim = queries.get_claim(reader_of(request, READ), claim_id)
    operations.lapse_claim(**_act(request), claim=claim, lapses_on=body.lapses_on, reason=body.reason)
    return shown(request, claim.response_id)


@router.post("/claims/{uuid:claim_id}/withdraw", response=ResponseOut, summary="Withdraw a level")
def withdraw_claim(request: HttpRequest, claim_id: UUID, body: WithdrawIn) -> ResponseOut:
    """With a reason; the days before stay as they were."""
    claim = queries.get_claim(reader_of(request, READ), claim_id)
    operations.withdraw_claim(**_act(request), claim=claim, reason=body.reason)
    return shown(request, claim.response_id)


def shown(request: HttpRequest, response_id: UUID) -> ResponseOut:
    """Return a response that was just written, for its writer."""
    return _shown(unlimited(actor_of(request)), response_id)


def _shown(reader: Any, response_id: UUID) -> ResponseOut:
    queries.get_response(reader, response_id)
    rows = with_related(queries.visible_responses(reader)).filter(pk=response_id)
    [item] = items_of(reader, today(), list(rows))
    return ResponseOut.of(item)


def _act(request: HttpRequest) -> dict[str, Any]:
    at: datetime = now()
    return {"actor": actor_of(request), "at": at}


def _response(request: HttpRequest, response_id: UUID) -> Response:
    return queries.get_response(reader_of(request, READ), response_id)


def _target(request: HttpRequest, body: ProposalIn) -> Goal | Measure:
    reader = reader_of(request, READ)
    if body.goal is not None and body.measure is None:
        return get_goal(reader, body.goal)
    if body.measure is not None and body.goal is None:
        return queries.get_measure(reader, body.measure)
    raise Refused(
        Problem(
            code="target_missing",
            field="measure",
            message=gettext_noop("It is not said what answers the need."),
            remedy=gettext_noop("Name either a goal or a measure."),
        )
    )


def _claim(body: ClaimIn) -> operations.ClaimValues:
    given = body.dict(exclude={"reading"})
    return operations.ClaimValues(**given, reading=None if body.reading is None else _reading(body.reading))


def _reading(number: int) -> IndicatorReading:
    found = IndicatorReading.objects.select_related("indicator").filter(pk=number).first()
    if found is None:
        raise Refused(
            Problem(
                code="reading_unknown",
                field="claim.reading",
                value=number,
                message=gettext_noop("There is no reading with the number “%(value)s”."),
                params={"value": number},
                remedy=gettext_noop("Find it at the measure: GET /api/v1/measures/…"),
            )
        )
    return found
