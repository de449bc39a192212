"""Datasets, custody and recovery as JSON, read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import OrganisationRef, PlaceRef, place_ref
from naves.api.texts import Text
from naves.domains.catalogue.enums import DistributionKind, RecordStatus, Stage
from naves.domains.catalogue.models import (
    Dataset,
    Distribution,
    Reuse,
)
from naves.domains.catalogue.queries.records import DatasetDetail
from naves.domains.catalogue.rules.quality import Report
from naves.kernel.errors import Problem


class DatasetFilters(Schema):
    """What the list may be narrowed by."""

    text: Text = Field("", max_length=300, description="Words, accents and case aside.")
    owner: UUID | None = None
    theme: Text = Field("", max_length=60)
    format: Text = Field("", max_length=60)
    keyword: Text = Field("", max_length=200)
    status: RecordStatus = RecordStatus.PUBLISHED


class DatasetOut(Schema):
    """The record of a dataset."""

    id: UUID
    iri: str
    owner: OrganisationRef
    status: RecordStatus
    title_cs: str
    title_en: str
    description_cs: str
    description_en: str
    keywords_cs: list[str]
    keywords_en: list[str]
    themes: list[str]
    frequency: str
    spatial: list[str]
    place: PlaceRef | None
    temporal_from: date | None
    temporal_to: date | None
    contact_name: str
    contact_email: str
    documentation: str
    legislation: list[str]
    hvd_categories: list[str]
    conforms_to: list[str]
    publisher_iri: str
    version: str
    issued_on: date | None
    modified_on: date | None
    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    version_number: int

    @classmethod
    def fields_of(cls, dataset: Dataset) -> dict[str, Any]:
        """Return what every view of a dataset shows."""
        own = {name: getattr(dataset, name) for name in DatasetOut.model_fields if name not in {"owner", "place"}}
        return {**own, "owner": OrganisationRef.of(dataset.owner), "place": place_ref(dataset.place)}

    @classmethod
    def of(cls, dataset: Dataset) -> "DatasetOut":
        """Show ``dataset``, which came with its owner and place."""
        return cls(**cls.fields_of(dataset))


class DatasetPage(Page[DatasetOut]):
    """A page of datasets in the order of the Czech alphabet."""


class DistributionOut(Schema):
    """A file or a service of a dataset."""

    id: UUID
    iri: str
    kind: DistributionKind
    title_cs: str
    title_en: str
    access_url: str
    download_url: str
    media_type: str
    format: str
    byte_size: int | None
    checksum: str = Field(description="SHA-256, where the file is ours.")
    schema_url: str
    service: str = Field(description="IRI of the data service, empty for a file.")
    terms_work: str
    terms_work_author: str
    terms_database: str
    terms_database_author: str
    terms_special_rights: str
    terms_personal_data: str
    licence: str
    changed_at: datetime

    @classmethod
    def of(cls, part: Distribution) -> "DistributionOut":
        """Show ``part``."""
        own = {name: getattr(part, name) for name in cls.model_fields if name != "service"}
        return cls(**own, service=part.service.iri if part.service is not None else "")


class DatasetWhole(DatasetOut):
    """A dataset with its distributions and what the caller may do."""

    distributions: list[DistributionOut]
    stage: Stage | None = Field(description="How far the data have come back to their owner; null: not assessed.")
    followers: int
    actions: list[str]

    @classmethod
    def whole(cls, detail: DatasetDetail, stage: Stage | None) -> "DatasetWhole":
        """Show ``detail``."""
        return cls(
            **cls.fields_of(detail.dataset),
            distributions=[DistributionOut.of(part) for part in detail.distributions],
            stage=stage,
            followers=detail.follower_count,
            actions=sorted(detail.actions),
        )


class RecordProblem(Schema):
    """What to fix."""

    code: str
    field: str | None
    message: str
    remedy: str

    @classmethod
    def of(cls, problem: Problem) -> "RecordProblem":
        """Show ``problem`` in the caller's language."""
        return cls(
            code=problem.code,
            field=problem.field,
            message=problem.text(gettext),
            remedy=problem.remedy_text(gettext),
        )


class RecordQuality(Schema):
    """The quality report of a record."""

    score: float = Field(description="Weighted share of checks that are well, 0 to 1.")
    checks: int
    to_fix: list[RecordProblem]

    @classmethod
    def of(cls, report: Report) -> "RecordQuality":
        """Show ``report``."""
        return cls(
            score=report.score,
            checks=len(report.checks),
            to_fix=[RecordProblem.of(problem) for problem in report.to_fix],
        )


class ReuseOut(Schema):
    """Something built on a dataset."""

    id: UUID
    title: str
    url: str
    description: str
    made_by: str
    status: str
    created_at: datetime

    @classmethod
    def of(cls, reuse: Reuse) -> "ReuseOut":
        """Show ``reuse``."""
        return cls(**{name: getattr(reuse, name) for name in cls.model_fields})
