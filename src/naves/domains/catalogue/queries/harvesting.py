"""Reads about harvesting: sources, runs, what is due."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.harvest_permissions import KIND, Action, may
from naves.domains.catalogue.models import HarvestItem, HarvestRun, HarvestSource
from naves.domains.catalogue.rules.harvesting import STALE, RunStatus
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import NotFound

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its last run and how many of its records the public sees."""

    source: HarvestSource
    last: HarvestRun | None
    shown: int
    asking: HarvestRun | None


def sources_of(actor: Actor) -> list[SourceRow]:
    """Return the sources that ``actor`` may see, by organisation and name (three queries)."""
    found = visible_sources(actor).order_by("organisation__name_sort", "title", "pk")
    shown = Count("items", filter=Q(items__dataset__status=RecordStatus.PUBLISHED))
    sources = list(found.annotate(shown=shown)[:MOST_SHOWN])
    runs = HarvestRun.objects.filter(source__in=sources).order_by("created_at", "pk")
    latest = {run.source_id: run for run in runs}
    asking = {run.source_id: run for run in runs if run.status == RunStatus.ASKING}
    return [SourceRow(source, latest.get(source.pk), source.shown, asking.get(source.pk)) for source in sources]


def visible_sources(actor: Actor) -> QuerySet[HarvestSource]:
    """Return the sources of the organisations that ``actor`` belongs to; of all, for analysts."""
    sources = HarvestSource.objects.select_related("organisation", "schedule").filter(schedule__isnull=False)
    if actor.is_analyst:
        return sources
    mine = [grant.organisation_id for grant in actor.grants]
    return sources.filter(organisation_id__in=[one for one in mine if may(actor, Action.SEE, one)])


def get_source(actor: Actor, source_id: uuid.UUID) -> HarvestSource:
    """Return one of them, or NotFound."""
    source = visible_sources(actor).filter(pk=source_id).first()
    if source is None or not may(actor, Action.SEE, source.organisation_id):
        raise NotFound(KIND, source_id)
    return source


def runs_of(source: HarvestSource, limit: int = 50) -> list[HarvestRun]:
    """Return the newest runs of a source."""
    return list(HarvestRun.objects.filter(source=source).select_related("started_by")[:limit])


def get_run(actor: Actor, run_id: uuid.UUID) -> HarvestRun:
    """Return a run of a source that ``actor`` may see, or NotFound."""
    related = ("source__organisation", "source__schedule", "started_by", "decided_by")
    run = HarvestRun.objects.select_related(*related).filter(pk=run_id).first()
    if run is None or not may(actor, Action.SEE, run.source.organisation_id):
        raise NotFound("harvest_run", run_id)
    return run


def missing_of(run: HarvestRun, limit: int = MOST_SHOWN) -> list[HarvestItem]:
    """Return what a run that asks did not find any more."""
    known = HarvestItem.objects.filter(source_id=run.source_id, dataset__isnull=False, missing_since=None)
    return list(known.exclude(seen_run=run).select_related("dataset").order_by("dataset__title_sort")[:limit])


def due_sources(at: datetime) -> Sequence[HarvestSource]:
    """Return the sources whose time has come, and those whose run was stopped half-way."""
    stopped = Q(runs__status=RunStatus.PAUSED) | Q(runs__status=RunStatus.RUNNING, runs__alive_at__lt=at - STALE)
    found = HarvestSource.objects.select_related("organisation", "schedule__set_by")
    return list(found.filter(Q(schedule__next_at__lte=at) | stopped).distinct().order_by("created_at"))


def harvesting_organisations(actor: Actor) -> list[Organisation]:
    """Return the organisations whose sources ``actor`` may set."""
    known = Organisation.objects.filter(closed_at=None).order_by("name_sort", "pk")
    if not actor.is_analyst:
        known = known.filter(pk__in=[grant.organisation_id for grant in actor.grants])
    return [one for one in known if may(actor, Action.MANAGE, one.pk)]
