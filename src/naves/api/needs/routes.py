"""Reading and entering needs; the steps of their lives are in `steps`."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.needs.schemas import (
    History,
    HistoryLine,
    NeedDetail,
    NeedFilters,
    NeedIn,
    NeedOut,
    NeedPage,
    NeedPatch,
    Timeline,
    TimelineOut,
)
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next
from naves.api.refs import organisation_or_none, place_named, place_or_none
from naves.api.versions import required_version, tag
from naves.domains.needs import operations, queries
from naves.domains.needs.permissions import READ
from naves.domains.organisations.access import Actor
from naves.domains.strategies.queries import levels_of, response_timeline
from naves.kernel.clock import now, today
from naves.kernel.errors import NotAllowed

router = Router()


@router.get("", response=NeedPage, summary="List needs")
def list_needs(
    request: HttpRequest, response: HttpResponse, filters: Annotated[NeedFilters, Query()], page: Paged
) -> NeedPage:
    """Open needs by default, the newest first. Drafts are seen by those who may edit them."""
    actor = reader_of(request, READ)
    found = queries.need_list(
        actor, _filter(filters, actor), sort=filters.sort, cursor=page.cursor or None, limit=page.limit
    )
    return NeedPage(
        items=[NeedOut.of(item) for item in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
        more_than_total=found.more_than_total,
    )


@router.post("", response={201: NeedDetail}, summary="Enter a need", openapi_extra=CREATES)
@once
def create_need(request: HttpRequest, response: HttpResponse, body: NeedIn) -> Status[NeedDetail]:
    """Anybody with a token may enter a draft; `publish` is for those who answer for the place."""
    need = operations.voice_need(
        actor=actor_of(request),
        at=now(),
        place=place_named(body.place),
        values=body.values(),
        organisation_id=organisation_or_none(body.organisation),
        publish=body.publish,
        source=body.source,
        source_id=body.source_id,
    )
    response["Location"] = f"{request.path}/{need.pk}"
    return Status(201, shown(request, response, need.pk))


@router.get("/{uuid:need_id}", response=NeedDetail, summary="One need")
def get_need(request: HttpRequest, response: HttpResponse, need_id: UUID) -> NeedDetail:
    """A need that was merged keeps its address and says by `merged_into` what stands for it."""
    detail = queries.need_detail(reader_of(request, READ), need_id)
    tag(response, detail.need.version)
    return _whole(detail)


@router.patch("/{uuid:need_id}", response=NeedDetail, summary="Change a need")
def edit_need(request: HttpRequest, response: HttpResponse, need_id: UUID, body: NeedPatch) -> NeedDetail:
    """What was published stays on record as it was; figures of earlier days do not change."""
    detail = queries.need_detail(reader_of(request, READ), need_id)
    need = operations.edit_need(
        actor=actor_of(request),
        at=now(),
        need=detail.need,
        version=required_version(request, body.version),
        values=body.over(detail),
        place=place_named(body.place) if body.place else None,
    )
    return shown(request, response, need.pk)


@router.get("/{uuid:need_id}/timeline", response=Timeline, summary="The thread of a need")
def get_need_timeline(request: HttpRequest, need_id: UUID) -> Timeline:
    """From voice to evidence: steps, mergers, evidence, responses and their levels."""
    actor = reader_of(request, READ)
    need = queries.get_need(actor, need_id)
    entries = [*queries.need_timeline(need), *response_timeline(actor, need, today())]
    return Timeline(
        items=[
            TimelineOut(
                at=entry.at,
                kind=entry.kind,
                reason=entry.reason,
                link_id=entry.link_id,
                link_text=entry.link_text,
                detail=dict(entry.detail),
            )
            for entry in sorted(entries, key=lambda entry: entry.at)
        ]
    )


@router.get(
    "/{uuid:need_id}/history", response=History, summary="The edit history", openapi_extra={"x-restricted": True}
)
def get_need_history(request: HttpRequest, need_id: UUID) -> History:
    """Every change with what was there before; for the author and for those who answer for the place."""
    actor = actor_of(request)
    lines = queries.history(actor, queries.get_need(reader_of(request, READ), need_id))
    return History(
        items=[
            HistoryLine(at=line.at, actor=line.actor_id, action=line.action, before=line.before, after=line.after)
            for line in lines
        ]
    )


def shown(request: HttpRequest, response: HttpResponse, need_id: UUID) -> NeedDetail:
    """Return a need that was just written, for its writer: a token that only writes sees what it wrote."""
    detail = queries.need_detail(unlimited(actor_of(request)), need_id)
    tag(response, detail.need.version)
    return _whole(detail)


def _whole(detail: queries.NeedDetail) -> NeedDetail:
    return NeedDetail.whole(detail, levels_of([detail.need.pk], today())[detail.need.pk])


def _filter(filters: NeedFilters, actor: Actor) -> queries.NeedFilter:
    if actor.user_id is None and (filters.mine or filters.followed):
        raise NotAllowed("view", "need", "nobody is signed in")
    return queries.NeedFilter(
        statuses=[status.value for status in filters.status],
        theme=filters.theme or None,
        group=filters.group or None,
        place=place_or_none(filters.place),
        size_class=filters.size_class,
        severity=filters.severity,
        voiced_by=filters.voiced_by,
        text=filters.text,
        without_evidence=filters.without_evidence,
        published_from=filters.published_from,
        published_to=filters.published_to,
        author_id=actor.user_id if filters.mine else None,
        follower_id=actor.user_id if filters.followed else None,
    )
