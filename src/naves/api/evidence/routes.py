"""Evidence: at needs, and waiting in the inboxes of places."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from naves.api.access import actor_of, reader_of
from naves.api.evidence.schemas import (
    AttachIn,
    EvidenceIn,
    EvidenceOut,
    EvidencePage,
    Inbox,
    Inboxes,
    InboxIn,
)
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next, slice_by
from naves.api.refs import PlaceCode, PlaceRef, place_named
from naves.domains.needs import operations, queries
from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.permissions import READ
from naves.kernel.clock import now

router = Router()


@router.get("/needs/{uuid:need_id}/evidence", response=EvidencePage, summary="Evidence of a need")
def list_evidence(request: HttpRequest, response: HttpResponse, need_id: UUID, page: Paged) -> EvidencePage:
    """With the evidence of what was merged into it, the newest first."""
    need = queries.get_need(reader_of(request, READ), need_id)
    merged = Need.objects.filter(merged_into=need).values_list("pk", flat=True)
    rows = Evidence.objects.filter(need__in=[need.pk, *merged]).select_related("place")
    shown, cursor = slice_by(rows, ("occurred_on", "id"), page, descending=True)
    return EvidencePage(
        items=[EvidenceOut.of(one) for one in shown], next=link_next(request, response, cursor), total=rows.count()
    )


@router.post(
    "/needs/{uuid:need_id}/evidence", response={201: EvidenceOut}, summary="Add evidence", openapi_extra=CREATES
)
@once
def add_evidence(request: HttpRequest, need_id: UUID, body: EvidenceIn) -> Status[EvidenceOut]:
    """To the need that stands for it, where it was merged."""
    need = queries.get_need(reader_of(request, READ), need_id)
    made = operations.add_evidence(actor=actor_of(request), at=now(), values=body.values(), need=need)
    return Status(201, EvidenceOut.of(made))


@router.get("/evidence/inboxes", response=Inboxes, summary="My inboxes")
def list_inboxes(request: HttpRequest) -> Inboxes:
    """Places where evidence waits for the owner of the token to sort it; empty without a token."""
    actor = reader_of(request, READ)
    found = [] if actor.is_anonymous else queries.inboxes_of(actor)
    return Inboxes(items=[Inbox(place=PlaceRef.of(one.place), count=one.count) for one in found])


@router.get(
    "/evidence/inbox", response=EvidencePage, summary="The inbox of a place", openapi_extra={"x-restricted": True}
)
def list_inbox(
    request: HttpRequest,
    response: HttpResponse,
    place: Annotated[PlaceCode, Query()],
    page: Paged,
    kind: EvidenceKind | None = None,
) -> EvidencePage:
    """Evidence that belongs to no need yet; for those who answer for the place."""
    found = queries.inbox(
        actor_of(request), place_named(place), kind=kind, cursor=page.cursor or None, limit=page.limit
    )
    where = place_named(place)
    for evidence in found.items:
        evidence.place = where
    return EvidencePage(
        items=[EvidenceOut.of(one) for one in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.post("/evidence/inbox", response={201: EvidenceOut}, summary="Put into an inbox", openapi_extra=CREATES)
@once
def add_to_inbox(request: HttpRequest, body: InboxIn) -> Status[EvidenceOut]:
    """For those who answer for the place; they sort it to needs later."""
    place = place_named(body.place)
    made = operations.add_evidence(actor=actor_of(request), at=now(), values=body.values(), place=place)
    return Status(201, EvidenceOut.of(made))


@router.get("/evidence/{uuid:evidence_id}", response=EvidenceOut, summary="One piece of evidence")
def get_evidence(request: HttpRequest, evidence_id: UUID) -> EvidenceOut:
    """Of a need that the caller may see, or of an inbox of theirs."""
    return EvidenceOut.of(queries.get_evidence(reader_of(request, READ), evidence_id))


@router.post("/evidence/{uuid:evidence_id}/attach", response=EvidenceOut, summary="Sort to a need")
def attach_evidence(request: HttpRequest, evidence_id: UUID, body: AttachIn) -> EvidenceOut:
    """A need of the same place; evidence of another need moves over."""
    reader = reader_of(request, READ)
    made = operations.attach_evidence(
        actor=actor_of(request),
        at=now(),
        evidence=queries.get_evidence(reader, evidence_id),
        need=queries.get_need(reader, body.need),
    )
    return EvidenceOut.of(made)


@router.post("/evidence/{uuid:evidence_id}/detach", response=EvidenceOut, summary="Back to the inbox")
def detach_evidence(request: HttpRequest, evidence_id: UUID) -> EvidenceOut:
    """It waits in its place's inbox again."""
    evidence = queries.get_evidence(reader_of(request, READ), evidence_id)
    return EvidenceOut.of(operations.detach_evidence(actor=actor_of(request), at=now(), evidence=evidence))
