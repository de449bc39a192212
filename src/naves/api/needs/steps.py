"""The steps of a need's life: published, answered, reopened, withdrawn, merged, split; and following it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from naves.api.access import actor_of, reader_of
from naves.api.needs.routes import shown
from naves.api.needs.schemas import MergeIn, NeedDetail, StepIn
from naves.api.versions import given_version
from naves.domains.needs import operations, queries
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import READ
from naves.kernel.clock import now

router = Router()


@router.post("/{uuid:need_id}/publish", response=NeedDetail, summary="Publish")
def publish_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: StepIn) -> NeedDetail:
    """Make a draft public; an analyst may publish again what was withdrawn."""
    return _step(operations.publish, request, response, need_id, body)


@router.post("/{uuid:need_id}/answer", response=NeedDetail, summary="Mark as answered")
def answer_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: StepIn) -> NeedDetail:
    """The reason tells followers by what."""
    return _step(operations.answer, request, response, need_id, body)


@router.post("/{uuid:need_id}/reopen", response=NeedDetail, summary="Reopen")
def reopen_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: StepIn) -> NeedDetail:
    """Take the mark "answered" back."""
    return _step(operations.reopen, request, response, need_id, body)


@router.post("/{uuid:need_id}/withdraw", response=NeedDetail, summary="Withdraw")
def withdraw_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: StepIn) -> NeedDetail:
    """It keeps its address and shows the reason, which must be given."""
    return _step(operations.withdraw, request, response, need_id, body)


@router.post("/{uuid:need_id}/split", response=NeedDetail, summary="Undo a merger")
def split_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: StepIn) -> NeedDetail:
    """The need stands again where it stood, with all that was joined to it."""
    return _step(operations.split_need, request, response, need_id, body)


@router.post("/{uuid:need_id}/merge", response=NeedDetail, summary="Merge into another need")
def merge_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: MergeIn) -> NeedDetail:
    """Of the same place. Nothing is lost: followers and evidence stay, and it can be split again."""
    reader = reader_of(request, READ)
    target = operations.merge_needs(
        actor=actor_of(request),
        at=now(),
        needs=[queries.get_need(reader, need_id)],
        into=queries.get_need(reader, body.into),
        reason=body.reason,
    )
    return shown(request, response, target.pk)


@router.put("/{uuid:need_id}/follow", response={204: None}, summary="Follow")
def follow_need(request: HttpRequest, need_id: UUID) -> None:
    """Hear back at every step by e-mail; following twice is once."""
    operations.follow(actor=actor_of(request), at=now(), need=_need(request, need_id))


@router.delete("/{uuid:need_id}/follow", response={204: None}, summary="Stop following")
def unfollow_need(request: HttpRequest, need_id: UUID) -> None:
    """Always allowed to the one who follows."""
    operations.unfollow(actor=actor_of(request), at=now(), need=_need(request, need_id))


def _need(request: HttpRequest, need_id: UUID) -> Need:
    return queries.get_need(reader_of(request, READ), need_id)


def _step(
    operation: Callable[..., Need], request: HttpRequest, response: HttpResponse, need_id: UUID, body: StepIn
) -> NeedDetail:
    need = operation(
        actor=actor_of(request),
        at=now(),
        need=_need(request, need_id),
        version=given_version(request, body.version),
        reason=body.reason,
    )
    return shown(request, response, need.pk)
