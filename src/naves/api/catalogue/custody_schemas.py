"""Custody, recovery and rights to data as JSON, read."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from naves.api.catalogue.schemas import RecordProblem
from naves.api.refs import OrganisationRef
from naves.domains.catalogue.enums import Aspect, PlanStatus, Stage, StepStatus
from naves.domains.catalogue.models import (
    CustodyFact,
    EstateEntry,
    ExportRehearsal,
    Grant,
    RecoveryPlan,
    RecoveryStep,
)
from naves.domains.catalogue.operations.rehearsals import problem_of
from naves.domains.catalogue.queries.custody import Nation
from naves.domains.catalogue.queries.estate import DataHolder, EstateRow


class CustodyFactOut(Schema):
    """A fact of custody while it held."""

    aspect: Aspect
    value: str
    established_on: date
    evidence: str
    checksum: str
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, fact: CustodyFact) -> "CustodyFactOut":
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
    facts: list[CustodyFactOut]
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
            facts=[CustodyFactOut.of(row.facts[aspect]) for aspect in Aspect if aspect in row.facts],
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


class RecoveryStepOut(Schema):
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
    def of(cls, step: RecoveryStep) -> "RecoveryStepOut":
        """Show ``step``."""
        return cls(**{name: getattr(step, name) for name in cls.model_fields})


class RecoveryPlanOut(Schema):
    """A recovery plan with its steps."""

    id: UUID
    dataset: UUID
    template: str
    aim: str
    status: PlanStatus
    begun_at: datetime
    ended_at: datetime | None
    ended_reason: str
    steps: list[RecoveryStepOut]

    @classmethod
    def of(cls, plan: RecoveryPlan) -> "RecoveryPlanOut":
        """Show ``plan``."""
        own = {name: getattr(plan, name) for name in cls.model_fields if name not in {"dataset", "steps"}}
        return cls(**own, dataset=plan.dataset_id, steps=[RecoveryStepOut.of(step) for step in plan.steps.all()])


class RowProblem(RecordProblem):
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
                RowProblem(**RecordProblem.of(problem).model_dump(), row=problem.row, column=problem.column)
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
    contracts_known: int = Field(description="Whose end of the contract is known; or that it has none.")
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
