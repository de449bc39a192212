"""Reads of recovery: plans, the board of an owner, rehearsals, the exit checklist."""

import uuid
from dataclasses import dataclass
from datetime import date

from naves.domains.catalogue.enums import PlanStatus, StepStatus
from naves.domains.catalogue.models import (
    Dataset,
    EstateEntry,
    ExitAnswer,
    ExportRehearsal,
    ExportSchema,
    RecoveryPlan,
    RecoveryStep,
)
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.checklist import ExitReadiness, readiness
from naves.domains.catalogue.rules.estate import last_day_to_give_notice
from naves.domains.catalogue.rules.reference import Clause, exit_clauses
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A plan with its steps counted, for the board."""

    plan: RecoveryPlan
    steps: list[RecoveryStep]
    today: date

    @property
    def done(self) -> int:
        """Steps that are closed."""
        return sum(step.status != StepStatus.OPEN for step in self.steps)

    @property
    def next_step(self) -> RecoveryStep | None:
        """The first step that is open."""
        return next((step for step in self.steps if step.status == StepStatus.OPEN), None)

    @property
    def late(self) -> int:
        """Open steps whose deadline has passed."""
        return sum(
            step.status == StepStatus.OPEN and step.deadline is not None and step.deadline < self.today
            for step in self.steps
        )


@dataclass(frozen=True, slots=True)
class ComingEnd:
    """A contract that ends, and the last day to give notice."""

    dataset: Dataset
    entry: EstateEntry
    notice_by: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """What an owner has to do to get its data back."""

    running: list[PlanItem]
    ended: list[RecoveryPlan]
    ends: list[ComingEnd]


def board_of(actor: Actor, owner: Organisation, today: date) -> Board:
    """Return the recovery board of ``owner`` (four queries)."""
    require(actor, Action.VIEW_ESTATE, owner_id=owner.pk)
    plans = RecoveryPlan.objects.filter(dataset__owner=owner).select_related("dataset").order_by("-begun_at", "-pk")
    running = [
        PlanItem(plan, list(plan.steps.all()), today)
        for plan in plans.filter(status=PlanStatus.RUNNING).prefetch_related("steps")
    ]
    entries = (
        EstateEntry.objects.filter(dataset__owner=owner, until=None, contract_end__gte=today)
        .select_related("dataset")
        .order_by("contract_end", "pk")
    )
    return Board(
        running=sorted(running, key=_urgency),
        ended=list(plans.exclude(status=PlanStatus.RUNNING)[:20]),
        ends=[
            ComingEnd(entry.dataset, entry, last_day_to_give_notice(entry.contract_end, entry.notice_months))
            for entry in entries
        ],
    )


def _urgency(item: PlanItem) -> tuple[int, date]:
    """Plans that are late come first, then those whose next deadline is nearest."""
    step = item.next_step
    return (-item.late, step.deadline if step is not None and step.deadline is not None else date.max)


def get_plan(actor: Actor, identifier: uuid.UUID) -> RecoveryPlan:
    """Return a plan with its steps, or NotFound for those who may not see the estate."""
    plan = RecoveryPlan.objects.select_related("dataset__owner").prefetch_related("steps").filter(pk=identifier).first()
    if plan is None:
        raise NotFound("recovery_plan", identifier)
    require(actor, Action.VIEW_ESTATE, plan.dataset)
    return plan


def get_step(actor: Actor, identifier: uuid.UUID) -> RecoveryStep:
    """Return a step with its plan, or NotFound."""
    step = RecoveryStep.objects.select_related("plan__dataset__owner").filter(pk=identifier).first()
    if step is None:
        raise NotFound("recovery_step", identifier)
    require(actor, Action.VIEW_ESTATE, step.plan.dataset)
    return step


def get_rehearsal(actor: Actor, identifier: uuid.UUID) -> ExportRehearsal:
    """Return a rehearsal, or NotFound."""
    found = ExportRehearsal.objects.select_related("dataset__owner", "schema", "plan").filter(pk=identifier).first()
    if found is None:
        raise NotFound("export_rehearsal", identifier)
    require(actor, Action.VIEW_ESTATE, found.dataset)
    return found


def plans_of(actor: Actor, dataset: Dataset) -> list[RecoveryPlan]:
    """Return the plans of a dataset, the newest first."""
    require(actor, Action.VIEW_ESTATE, dataset)
    return list(dataset.plans.prefetch_related("steps"))


def rehearsals_of(actor: Actor, dataset: Dataset) -> list[ExportRehearsal]:
    """Return the rehearsals of a dataset, the newest first."""
    require(actor, Action.VIEW_ESTATE, dataset)
    return list(dataset.rehearsals.select_related("schema"))


def schema_of(dataset: Dataset) -> ExportSchema | None:
    """Return the schema that an export must satisfy now."""
    return dataset.export_schemas.filter(until=None).first()


@dataclass(frozen=True, slots=True)
class ExitChecklist:
    """The clauses with their answers, and what they come to."""

    version: str
    items: list[tuple[Clause, ExitAnswer | None]]
    readiness: ExitReadiness


def exit_checklist(actor: Actor, dataset: Dataset) -> ExitChecklist:
    """Return the exit checklist of a dataset."""
    require(actor, Action.VIEW_ESTATE, dataset)
    clauses = exit_clauses()
    answers = {held.clause: held for held in dataset.exit_answers.filter(until=None)}
    return ExitChecklist(
        clauses.version,
        [(clause, answers.get(clause.code)) for clause in clauses.clauses],
        readiness({clause: held.answer for clause, held in answers.items()}, clauses),
    )
