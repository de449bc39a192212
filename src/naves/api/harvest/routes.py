"""Harvesting: sources, runs, and the question whether a great loss is true."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from naves.adapters.harvest.readers import reader_of as reader_of_kind
from naves.adapters.harvest.running import lost_reason
from naves.adapters.harvest.tasks import start_in_background
from naves.api.access import actor_of, reader_of
from naves.api.harvest.schemas import HarvestReading, HarvestRunOut, HarvestSourceIn, HarvestSourceOut, LossDecision
from naves.api.once import CREATES, once
from naves.domains.catalogue.operations.harvesting import sources
from naves.domains.catalogue.operations.harvesting.runs import decide_loss
from naves.domains.catalogue.operations.harvesting.sources import SourceValues
from naves.domains.catalogue.queries import harvesting as queries
from naves.domains.catalogue.record_permissions import READ
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now

router = Router()


@router.get("/harvest-sources", response=list[HarvestSourceOut], summary="List sources that are harvested")
def list_harvest_sources(request: HttpRequest) -> list[HarvestSourceOut]:
    """Those of the caller's organisations; analysts see all."""
    return [HarvestSourceOut.of(row.source) for row in queries.sources_of(reader_of(request, READ))]


@router.post("/harvest-sources", response={201: HarvestSourceOut}, summary="Add a source", openapi_extra=CREATES)
@once
def create_harvest_source(
    request: HttpRequest, response: HttpResponse, body: HarvestSourceIn
) -> Status[HarvestSourceOut]:
    """Its records become datasets of the organisation."""
    values = body.values()
    reader_of_kind(values.reader)
    source = sources.add_source(**_act(request), organisation=get_organisation(body.organisation), values=values)
    response["Location"] = f"{request.path}/{source.pk}"
    return Status(201, HarvestSourceOut.of(source))


@router.put("/harvest-sources/{uuid:source_id}", response=HarvestSourceOut, summary="Change how a source is read")
def edit_harvest_source(request: HttpRequest, source_id: UUID, body: HarvestReading) -> HarvestSourceOut:
    """The address and the kind of source stay."""
    source = queries.get_source(actor_of(request), source_id)
    values = SourceValues(**body.model_dump(), url=source.url, reader=source.schedule.reader)
    return HarvestSourceOut.of(sources.edit_source(**_act(request), source=source, values=values))


@router.get("/harvest-sources/{uuid:source_id}/runs", response=list[HarvestRunOut], summary="Runs of a source")
def list_harvest_runs(request: HttpRequest, source_id: UUID) -> list[HarvestRunOut]:
    """The newest fifty, the newest first."""
    source = queries.get_source(reader_of(request, READ), source_id)
    return [HarvestRunOut.of(run) for run in queries.runs_of(source)]


@router.post("/harvest-sources/{uuid:source_id}/runs", response={202: HarvestRunOut}, summary="Start a run")
def start_harvest_run(request: HttpRequest, source_id: UUID) -> Status[HarvestRunOut]:
    """In the background; where one is open already, that one is returned."""
    source = queries.get_source(actor_of(request), source_id)
    return Status(202, HarvestRunOut.of(start_in_background(**_act(request), source=source)))


@router.get("/harvest-runs/{uuid:run_id}", response=HarvestRunOut, summary="Report of a run")
def get_harvest_run(request: HttpRequest, run_id: UUID) -> HarvestRunOut:
    """With the problem of each record that was refused."""
    return HarvestRunOut.of(queries.get_run(reader_of(request, READ), run_id))


@router.post("/harvest-runs/{uuid:run_id}/decide", response=HarvestRunOut, summary="Answer whether a loss is true")
def decide_harvest_loss(request: HttpRequest, run_id: UUID, body: LossDecision) -> HarvestRunOut:
    """For runs that ask because too much vanished."""
    run = queries.get_run(actor_of(request), run_id)
    return HarvestRunOut.of(decide_loss(**_act(request), run=run, believe=body.withdraw, reason=lost_reason()))


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": now()}
