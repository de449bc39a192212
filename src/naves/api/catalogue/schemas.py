"""Datasets, custody and recovery as JSON, read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import OrganisationRef, PlaceRef, place_ref
from naves.api.texts import Text
from naves.domains.catalogue.enums import Aspect, DistributionKind, PlanStatus, RecordStatus, Stage, StepStatus
from naves.domains.catalogue.models import (
    CustodyFact,
    Dataset,
    Distribution,
    EstateEntry,
    ExportRehearsal,
    Grant,
    RecoveryPlan,
    RecoveryStep,
    Reuse,
)
from naves.domains.catalogue.operations.rehearsals import problem_of
from naves.domains.catalogue.queries.custody import Nation
from naves.domains.catalogue.queries.estate import DataHolder, EstateRow
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


class ToFix(Schema):
    """What to fix."""

    code: str
    field: str | None
    message: str
    remedy: str

    @classmethod
    def of(cls, problem: Problem) -> "ToFix":
        """Show ``problem`` in the caller's language."""
        return cls(
            code=problem.code,
            field=problem.field,
            message=problem.text(gettext),
            remedy=problem.remedy_text(gettext),
        )


class QualityOut(Schema):
    """The quality report of a record."""

    score: float = Field(description="Weighted share of checks that are well, 0 to 1.")
    checks: int
    to_fix: list[ToFix]

    @classmethod
    def of(cls, report: Report) -> "QualityOut":
        """Show ``report``."""
        return cls(
            score=report.score, checks=len(report.checks), to_fix=[ToFix.of(problem) for problem in report.to_fix]
        )


class FactOut(Schema):
    """A fact of custody while it held."""

    aspect: Aspect
    value: str
    established_on: date
    evidence: str
    checksum: str
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, fact: CustodyFact) -> "FactOut":
        """Show ``fact``."""
        return cls(**{name: getattr(fact, name) for name in cls.model_fields})


class InventoryOut(Schema):
    """The inventory row of a dataset."""

    system: str
    vendor: str
    contract_number: str
    contract_end: date | None
    is_open_ended: bool
    notice_months: int | None
    personal_data: str
    formats: str
    volume: str
    records: int | None
    since: datetime

    @classmethod
    def of(cls, entry: EstateEntry) -> "InventoryOut":
        """Show ``entry``."""
        return cls(**{name: getattr(entry, name) for name in cls.model_fields})


class CustodyOut(Schema):
    """How a dataset is held as of a day; a fact that is not there was not assessed."""

    dataset: UUID
    iri: str
    title_cs: str
    stage: Stage | None
    missing: list[Aspect] = Field(description="Facts that would tell the stage, or the next one.")
    facts: list[FactOut]
    inventory: InventoryOut | None
    notice_by: date | None
    plan: UUID | None = Field(description="The recovery plan that runs.")

    @classmethod
    def of(cls, row: EstateRow) -> "CustodyOut":
        """Show ``row``."""
        return cls(
            dataset=row.dataset.pk,
            iri=row.dataset.iri,
            title_cs=row.dataset.title_cs,
            stage=row.standing.stage,
            missing=list(row.standing.missing),
            facts=[FactOut.of(row.facts[aspect]) for aspect in Aspect if aspect in row.facts],
            inventory=InventoryOut.of(row.entry) if row.entry is not None else None,
            notice_by=row.notice_by,
            plan=row.plan.pk if row.plan is not None else None,
        )


class EstateOut(Schema):
    """The data estate of an organisation as of a day."""

    owner: OrganisationRef
    as_of: date
    by_stage: dict[Stage, int]
    not_assessed: int
    datasets: list[CustodyOut]


class StepOut(Schema):
    """A step of a plan."""

    id: UUID
    position: int
    title: str
    advice: str
    aspect: str
    responsible: str
    deadline: date | None
    legal_basis: str
    status: StepStatus
    closed_at: datetime | None
    outcome: str

    @classmethod
    def of(cls, step: RecoveryStep) -> "StepOut":
        """Show ``step``."""
        return cls(**{name: getattr(step, name) for name in cls.model_fields})


class PlanOut(Schema):
    """A recovery plan with its steps."""

    id: UUID
    dataset: UUID
    template: str
    aim: str
    status: PlanStatus
    begun_at: datetime
    ended_at: datetime | None
    ended_reason: str
    steps: list[StepOut]

    @classmethod
    def of(cls, plan: RecoveryPlan) -> "PlanOut":
        """Show ``plan``."""
        own = {name: getattr(plan, name) for name in cls.model_fields if name not in {"dataset", "steps"}}
        return cls(**own, dataset=plan.dataset_id, steps=[StepOut.of(step) for step in plan.steps.all()])


class RowProblem(ToFix):
    """What is wrong with an export, and where."""

    row: int | None
    column: str | None


class RehearsalOut(Schema):
    """What checking an export found."""

    id: UUID
    dataset: UUID
    file_name: str
    checksum: str
    byte_size: int
    exported_on: date
    checked_at: datetime
    rows_expected: int
    rows_found: int
    has_passed: bool
    problem_count: int
    problems: list[RowProblem]

    @classmethod
    def of(cls, rehearsal: ExportRehearsal) -> "RehearsalOut":
        """Show ``rehearsal``."""
        own = {name: getattr(rehearsal, name) for name in cls.model_fields if name not in {"dataset", "problems"}}
        problems = [problem_of(item) for item in rehearsal.problems]
        return cls(
            **own,
            dataset=rehearsal.dataset_id,
            problems=[
                RowProblem(**ToFix.of(problem).model_dump(), row=problem.row, column=problem.column)
                for problem in problems
            ],
        )


class DataHolderOut(Schema):
    """Somebody who has data of an organisation; persons are not named."""

    dataset: str = Field(description="IRI.")
    title_cs: str
    who: str
    how: str = Field(description="vendor or other: holds the data; else the kind of those who were given a right.")
    purpose: str
    since: date | None
    until: date | None

    @classmethod
    def of(cls, one: DataHolder) -> "DataHolderOut":
        """Show ``one``."""
        own = {name: getattr(one, name) for name in ("who", "how", "purpose", "since", "until")}
        return cls(dataset=one.dataset.iri, title_cs=one.dataset.title_cs, **own)


class NationOut(Schema):
    """How the country stands as of a day. What nobody assessed is counted apart and never as zero."""

    as_of: date
    total: int
    assessed: int
    not_assessed: int
    by_stage: dict[Stage, int]
    holder_known: int
    held_outside: int
    held_share: float | None = Field(description="Of those whose holder is known; null where nobody has said.")
    contracts_known: int
    ending_within_a_year: int
    owners: int

    @classmethod
    def of(cls, found: Nation) -> "NationOut":
        """Show ``found``."""
        same = {
            name: getattr(found, name)
            for name in cls.model_fields
            if name not in {"as_of", "ending_within_a_year", "by_stage"}
        }
        return cls(as_of=found.day, ending_within_a_year=found.ending_soon, by_stage=dict(found.by_stage), **same)


class DataGrantOut(Schema):
    """A right to a dataset."""

    id: UUID
    subject_kind: str
    organisation: UUID | None
    action: str
    purpose: str
    first_day: date | None
    last_day: date | None
    given_at: datetime
    revoked_at: datetime | None

    @classmethod
    def of(cls, grant: Grant) -> "DataGrantOut":
        """Show ``grant``."""
        own = {name: getattr(grant, name) for name in cls.model_fields if name != "organisation"}
        return cls(**own, organisation=grant.organisation_id)


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
