"""Datasets and their custody as JSON, written."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from naves.api.refs import Day
from naves.api.texts import Text
from naves.domains.catalogue.enums import (
    Aspect,
    ClauseAnswer,
    DistributionKind,
    GrantAction,
    PersonalData,
    StepStatus,
    SubjectKind,
)
from naves.domains.catalogue.rules.custody import FactValues
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.estate import EntryValues
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.catalogue.rules.plans import StepValues
from naves.domains.catalogue.rules.records import DatasetValues
from naves.domains.catalogue.rules.rehearsal import SchemaColumn
from naves.domains.catalogue.rules.society import ReuseValues

Words = Annotated[list[Annotated[Text, Field(max_length=200)]], Field(max_length=200)]
Iris = Annotated[list[Annotated[Text, Field(max_length=700)]], Field(max_length=200)]
Iri = Annotated[Text, Field(max_length=700)]


class RecordIn(Schema):
    """What the record of a dataset says; codes without their IRIs, other IRIs whole."""

    title_cs: Text = Field(max_length=500)
    title_en: Text = Field("", max_length=500)
    description_cs: Text = Field("", max_length=20_000)
    description_en: Text = Field("", max_length=20_000)
    keywords_cs: Words = []
    keywords_en: Words = []
    themes: Words = Field([], description="Codes of the EU data-theme list.", examples=[["TRAN"]])
    frequency: Text = Field("", max_length=20, description="Code of the EU frequency list.", examples=["MONTHLY"])
    spatial: Iris = []
    temporal_from: Day | None = None
    temporal_to: Day | None = None
    contact_name: Text = Field("", max_length=300)
    contact_email: Text = Field("", max_length=254)
    documentation: Iri = ""
    legislation: Iris = []
    hvd_categories: Words = Field([], examples=[["c_b79e35eb"]])
    conforms_to: Iris = []
    publisher_iri: Iri = ""
    version: Text = Field("", max_length=60)
    issued_on: Day | None = None
    modified_on: Day | None = None

    def said(self) -> dict[str, Any]:
        """Return what was said, lists as tuples."""
        said = self.model_dump(include=set(RecordIn.model_fields))
        return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}

    def values(self, kept: DatasetValues | None = None) -> DatasetValues:
        """Return what the operations take; ``kept`` has what the API does not speak of."""
        return DatasetValues(**self.said()) if kept is None else replace(kept, **self.said())


class DatasetIn(RecordIn):
    """A new dataset of an organisation."""

    owner: UUID


class DatasetEdit(RecordIn):
    """The record as it shall be; with `version_number` a stale edit is refused."""

    version_number: int | None = Field(None, ge=1, le=1_000_000)


class WithdrawDatasetIn(Schema):
    """Why."""

    reason: Text = Field(max_length=2000)


class DistributionIn(Schema):
    """A file that lies elsewhere. On each axis of the terms: the "contains none" value or a licence."""

    title_cs: Text = Field("", max_length=500)
    title_en: Text = Field("", max_length=500)
    download_url: Iri = ""
    access_url: Iri = ""
    media_type: Text = Field("", max_length=120, examples=["text/csv"])
    format: Text = Field("", max_length=60, examples=["CSV"])
    schema_url: Iri = ""
    terms_work: Iri = DistributionValues().terms_work
    terms_work_author: Text = Field("", max_length=300)
    terms_database: Iri = DistributionValues().terms_database
    terms_database_author: Text = Field("", max_length=300)
    terms_special_rights: Iri = DistributionValues().terms_special_rights
    terms_personal_data: Iri = DistributionValues().terms_personal_data
    licence: Iri = ""

    def values(self) -> DistributionValues:
        """Return what the operations take."""
        return DistributionValues(kind=DistributionKind.FILE, **self.model_dump())


class CustodyFactIn(Schema):
    """A fact of custody with what shows it."""

    aspect: Aspect
    value: Text = Field(max_length=10, description="Of holder: owner, vendor, other; of right: none, access, owned; "
                        "of recovery: never, rehearsed, continuous; of publication: none, request, open.")  # fmt: skip
    established_on: Day
    evidence: Text = Field(max_length=4000)

    def values(self) -> FactValues:
        """Return what the operations take."""
        return FactValues(
            aspect=self.aspect, value=self.value, established_on=self.established_on, evidence=self.evidence
        )


class InventoryIn(Schema):
    """Where a dataset lies and under which contract; what is not known stays empty."""

    system: Text = Field("", max_length=200)
    vendor: Text = Field("", max_length=200)
    contract_number: Text = Field("", max_length=120)
    contract_end: Day | None = None
    is_open_ended: bool = False
    notice_months: int | None = Field(None, ge=0, le=60)
    personal_data: PersonalData | None = None
    formats: Text = Field("", max_length=200)
    volume: Text = Field("", max_length=100)
    records: int | None = Field(None, ge=0, le=10**15)

    def values(self) -> EntryValues:
        """Return what the operations take."""
        return EntryValues(**{**self.model_dump(), "personal_data": self.personal_data or ""})


class RecoveryStepIn(Schema):
    """A step of a recovery plan."""

    title: Text = Field(max_length=300)
    advice: Text = Field("", max_length=4000)
    aspect: Aspect | None = None
    responsible: Text = Field("", max_length=200)
    deadline: Day | None = None
    legal_basis: Text = Field("", max_length=300)

    def values(self) -> StepValues:
        """Return what the operations take."""
        return StepValues(**{**self.model_dump(), "aspect": self.aspect or ""})


class RecoveryPlanIn(Schema):
    """A recovery plan; with a template its steps come by themselves, `steps` are added after them."""

    template: Text = Field("", max_length=30, examples=["parking"])
    aim: Text = Field("", max_length=300)
    steps: list[RecoveryStepIn] = Field([], max_length=100)


class RecoveryStepEnd(Schema):
    """How a step ends."""

    status: StepStatus = StepStatus.DONE
    outcome: Text = Field("", max_length=4000)


class RecoveryPlanEnd(Schema):
    """How a plan ends."""

    abandon: bool = False
    reason: Text = Field("", max_length=2000)


class ExportColumnIn(Schema):
    """A column that an export must hold."""

    name: Text = Field(min_length=1, max_length=200)
    kind: Literal["text", "integer", "decimal", "date", "datetime", "boolean"] = "text"
    required: bool = False

    def column(self) -> SchemaColumn:
        """Return what the operations take."""
        return SchemaColumn(name=self.name, kind=self.kind, required=self.required)


class ExportSchemaIn(Schema):
    """What an export must hold."""

    columns: list[ExportColumnIn] = Field(max_length=500)
    tolerance_percent: int = Field(0, ge=0, le=50)


class RehearsalAsked(Schema):
    """What is said of an export that is sent as the body."""

    name: Text = Field(min_length=1, max_length=150, description="Name of the file, with its extension.")
    exported_on: date
    rows_expected: int = Field(ge=1, le=10**12, description="How many records the system reports.")


class ClauseAnswerIn(Schema):
    """Whether a contract holds a clause; a null answer takes it back."""

    answer: ClauseAnswer | None = None
    note: Text = Field("", max_length=500)


class ClauseAnswersIn(Schema):
    """Answers by the codes of clauses."""

    answers: dict[str, ClauseAnswerIn]


class DataGrantIn(Schema):
    """Who may use a dataset, for what purpose, until when."""

    subject_kind: SubjectKind
    organisation: UUID | None = None
    person: UUID | None = None
    application: UUID | None = None
    action: GrantAction = GrantAction.READ
    purpose: Text = Field(min_length=3, max_length=2000)
    first_day: Day | None = None
    last_day: Day | None = None

    def values(self) -> GrantValues:
        """Return what the operations take."""
        return GrantValues(
            subject_kind=self.subject_kind,
            action=self.action,
            purpose=self.purpose,
            organisation_id=self.organisation,
            person_id=self.person,
            application_id=self.application,
            first_day=self.first_day,
            last_day=self.last_day,
        )


class ReuseIn(Schema):
    """Something built on data."""

    title: Text = Field(max_length=200)
    url: Text = Field(max_length=500)
    description: Text = Field("", max_length=4000)
    made_by: Text = Field("", max_length=200)

    def values(self) -> ReuseValues:
        """Return what the operations take."""
        return ReuseValues(**self.model_dump())
