"""Harvesting in the background, and what is due."""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime

from django_tasks import task

from naves.adapters.harvest.running import run_harvest
from naves.domains.catalogue.harvest_permissions import Action, may
from naves.domains.catalogue.models import HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.runs import start_run
from naves.domains.catalogue.operations.harvesting.sources import FILE
from naves.domains.catalogue.queries.harvesting import due_sources
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.queries import actor_for
from naves.kernel.errors import Conflict

_log = logging.getLogger(__name__)


@task()
def harvest(*, run_id: str) -> None:
    """Carry out a run; one that somebody else works on is left alone."""
    try:
        run_harvest(uuid.UUID(run_id))
    except (Conflict, HarvestRun.DoesNotExist):
        _log.info("The harvest %s is over or in work.", run_id)


def start_in_background(*, actor: Actor, at: datetime, source: HarvestSource) -> HarvestRun:
    """Return the run that the worker takes next."""
    run = start_run(actor=actor, at=at, source=source)
    harvest.enqueue(run_id=str(run.pk))
    return run


def enqueue_due(at: datetime) -> int:
    """Start what is due and go on with what was stopped; return how many."""
    return sum(1 for _run in start_due(at, starting=start_in_background))


def start_due(at: datetime, *, starting: Callable[..., HarvestRun] = start_run) -> list[HarvestRun]:
    """Return the runs of all sources that are due, each on behalf of who set its schedule."""
    runs = []
    for source in due_sources(at):
        if source.url.startswith(FILE):
            continue
        setter = source.schedule.set_by
        actor = actor_for(setter) if setter is not None else SYSTEM
        if may(actor, Action.RUN, source.organisation_id):
            runs.append(starting(actor=actor, at=at, source=source))
        else:
            _log.warning("The source %s is due, but who set it up may no longer write.", source.pk)
    return runs
