"""Strategies and their versions; what is in them is written in `contents`."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next, slice_by
from naves.api.refs import PlaceRef, place_or_none, places_named
from naves.api.strategies.inputs import PeriodIn, PlacesIn, ReasonIn, RenameIn, StrategyIn, VersionIn
from naves.api.strategies.schemas import (
    GoalInTree,
    StrategyDetail,
    StrategyFilters,
    StrategyListed,
    StrategyPage,
    VersionOut,
    VersionPage,
    strategy_fields,
)
from naves.domains.organisations.access import Actor
from naves.domains.organisations.queries import get_organisation
from naves.domains.strategies import operations, queries
from naves.domains.strategies.models import StrategyVersion
from naves.domains.strategies.permissions import READ
from naves.kernel.clock import now, today

router = Router()


@router.get("", response=StrategyPage, summary="List strategies")
def list_strategies(
    request: HttpRequest, response: HttpResponse, filters: Annotated[StrategyFilters, Query()], page: Paged
) -> StrategyPage:
    """Drafts are seen by the members of their owner."""
    by = queries.StrategyFilter(
        text=filters.text, owner_id=filters.owner, place=place_or_none(filters.place), standing=filters.standing
    )
    found = queries.strategy_list(reader_of(request, READ), today(), by, cursor=page.cursor or None, limit=page.limit)
    return StrategyPage(
        items=[StrategyListed.of(item) for item in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.post("", response={201: StrategyDetail}, summary="Enter a strategy", openapi_extra=CREATES)
@once
def create_strategy(request: HttpRequest, response: HttpResponse, body: StrategyIn) -> Status[StrategyDetail]:
    """Its first version is a draft; add goals and measures, then approve it."""
    draft = operations.create_strategy(
        **_act(request),
        owner=get_organisation(body.owner),
        strategy=body.about(),
        version=body.values(),
        places=places_named(body.places),
    )
    response["Location"] = f"{request.path}/{draft.strategy_id}"
    return Status(201, shown(request, draft))


@router.get("/{uuid:strategy_id}", response=StrategyDetail, summary="One strategy")
def get_strategy(
    request: HttpRequest, strategy_id: UUID, version: Annotated[int | None, Field(ge=1, le=100_000)] = None
) -> StrategyDetail:
    """The version in force by default, with its goals, measures and indicators."""
    return _detail(reader_of(request, READ), strategy_id, version)


@router.patch("/{uuid:strategy_id}", response=StrategyDetail, summary="Rename a strategy")
def rename_strategy(request: HttpRequest, strategy_id: UUID, body: RenameIn) -> StrategyDetail:
    """The title and the address are those of all versions."""
    version = _version(request, strategy_id, None)
    operations.rename_strategy(**_act(request), version=version, title=body.title, url=body.url)
    return shown(request, version)


@router.get("/{uuid:strategy_id}/versions", response=VersionPage, summary="Versions of a strategy")
def list_versions(request: HttpRequest, response: HttpResponse, strategy_id: UUID, page: Paged) -> VersionPage:
    """The newest first."""
    reader = reader_of(request, READ)
    queries.get_version(reader, strategy_id)
    rows = queries.visible_versions(reader).filter(strategy=strategy_id)
    shown_, cursor = slice_by(rows, ("number",), page, descending=True)
    return VersionPage(
        items=[VersionOut.of(version) for version in shown_],
        next=link_next(request, response, cursor),
        total=rows.count(),
    )


@router.post(
    "/{uuid:strategy_id}/versions", response={201: StrategyDetail}, summary="Begin a version", openapi_extra=CREATES
)
@once
def create_version(request: HttpRequest, strategy_id: UUID, body: PeriodIn) -> Status[StrategyDetail]:
    """A draft with the contents of the latest version."""
    draft = operations.new_version(
        **_act(request),
        strategy=_version(request, strategy_id, None).strategy,
        in_force_from=body.in_force_from,
        in_force_to=body.in_force_to,
    )
    return Status(201, shown(request, draft))


@router.put("/{uuid:strategy_id}/versions/{int:number}", response=StrategyDetail, summary="Change a draft")
def edit_version(request: HttpRequest, strategy_id: UUID, number: int, body: VersionIn) -> StrategyDetail:
    """Its period and its summary."""
    version = _version(request, strategy_id, number)
    return shown(request, operations.edit_version(**_act(request), version=version, values=body.values()))


@router.put("/{uuid:strategy_id}/versions/{int:number}/places", response=StrategyDetail, summary="Set the places")
def set_version_places(request: HttpRequest, strategy_id: UUID, number: int, body: PlacesIn) -> StrategyDetail:
    """Which places a draft covers; a unit of the territory covers what lies in it."""
    version = _version(request, strategy_id, number)
    places = places_named(body.places)
    return shown(request, operations.set_covered_places(**_act(request), version=version, places=places))


@router.post("/{uuid:strategy_id}/versions/{int:number}/approve", response=StrategyDetail, summary="Approve")
def approve_version(request: HttpRequest, strategy_id: UUID, number: int) -> StrategyDetail:
    """The version before it ends, and its responses are carried over on the same day."""
    version = _version(request, strategy_id, number)
    return shown(request, operations.approve_version(**_act(request), version=version))


@router.post("/{uuid:strategy_id}/versions/{int:number}/withdraw", response=StrategyDetail, summary="Withdraw")
def withdraw_version(request: HttpRequest, strategy_id: UUID, number: int, body: ReasonIn) -> StrategyDetail:
    """Take a version out of force, or a draft off the table, with a reason."""
    version = _version(request, strategy_id, number)
    return shown(request, operations.withdraw_version(**_act(request), version=version, reason=body.reason))


def shown(request: HttpRequest, version: StrategyVersion) -> StrategyDetail:
    """Return a version that was just written, for its writer."""
    return _detail(unlimited(actor_of(request)), version.strategy_id, version.number)


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": now()}


def _version(request: HttpRequest, strategy_id: UUID, number: int | None) -> StrategyVersion:
    return queries.get_version(reader_of(request, READ), strategy_id, number)


def _detail(reader: Actor, strategy_id: UUID, number: int | None) -> StrategyDetail:
    found = queries.strategy_detail(reader, strategy_id, today(), number=number)
    return StrategyDetail(
        **strategy_fields(found.version, found.strategy, is_in_force=found.is_in_force),
        places=[PlaceRef.of(place) for place in found.places],
        goals=[GoalInTree.of(node) for node in found.goals],
        needs_in_places=found.answering.needs_in_places,
        needs_answered=found.answering.needs_answered,
        measures_answering_nothing=found.answering.measures_answering_nothing,
        actions=sorted(found.actions),
    )
