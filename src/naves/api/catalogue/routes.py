"""Datasets: their records, files, quality and reuses."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.catalogue.inputs import DatasetEdit, DatasetIn, DistributionIn, ReuseIn, WithdrawDatasetIn
from naves.api.catalogue.schemas import (
    DatasetFilters,
    DatasetOut,
    DatasetPage,
    DatasetWhole,
    DistributionOut,
    RecordQuality,
    ReuseOut,
)
from naves.api.once import CREATES, once
from naves.api.paging import Paged, link_next
from naves.domains.catalogue.operations import datasets as operations
from naves.domains.catalogue.operations.distributions import add_distribution, remove_distribution
from naves.domains.catalogue.operations.society import propose_reuse
from naves.domains.catalogue.queries import records
from naves.domains.catalogue.queries.estate import public_standing
from naves.domains.catalogue.queries.quality import report_of
from naves.domains.catalogue.queries.society import reuses_of
from naves.domains.catalogue.record_permissions import READ
from naves.domains.organisations.access import Actor
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now, today

router = Router()


@router.get("", response=DatasetPage, summary="List datasets")
def list_datasets(
    request: HttpRequest, response: HttpResponse, filters: Annotated[DatasetFilters, Query()], page: Paged
) -> DatasetPage:
    """Drafts are seen by those who belong to the owner."""
    named = {"theme": filters.theme, "format": filters.format, "keyword": filters.keyword}
    by = records.DatasetFilter(
        text=filters.text,
        owner_id=filters.owner,
        statuses=(filters.status,),
        facets={kind: value for kind, value in named.items() if value},
    )
    found = records.dataset_list(reader_of(request, READ), by, cursor=page.cursor or None, limit=page.limit)
    return DatasetPage(
        items=[DatasetOut.of(dataset) for dataset in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.post("", response={201: DatasetWhole}, summary="Enter a dataset", openapi_extra=CREATES)
@once
def create_dataset(request: HttpRequest, response: HttpResponse, body: DatasetIn) -> Status[DatasetWhole]:
    """As a draft of its owner."""
    dataset = operations.create_dataset(**_act(request), owner=get_organisation(body.owner), values=body.values())
    response["Location"] = f"{request.path}/{dataset.pk}"
    return Status(201, _written(request, dataset.pk))


@router.get("/{uuid:dataset_id}", response=DatasetWhole, summary="One dataset")
def get_dataset(request: HttpRequest, dataset_id: UUID) -> DatasetWhole:
    """With its distributions and the stage of its custody."""
    return _whole(reader_of(request, READ), dataset_id)


@router.put("/{uuid:dataset_id}", response=DatasetWhole, summary="Change a record")
def edit_dataset(request: HttpRequest, dataset_id: UUID, body: DatasetEdit) -> DatasetWhole:
    """The whole record as it shall be."""
    dataset = records.get_dataset(reader_of(request, READ), dataset_id)
    operations.edit_dataset(
        **_act(request),
        dataset=dataset,
        values=body.values(operations.values_of(dataset)),
        place=dataset.place,
        series=dataset.series,
        version=body.version_number,
    )
    return _written(request, dataset_id)


@router.post("/{uuid:dataset_id}/publish", response=DatasetWhole, summary="Publish a record")
def publish_dataset(request: HttpRequest, dataset_id: UUID) -> DatasetWhole:
    """Everybody will find it."""
    dataset = records.get_dataset(reader_of(request, READ), dataset_id)
    operations.publish_dataset(**_act(request), dataset=dataset)
    return _written(request, dataset_id)


@router.post("/{uuid:dataset_id}/withdraw", response=DatasetWhole, summary="Withdraw a record")
def withdraw_dataset(request: HttpRequest, dataset_id: UUID, body: WithdrawDatasetIn) -> DatasetWhole:
    """It keeps its address and shows the reason."""
    dataset = records.get_dataset(reader_of(request, READ), dataset_id)
    operations.withdraw_dataset(**_act(request), dataset=dataset, reason=body.reason)
    return _written(request, dataset_id)


@router.post(
    "/{uuid:dataset_id}/distributions",
    response={201: DistributionOut},
    summary="Add a file that lies elsewhere",
    openapi_extra=CREATES,
)
@once
def create_distribution(request: HttpRequest, dataset_id: UUID, body: DistributionIn) -> Status[DistributionOut]:
    """With its terms of use on four axes."""
    dataset = records.get_dataset(reader_of(request, READ), dataset_id)
    return Status(201, DistributionOut.of(add_distribution(**_act(request), dataset=dataset, values=body.values())))


@router.delete("/distributions/{uuid:distribution_id}", response={204: None}, summary="Remove a distribution")
def delete_distribution(request: HttpRequest, distribution_id: UUID) -> Status[None]:
    """The record stays."""
    part = records.get_distribution(reader_of(request, READ), distribution_id)
    remove_distribution(**_act(request), distribution=part)
    return Status(204, None)


@router.get("/{uuid:dataset_id}/quality", response=RecordQuality, summary="Quality of a record")
def get_quality(request: HttpRequest, dataset_id: UUID) -> RecordQuality:
    """What to fix, the most useful first."""
    detail = records.dataset_detail(reader_of(request, READ), dataset_id)
    return RecordQuality.of(report_of(detail.dataset, detail.distributions, today()))


@router.get("/{uuid:dataset_id}/reuses", response=list[ReuseOut], summary="What was built on a dataset")
def list_reuses(request: HttpRequest, dataset_id: UUID) -> list[ReuseOut]:
    """Those that the owner shows, and the caller's own."""
    reader = reader_of(request, READ)
    return [ReuseOut.of(one) for one in reuses_of(reader, records.get_dataset(reader, dataset_id))]


@router.post(
    "/{uuid:dataset_id}/reuses", response={201: ReuseOut}, summary="Tell what was built", openapi_extra=CREATES
)
@once
def create_reuse(request: HttpRequest, dataset_id: UUID, body: ReuseIn) -> Status[ReuseOut]:
    """It waits until the owner has looked at it."""
    dataset = records.get_dataset(reader_of(request, READ), dataset_id)
    return Status(201, ReuseOut.of(propose_reuse(**_act(request), dataset=dataset, values=body.values())))


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": now()}


def _whole(reader: Actor, dataset_id: UUID) -> DatasetWhole:
    detail = records.dataset_detail(reader, dataset_id)
    return DatasetWhole.whole(detail, public_standing(detail.dataset, today())[0].stage)


def _written(request: HttpRequest, dataset_id: UUID) -> DatasetWhole:
    return _whole(unlimited(actor_of(request)), dataset_id)
