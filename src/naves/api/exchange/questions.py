"""Questions between towns and the ministry."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.exchange.schemas import (
    QuestionFilters,
    QuestionIn,
    QuestionOut,
    QuestionPage,
    QuestionWhole,
    TextIn,
    WhyIn,
)
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next
from naves.api.refs import unknown_organisation
from naves.domains.exchange import operations, queries
from naves.domains.exchange.models import Question
from naves.domains.exchange.permissions import READ
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now
from naves.kernel.errors import Problem, Refused

router = Router()


@router.get("/questions", response=QuestionPage, summary="List questions")
def list_questions(
    request: HttpRequest, response: HttpResponse, filters: Annotated[QuestionFilters, Query()], page: Paged
) -> QuestionPage:
    """Questions are public, the newest first; those withdrawn only where the status asks for them."""
    by = queries.QuestionFilter(
        text=filters.text,
        status=filters.status.value if filters.status else "",
        subject_kind=filters.about.value if filters.about else "",
        asking_id=filters.asking,
        addressee_id=filters.addressee,
    )
    found = queries.question_list(reader_of(request, READ), by, cursor=page.cursor or None, limit=page.limit)
    return QuestionPage(
        items=[QuestionOut.of(item) for item in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.post("/questions", response={201: QuestionWhole}, summary="Ask a question", openapi_extra=CREATES)
@once
def ask_question(request: HttpRequest, response: HttpResponse, body: QuestionIn) -> Status[QuestionWhole]:
    """Everybody may ask the ministry; towns, regions and the ministry also ask towns and regions."""
    about = body.about
    question = operations.ask(
        actor=actor_of(request),
        at=now(),
        asking=organisation_named(body.asking, "asking") if body.asking else None,
        addressee=organisation_named(body.addressee, "addressee"),
        values=body.values(),
        subject_kind=about.kind.value if about else "",
        subject_id=about.id if about else None,
    )
    response["Location"] = f"{request.path}/{question.pk}"
    return Status(201, _shown(request, question.pk))


@router.get("/questions/{uuid:question_id}", response=QuestionWhole, summary="One question")
def get_question(request: HttpRequest, question_id: UUID) -> QuestionWhole:
    """With its answers; a withdrawn question keeps its address and shows the reason."""
    return QuestionWhole.whole(queries.question_detail(reader_of(request, READ), question_id))


@router.post("/questions/{uuid:question_id}/answers", response={201: QuestionWhole}, summary="Answer a question")
def answer_question(request: HttpRequest, question_id: UUID, body: TextIn) -> Status[QuestionWhole]:
    """In the name of the organisation asked; a second answer adds to the first."""
    operations.answer(actor=actor_of(request), at=now(), question=_question(request, question_id), text=body.text)
    return Status(201, _shown(request, question_id))


@router.post("/questions/{uuid:question_id}/solve", response=QuestionWhole, summary="Mark as solved")
def solve_question(request: HttpRequest, question_id: UUID) -> QuestionWhole:
    """By those who asked."""
    operations.solve(actor=actor_of(request), at=now(), question=_question(request, question_id))
    return _shown(request, question_id)


@router.post("/questions/{uuid:question_id}/reopen", response=QuestionWhole, summary="Open a question again")
def reopen_question(request: HttpRequest, question_id: UUID) -> QuestionWhole:
    """By those who asked, where the answers were not enough after all."""
    operations.reopen(actor=actor_of(request), at=now(), question=_question(request, question_id))
    return _shown(request, question_id)


@router.post("/questions/{uuid:question_id}/withdraw", response=QuestionWhole, summary="Withdraw a question")
def withdraw_question(request: HttpRequest, question_id: UUID, body: WhyIn) -> QuestionWhole:
    """It keeps its address and shows the reason, which must be given."""
    question = _question(request, question_id)
    operations.withdraw_question(actor=actor_of(request), at=now(), question=question, reason=body.reason)
    return _shown(request, question_id)


@router.post("/answers/{uuid:answer_id}/withdraw", response=QuestionWhole, summary="Withdraw an answer")
def withdraw_answer(request: HttpRequest, answer_id: UUID, body: WhyIn) -> QuestionWhole:
    """Where it was the only answer, the question is open again."""
    answer = queries.get_answer(reader_of(request, READ), answer_id)
    operations.withdraw_answer(actor=actor_of(request), at=now(), answer=answer, reason=body.reason)
    return _shown(request, answer.question_id)


@router.put("/questions/{uuid:question_id}/follow", response={204: None}, summary="Follow a question")
def follow_question(request: HttpRequest, question_id: UUID) -> None:
    """Hear of every answer; following twice is once."""
    operations.follow(actor=actor_of(request), at=now(), question=_question(request, question_id))


@router.delete("/questions/{uuid:question_id}/follow", response={204: None}, summary="Stop following a question")
def unfollow_question(request: HttpRequest, question_id: UUID) -> None:
    """Always allowed to the one who follows."""
    operations.unfollow(actor=actor_of(request), at=now(), question=_question(request, question_id))


def organisation_named(identifier: UUID, field: str) -> Organisation:
    """Return the organisation, or refuse the field that names it."""
    return organisations_named([identifier], field)[0]


def organisations_named(identifiers: list[UUID], field: str) -> list[Organisation]:
    """Return the organisations, or refuse the identifiers that none has."""
    found = Organisation.objects.in_bulk(identifiers)
    if problems := [_unknown(identifier, field) for identifier in identifiers if identifier not in found]:
        raise Refused(problems)
    return [found[identifier] for identifier in dict.fromkeys(identifiers)]


def _unknown(identifier: UUID, field: str) -> Problem:
    return replace(unknown_organisation(identifier), field=field)


def _question(request: HttpRequest, question_id: UUID) -> Question:
    return queries.get_question(reader_of(request, READ), question_id)


def _shown(request: HttpRequest, question_id: UUID) -> QuestionWhole:
    return QuestionWhole.whole(queries.question_detail(unlimited(actor_of(request)), question_id))
