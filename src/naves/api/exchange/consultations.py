"""Consultations on drafts of strategies, their comments and outcomes; and the caller's notices."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.exchange.questions import organisation_named, organisations_named
from naves.api.exchange.schemas import (
    CommentIn,
    CommentOut,
    CommentPage,
    ConsultationEdit,
    ConsultationFilters,
    ConsultationIn,
    ConsultationOut,
    ConsultationPage,
    ConsultationWhole,
    NoticeOut,
    NoticePage,
    OutcomeIn,
    ReadOut,
    VerdictIn,
    WhyIn,
)
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next, slice_by
from naves.domains.exchange import operations, queries
from naves.domains.exchange.models import ConsultationRound
from naves.domains.exchange.permissions import READ
from naves.domains.strategies.queries import get_version
from naves.kernel.clock import now, today
from naves.kernel.errors import NotAllowed

router = Router()


@router.get("/consultations", response=ConsultationPage, summary="List consultations")
def list_consultations(
    request: HttpRequest, response: HttpResponse, filters: Annotated[ConsultationFilters, Query()], page: Paged
) -> ConsultationPage:
    """Those with a published outcome, those of the caller's own drafts, and those the caller is invited to."""
    reader = reader_of(request, READ)
    found = queries.round_list(reader, today(), phase=filters.phase, cursor=page.cursor or None, limit=page.limit)
    return ConsultationPage(
        items=[ConsultationOut.of(item) for item in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.post("/consultations", response={201: ConsultationWhole}, summary="Open a consultation", openapi_extra=CREATES)
@once
def open_consultation(request: HttpRequest, response: HttpResponse, body: ConsultationIn) -> Status[ConsultationWhole]:
    """By the owner of the draft or the ministry; from the first day on those invited can read the draft."""
    made = operations.open_round(
        actor=actor_of(request),
        at=now(),
        version=get_version(unlimited(actor_of(request)), body.strategy, body.version),
        values=body.values(),
        invited=organisations_named(body.invited, "invited"),
    )
    response["Location"] = f"{request.path}/{made.pk}"
    return Status(201, _shown(request, made.pk))


@router.get("/consultations/{uuid:consultation_id}", response=ConsultationWhole, summary="One consultation")
def get_consultation(request: HttpRequest, consultation_id: UUID) -> ConsultationWhole:
    """With its guests, its outcome and what became of its comments."""
    return ConsultationWhole.whole(queries.round_detail(reader_of(request, READ), consultation_id, today()))


@router.put("/consultations/{uuid:consultation_id}", response=ConsultationWhole, summary="Edit a consultation")
def edit_consultation(request: HttpRequest, consultation_id: UUID, body: ConsultationEdit) -> ConsultationWhole:
    """A later last day takes comments again; the first day stays once it has come."""
    operations.edit_round(
        actor=actor_of(request),
        at=now(),
        consultation=_round(request, consultation_id),
        values=body.values(),
        invited=organisations_named(body.invited, "invited"),
    )
    return _shown(request, consultation_id)


@router.post("/consultations/{uuid:consultation_id}/close", response=ConsultationWhole, summary="Take no more comments")
def close_consultation(request: HttpRequest, consultation_id: UUID) -> ConsultationWhole:
    """Before the last day has passed."""
    operations.close_round(actor=actor_of(request), at=now(), consultation=_round(request, consultation_id))
    return _shown(request, consultation_id)


@router.post("/consultations/{uuid:consultation_id}/publish", response=ConsultationWhole, summary="Publish the outcome")
def publish_consultation(request: HttpRequest, consultation_id: UUID, body: OutcomeIn) -> ConsultationWhole:
    """Once every comment is answered; comments and answers become public with it."""
    shown = _round(request, consultation_id)
    operations.publish_outcome(actor=actor_of(request), at=now(), consultation=shown, outcome=body.outcome)
    return _shown(request, consultation_id)


@router.post(
    "/consultations/{uuid:consultation_id}/cancel", response=ConsultationWhole, summary="Cancel a consultation"
)
def cancel_consultation(request: HttpRequest, consultation_id: UUID, body: WhyIn) -> ConsultationWhole:
    """The draft is no longer lent; comments stay with those who took part."""
    shown = _round(request, consultation_id)
    operations.cancel_round(actor=actor_of(request), at=now(), consultation=shown, reason=body.reason)
    return _shown(request, consultation_id)


@router.get("/consultations/{uuid:consultation_id}/comments", response=CommentPage, summary="List comments")
def list_comments(request: HttpRequest, response: HttpResponse, consultation_id: UUID, page: Paged) -> CommentPage:
    """The oldest first; those withdrawn are left out."""
    comments = queries.comments_of(_round(request, consultation_id))
    rows, following = slice_by(comments, ["made_at", "id"], page)
    return CommentPage(
        items=[CommentOut.of(row) for row in rows],
        next=link_next(request, response, following),
        total=comments.count(),
    )


@router.post(
    "/consultations/{uuid:consultation_id}/comments",
    response={201: CommentOut},
    summary="Comment on a draft",
    openapi_extra=CREATES,
)
@once
def comment_on_draft(request: HttpRequest, consultation_id: UUID, body: CommentIn) -> Status[CommentOut]:
    """By those invited, while comments are taken; on a goal, a measure or the whole."""
    made = operations.comment(
        actor=actor_of(request),
        at=now(),
        consultation=_round(request, consultation_id),
        organisation=organisation_named(body.organisation, "organisation"),
        in_own_name=body.in_own_name,
        passage_kind=body.passage_kind,
        passage=body.passage,
        text=body.text,
    )
    return Status(201, CommentOut.of(made))


@router.put("/comments/{uuid:comment_id}/answer", response=CommentOut, summary="Answer a comment")
def answer_comment(request: HttpRequest, comment_id: UUID, body: VerdictIn) -> CommentOut:
    """By the owner of the draft or the ministry; may be said anew until the outcome is published."""
    comment = queries.get_comment(reader_of(request, READ), comment_id)
    done = operations.answer_comment(
        actor=actor_of(request), at=now(), comment=comment, verdict=body.verdict, answer=body.answer
    )
    return CommentOut.of(done)


@router.post("/comments/{uuid:comment_id}/withdraw", response={204: None}, summary="Withdraw a comment")
def withdraw_comment(request: HttpRequest, comment_id: UUID) -> None:
    """One's own, while comments are taken."""
    comment = queries.get_comment(reader_of(request, READ), comment_id)
    operations.withdraw_comment(actor=actor_of(request), at=now(), comment=comment)


@router.get("/notices", response=NoticePage, summary="List notices", openapi_extra={"x-restricted": True})
def list_notices(request: HttpRequest, response: HttpResponse, page: Paged) -> NoticePage:
    """The caller's own, the newest first."""
    reader = reader_of(request, READ)
    if reader.is_anonymous:
        raise NotAllowed("read", "notice", f"needs a token with the scope {READ}")
    found = queries.notices_of(reader, cursor=page.cursor or None, limit=page.limit)
    return NoticePage(
        items=[NoticeOut.of(item) for item in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.post("/notices/read", response=ReadOut, summary="Mark notices as read")
def mark_notices_read(request: HttpRequest) -> ReadOut:
    """All of the caller's own."""
    return ReadOut(read=operations.read_notices(actor=actor_of(request), at=now()))


def _round(request: HttpRequest, consultation_id: UUID) -> ConsultationRound:
    return queries.get_round(reader_of(request, READ), consultation_id)


def _shown(request: HttpRequest, consultation_id: UUID) -> ConsultationWhole:
    return ConsultationWhole.whole(queries.round_detail(unlimited(actor_of(request)), consultation_id, today()))
