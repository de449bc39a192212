"""Recovery plans: begun from a template or from nothing, carried out step by step, ended."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from naves.domains.catalogue.enums import PlanStatus, StepStatus
from naves.domains.catalogue.models import Dataset, RecoveryPlan, RecoveryStep
from naves.domains.catalogue.operations.records import locked, note
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules import states
from naves.domains.catalogue.rules.custody import required, too_long
from naves.domains.catalogue.rules.plans import StepValues, step_problems, steps_from, tidy_step
from naves.domains.catalogue.rules.reference import plan_templates
from naves.domains.organisations.access import Actor
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, NotFound, Problem, Refused, gettext_noop

PLAN, STEP = "recovery_plan", "recovery_step"
LONGEST_TEXT = 4000


@transaction.atomic
def begin_plan(
    *,
    actor: Actor,
    at: datetime,
    dataset: Dataset,
    template: str = "",
    aim: str = "",
    steps: Sequence[StepValues] = (),
) -> RecoveryPlan:
    """Begin a plan; with ``template`` its steps come with days counted from today. One plan runs at a time."""
    dataset = locked(dataset.pk)
    require(actor, Action.RECOVER, dataset)
    known = plan_templates().get(template)
    if template and known is None:
        raise NotFound("recovery_template", template)
    if dataset.plans.filter(status=PlanStatus.RUNNING).exists():
        raise Conflict(
            Problem(
                code="plan_runs",
                field="template",
                message=gettext_noop("A recovery plan of this dataset already runs."),
                remedy=gettext_noop("Go on with it, or end it first."),
            )
        )
    if known is not None:
        steps, aim = [*steps_from(known, begun_on=prague_date(at)), *steps], aim.strip() or known.aim
    aim = " ".join(aim.split())
    wanted = [tidy_step(step) for step in steps]
    problems = [problem for step in wanted for problem in step_problems(step)]
    if not aim:
        problems.append(
            required("aim", gettext_noop("A plan needs an aim."), gettext_noop("Say what will be better when it ends."))
        )
    if len(aim) > 300:  # noqa: PLR2004 - the length of the column
        problems.append(too_long("aim", aim, 300))
    if problems:
        raise Refused(problems)
    plan = RecoveryPlan.objects.create(
        dataset=dataset, template=template, aim=aim, begun_at=at, begun_by_id=actor.user_id
    )
    RecoveryStep.objects.bulk_create(
        [RecoveryStep(plan=plan, position=place, **asdict(step)) for place, step in enumerate(wanted)]
    )
    note(
        actor=actor,
        at=at,
        action="recovery.begin",
        kind=PLAN,
        identifier=plan.pk,
        after={"dataset": dataset.pk, "template": template, "aim": aim, "steps": [step.title for step in wanted]},
    )
    return plan


@transaction.atomic
def add_step(*, actor: Actor, at: datetime, plan: RecoveryPlan, values: StepValues) -> RecoveryStep:
    """Add a step at the end of a running plan."""
    plan = _running(plan, actor)
    values = _checked(values)
    last = plan.steps.aggregate(last=Max("position"))["last"]
    step = RecoveryStep.objects.create(plan=plan, position=0 if last is None else last + 1, **asdict(values))
    note(actor=actor, at=at, action="recovery.add_step", kind=STEP, identifier=step.pk, after=asdict(values))
    return step


@transaction.atomic
def edit_step(*, actor: Actor, at: datetime, step: RecoveryStep, values: StepValues) -> RecoveryStep:
    """Change who does a step, until when, and what it says."""
    plan = _running(step.plan, actor)
    step = plan.steps.select_for_update().get(pk=step.pk)
    values = _checked(values)
    wanted = asdict(values)
    before = {name: getattr(step, name) for name in wanted}
    if before == wanted:
        return step
    for name, value in wanted.items():
        setattr(step, name, value)
    step.save(update_fields=list(wanted))
    note(actor=actor, at=at, action="recovery.edit_step", kind=STEP, identifier=step.pk, before=before, after=wanted)
    return step


@transaction.atomic
def close_step(
    *, actor: Actor, at: datetime, step: RecoveryStep, outcome: str, status: StepStatus = StepStatus.DONE
) -> RecoveryStep:
    """Mark a step as done, or as not needed; ``outcome`` says what came of it."""
    _running(step.plan, actor)
    outcome = outcome.strip()
    if not outcome:
        raise Refused(
            required(
                "outcome",
                gettext_noop("It is not said what came of the step."),
                gettext_noop("Write a sentence: what was found, agreed or handed over."),
            )
        )
    if len(outcome) > LONGEST_TEXT:
        raise Refused(too_long("outcome", outcome, LONGEST_TEXT))
    return _step(step, status, actor=actor, at=at, outcome=outcome)


@transaction.atomic
def reopen_step(*, actor: Actor, at: datetime, step: RecoveryStep) -> RecoveryStep:
    """Open a step again that was closed too early."""
    return _step(step, StepStatus.OPEN, actor=actor, at=at, outcome="")


@transaction.atomic
def end_plan(
    *, actor: Actor, at: datetime, plan: RecoveryPlan, reason: str = "", abandon: bool = False
) -> RecoveryPlan:
    """Finish a plan whose steps are all closed, or give it up with a reason."""
    plan = _running(plan, actor)
    reason = reason.strip()
    if abandon and not reason:
        raise Refused(
            required("reason", gettext_noop("The reason is missing."), gettext_noop("Say why the plan is given up."))
        )
    if not abandon and (left := plan.steps.filter(status=StepStatus.OPEN).count()):
        raise Refused(
            Problem(
                code="steps_open",
                field="status",
                value=left,
                message=gettext_noop("Steps that are still open: %(count)s."),
                params={"count": left},
                remedy=gettext_noop("Close them, or mark them as not needed."),
            )
        )
    plan.status = PlanStatus.ABANDONED if abandon else PlanStatus.FINISHED
    plan.ended_at, plan.ended_reason = at, reason
    plan.save(update_fields=["status", "ended_at", "ended_reason"])
    note(
        actor=actor,
        at=at,
        action=f"recovery.{plan.status}",
        kind=PLAN,
        identifier=plan.pk,
        before={"status": PlanStatus.RUNNING},
        after={"status": plan.status, "reason": reason},
    )
    return plan


def _running(plan: RecoveryPlan, actor: Actor) -> RecoveryPlan:
    """Return the plan, locked through its dataset; refuse those who may not, then a plan that has ended."""
    dataset = locked(plan.dataset_id)
    require(actor, Action.RECOVER, dataset)
    plan = dataset.plans.select_for_update().get(pk=plan.pk)
    if plan.status != PlanStatus.RUNNING:
        raise Conflict(
            Problem(
                code="plan_ended",
                field="status",
                value=plan.status,
                message=gettext_noop("This plan has ended."),
                remedy=gettext_noop("Begin a new one."),
            )
        )
    return plan


def _checked(values: StepValues) -> StepValues:
    values = tidy_step(values)
    if problems := step_problems(values):
        raise Refused(problems)
    return values


def _step(step: RecoveryStep, to_status: StepStatus, *, actor: Actor, at: datetime, outcome: str) -> RecoveryStep:
    plan = _running(step.plan, actor)
    step = plan.steps.select_for_update().get(pk=step.pk)
    if problem := states.step_problem(states.STEP, StepStatus(step.status), to_status):
        raise Refused(problem)
    before = {"status": step.status, "outcome": step.outcome}
    is_open = to_status == StepStatus.OPEN
    step.status, step.outcome = to_status, outcome
    step.closed_at, step.closed_by_id = (None, None) if is_open else (at, actor.user_id)
    step.save(update_fields=["status", "outcome", "closed_at", "closed_by"])
    note(
        actor=actor,
        at=at,
        action=f"recovery.step_{to_status.value}",
        kind=STEP,
        identifier=step.pk,
        before=before,
        after={"status": to_status.value, "outcome": outcome},
    )
    return step
