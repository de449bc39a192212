"""Published figures: kept as they are, and anybody can compute them again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from naves.api.access import actor_of
from naves.api.monitor.schemas import MonitorFilters, SnapshotCheck, SnapshotIn, SnapshotOut, SnapshotPage
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next, slice_by
from naves.domains.monitor import operations, queries
from naves.domains.monitor.models import Snapshot
from naves.kernel.clock import now
from naves.kernel.errors import NotFound

router = Router()
OWN = ("as_of", "level", "method_version", "filters", "figures", "digest", "taken_at")


@router.get("", response=SnapshotPage, summary="List snapshots")
def list_snapshots(request: HttpRequest, response: HttpResponse, page: Paged) -> SnapshotPage:
    """The newest first."""
    shown, cursor = slice_by(queries.snapshots(), ("as_of", "taken_at", "id"), page, descending=True)
    return SnapshotPage(
        items=[SnapshotOut(**_fields(one)) for one in shown],
        next=link_next(request, response, cursor),
        total=queries.snapshots().count(),
    )


@router.post("", response={201: SnapshotOut}, summary="Publish figures", openapi_extra=CREATES)
@once
def take_snapshot(request: HttpRequest, body: SnapshotIn) -> Status[SnapshotOut]:
    """For analysts of the ministry, with the scope monitor:write."""
    filters = MonitorFilters(**body.dict()).filters()
    made = operations.take_snapshot(actor=actor_of(request), at=now(), filters=filters)
    return Status(201, SnapshotOut(**_fields(made)))


@router.get("/{uuid:snapshot_id}", response=SnapshotCheck, summary="One snapshot")
def get_snapshot(request: HttpRequest, snapshot_id: UUID, check: bool = False) -> SnapshotCheck:
    """With `check=true` its figures are computed again from today's records."""
    snapshot = queries.snapshots().filter(pk=snapshot_id).first()
    if snapshot is None:
        raise NotFound("snapshot", snapshot_id)
    return SnapshotCheck(**_fields(snapshot), is_reproduced=queries.is_reproduced(snapshot) if check else None)


def _fields(snapshot: Snapshot) -> dict[str, Any]:
    return {"id": snapshot.pk, **{name: getattr(snapshot, name) for name in OWN}}
