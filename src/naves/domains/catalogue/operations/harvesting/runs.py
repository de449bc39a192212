"""Runs: begun, gone on with after a kill, finished; what vanished is withdrawn where the loss is believed."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.harvest_permissions import Action, require
from naves.domains.catalogue.models import Dataset, HarvestItem, HarvestRun, HarvestSchedule, HarvestSource
from naves.domains.catalogue.operations.harvesting.series import link_series
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.rules.harvesting import (
    MOST_PROBLEMS,
    OPEN,
    STALE,
    STEPS,
    Every,
    RunStatus,
    as_json,
    is_believed,
    next_time,
)
from naves.domains.catalogue.rules.states import step_problem
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.errors import NotFound, Problem, Refused

KIND = "harvest_run"


@transaction.atomic
def start_run(*, actor: Actor, at: datetime, source: HarvestSource) -> HarvestRun:
    """Return a run that waits for a worker: the one that is open already, or a new one."""
    require(actor, Action.RUN, source.organisation_id)
    HarvestSource.objects.select_for_update().get(pk=source.pk)
    known = HarvestRun.objects.filter(source=source, status__in=OPEN).first()
    if known is not None:
        return known
    run = HarvestRun.objects.create(source=source, started_by_id=actor.user_id, created_at=at)
    after = {"source": source.pk}
    note(actor=actor, at=at, action="harvest_run.start", kind=KIND, identifier=run.pk, after=after)
    return run


@transaction.atomic
def claim_run(*, run_id: uuid.UUID, at: datetime) -> HarvestRun | None:
    """Take a run to work on it, also one whose worker was killed; None where somebody else works on it."""
    run = _locked(run_id)
    is_killed = run.status == RunStatus.RUNNING and (run.alive_at is None or run.alive_at < at - STALE)
    if not is_killed and RunStatus.RUNNING not in STEPS[RunStatus(run.status)]:
        return None
    run.status, run.alive_at = RunStatus.RUNNING, at
    run.started_at = run.started_at or at
    run.save()
    return run


@transaction.atomic
def finish_run(*, actor: Actor, at: datetime, run: HarvestRun, reason: str, validators: tuple[str, str]) -> HarvestRun:
    """End a run that saw the whole source. ``reason``: what the public reads at a record that is gone."""
    run = _locked(run.pk)
    _step(run, RunStatus.DONE)
    add_problems(run, link_series(run.source, at=at))
    lost = missing_items(run)
    run.missing = lost.count()
    known = HarvestItem.objects.filter(source=run.source, dataset__isnull=False, missing_since=None).count()
    # A question that is older than this answer needs no answer any more.
    HarvestRun.objects.filter(source=run.source, status=RunStatus.ASKING).update(status=RunStatus.OVERTAKEN)
    if is_believed(known=known - run.created, missing=run.missing):
        run.withdrawn = _withdraw(run, lost, actor=actor, at=at, reason=reason)
        run.status = RunStatus.DONE
    else:
        run.status = RunStatus.ASKING
    run.alive_at = run.finished_at = at
    run.save()
    whole = run.status == RunStatus.DONE and not run.problem_count
    _reschedule(run, at=at, validators=validators if whole else ("", ""))
    counts = ("created", "changed", "unchanged", "refused", "drafts", "returned", "missing", "withdrawn")
    after = {"status": run.status} | {name: getattr(run, name) for name in counts}
    note(actor=actor, at=at, action="harvest_run.finish", kind=KIND, identifier=run.pk, after=after)
    return run


@transaction.atomic
def finish_untouched(*, actor: Actor, at: datetime, run: HarvestRun) -> HarvestRun:
    """End a run whose source says that nothing has changed since the last whole answer."""
    run = _locked(run.pk)
    _step(run, RunStatus.DONE)
    live = HarvestItem.objects.filter(source=run.source, dataset__isnull=False, missing_since=None)
    run.unchanged = live.update(seen_run=run, seen_at=at)
    run.status, run.alive_at, run.finished_at = RunStatus.DONE, at, at
    run.save()
    _reschedule(run, at=at, validators=None)
    after = {"status": run.status, "unchanged": run.unchanged}
    note(actor=actor, at=at, action="harvest_run.finish", kind=KIND, identifier=run.pk, after=after)
    return run


@transaction.atomic
def stop_run(
    *, actor: Actor, at: datetime, run: HarvestRun, status: RunStatus, problems: Sequence[Problem]
) -> HarvestRun:
    """Stop a run half-way: PAUSED at a limit, FAILED where the source cannot be read. Nothing is withdrawn."""
    run = _locked(run.pk)
    _step(run, status)
    add_problems(run, [as_json(problem, run.source.url) for problem in problems])
    run.status, run.alive_at = status, at
    if status == RunStatus.FAILED:
        run.finished_at = at
        _reschedule(run, at=at, validators=None)
    run.save()
    after = {"status": run.status, "problems": [problem.code for problem in problems]}
    note(actor=actor, at=at, action="harvest_run.stop", kind=KIND, identifier=run.pk, after=after)
    return run


@transaction.atomic
def decide_loss(*, actor: Actor, at: datetime, run: HarvestRun, believe: bool, reason: str) -> HarvestRun:
    """Answer the question of a run: withdraw what vanished, or keep it and wait for the next run."""
    run = _locked(run.pk)
    require(actor, Action.DECIDE, run.source.organisation_id)
    _step(run, RunStatus.DONE, only=RunStatus.ASKING)
    if believe:
        run.withdrawn = _withdraw(run, missing_items(run), actor=actor, at=at, reason=reason)
    run.status, run.decided_by_id, run.decided_at = RunStatus.DONE, actor.user_id, at
    run.save()
    after = {"believed": believe, "withdrawn": run.withdrawn}
    note(actor=actor, at=at, action="harvest_run.decide", kind=KIND, identifier=run.pk, after=after)
    return run


def add_problems(run: HarvestRun, problems: Sequence[dict[str, object]]) -> None:
    """Put problems into a report, as many as it keeps; the caller saves."""
    run.problems = [*run.problems, *problems][:MOST_PROBLEMS]
    run.problem_count += len(problems)


def missing_items(run: HarvestRun) -> QuerySet[HarvestItem]:
    """Return what the source had before and did not have in this run."""
    known = HarvestItem.objects.filter(source_id=run.source_id, dataset__isnull=False, missing_since=None)
    return known.exclude(seen_run=run)


def _withdraw(run: HarvestRun, lost: QuerySet[HarvestItem], *, actor: Actor, at: datetime, reason: str) -> int:
    items = list(lost)
    live = Dataset.objects.filter(pk__in=[item.dataset_id for item in items]).exclude(status=RecordStatus.WITHDRAWN)
    ids = list(live.select_for_update().values_list("pk", flat=True))
    Dataset.objects.filter(pk__in=ids).update(
        status=RecordStatus.WITHDRAWN, withdrawn_at=at, withdrawn_reason=reason, changed_at=at
    )
    HarvestItem.objects.filter(pk__in=[item.pk for item in items]).update(missing_since=at)
    if ids:
        after = {"datasets": ids, "reason": reason}
        note(actor=actor, at=at, action="harvest_run.withdraw", kind=KIND, identifier=run.pk, after=after)
        events.emit(DatasetsChanged(ids, at))
    return len(ids)


def _reschedule(run: HarvestRun, *, at: datetime, validators: tuple[str, str] | None) -> None:
    schedule = HarvestSchedule.objects.get(source_id=run.source_id)
    schedule.next_at = next_time(Every(schedule.every), at)
    if validators is not None:
        schedule.etag, schedule.last_modified = validators
    schedule.save(update_fields=["next_at", "etag", "last_modified"])


def _locked(run_id: uuid.UUID) -> HarvestRun:
    try:
        return HarvestRun.objects.select_for_update(of=("self",)).select_related("source").get(pk=run_id)
    except HarvestRun.DoesNotExist:
        raise NotFound(KIND, run_id) from None


def _step(run: HarvestRun, wanted: RunStatus, *, only: RunStatus | None = None) -> None:
    present = RunStatus(run.status)
    table = STEPS if only in {None, present} else {status: frozenset[RunStatus]() for status in RunStatus}
    if problem := step_problem(table, present, wanted):
        raise Refused(problem)
