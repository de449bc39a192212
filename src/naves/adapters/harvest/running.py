"""One run from beginning to end."""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext

from naves.adapters.harvest.limits import Budget, Limits, OverLimitError, chunks
from naves.adapters.harvest.readers import reader_of
from naves.adapters.harvest.web import SourceWeb, Validators
from naves.domains.catalogue.harvest_permissions import Action, may
from naves.domains.catalogue.models import HarvestItem, HarvestRun
from naves.domains.catalogue.operations.harvesting.batch import write_batch
from naves.domains.catalogue.operations.harvesting.runs import claim_run, finish_run, finish_untouched, stop_run
from naves.domains.catalogue.rules.harvesting import Entry, RunStatus, Spoiled
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import now
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

BATCH: Final = 200
NO_LIMITS: Final = Limits()
_log = logging.getLogger(__name__)
Reading = Callable[[HarvestRun, Budget], tuple[Iterable[Entry] | None, Validators]]
"""Begins to read: the entries (None: nothing has changed) and the validators of the whole answer."""


def run_harvest(run_id: uuid.UUID, *, clock: Callable[[], datetime] = now, limits: Limits = NO_LIMITS) -> HarvestRun:
    """Read the source of a run and write its records; whatever happens, the run ends with a report."""
    run = claim(run_id, at=clock())
    with SourceWeb(budget := Budget(limits), _known(run), _done(run)) as web:
        return carry_out(run, lambda run, _budget: _from_web(run, web), budget=budget, clock=clock)


def claim(run_id: uuid.UUID, *, at: datetime) -> HarvestRun:
    """Take a run, or refuse where somebody else works on it."""
    run = claim_run(run_id=run_id, at=at)
    if run is None:
        raise Conflict(
            Problem(
                code="run_taken",
                message=gettext_noop("This run is over, or is being worked on just now."),
                remedy=gettext_noop("Wait until it is done, then start a new one."),
            )
        )
    return run


def carry_out(run: HarvestRun, reading: Reading, *, budget: Budget, clock: Callable[[], datetime]) -> HarvestRun:
    """Read and write a claimed run."""
    actor = _actor(run)
    if not may(actor, Action.RUN, run.source.organisation_id):
        return stop_run(actor=actor, at=clock(), run=run, status=RunStatus.FAILED, problems=[_no_longer()])
    try:
        entries, validators = reading(run, budget)
        if entries is None:
            return finish_untouched(actor=actor, at=clock(), run=run)
        for batch in chunks(_once(entries), BATCH):
            budget.add_records(len(batch))
            _write(actor, run, batch, clock)
            budget.check_time()
        return finish_run(actor=actor, at=clock(), run=run, reason=lost_reason(), validators=validators)
    except OverLimitError as stopped:
        return stop_run(actor=actor, at=clock(), run=run, status=RunStatus.PAUSED, problems=[stopped.problem])
    except Refused as refused:
        return stop_run(actor=actor, at=clock(), run=run, status=RunStatus.FAILED, problems=refused.problems)
    except Exception:  # noqa: BLE001 - whatever happens, the run ends and people are told
        _log.exception("The harvest %s failed.", run.pk)
        return stop_run(actor=actor, at=clock(), run=run, status=RunStatus.FAILED, problems=[_failed(run)])


def _write(actor: Actor, run: HarvestRun, batch: Sequence[Entry], clock: Callable[[], datetime]) -> None:
    """Write a batch; where the database cannot hold something in it, one by one, so that only that one is refused."""
    try:
        write_batch(actor=actor, at=clock(), run=run, entries=batch)
    except (DatabaseError, ValueError, OverflowError):
        if len(batch) > 1:
            for entry in batch:
                _write(actor, run, [entry], clock)
            return
        _log.exception("A record of the harvest %s cannot be stored.", run.pk)
        refused = Spoiled(source_iri="", problems=(_not_storable(batch[0].source_iri),))
        write_batch(actor=actor, at=clock(), run=run, entries=[refused])


def lost_reason() -> str:
    """Return what the public reads at a record that its source no longer has, in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("The catalogue that this record came from no longer lists it.")


def _from_web(run: HarvestRun, web: SourceWeb) -> tuple[Iterable[Entry] | None, Validators]:
    schedule = run.source.schedule
    reader = reader_of(schedule.reader)
    start = web.get(reader.first(run.source.url), _validators(run))
    if start.is_untouched:
        return None, ("", "")
    return reader.read(start, web), (start.etag, start.last_modified)


def _validators(run: HarvestRun) -> Validators:
    """Ask for changes only where the last answer held everything: a list of documents says nothing of their content."""
    has_documents = HarvestItem.objects.filter(source=run.source).exclude(etag="", last_modified="").exists()
    schedule = run.source.schedule
    return ("", "") if has_documents else (schedule.etag, schedule.last_modified)


def _known(run: HarvestRun) -> dict[str, Validators]:
    """Return the validators of documents that are here whole."""
    whole = HarvestItem.objects.filter(source=run.source, dataset__isnull=False, missing_since=None)
    rows = whole.exclude(etag="", last_modified="").values_list("source_iri", "etag", "last_modified")
    return {iri: (etag, last_modified) for iri, etag, last_modified in rows}


def _done(run: HarvestRun) -> frozenset[str]:
    """Return what the run had written before it was stopped."""
    return frozenset(HarvestItem.objects.filter(seen_run=run).values_list("source_iri", flat=True))


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Let each identifier through once; the second is a fault of the source."""
    seen: set[str] = set()
    for entry in entries:
        if entry.source_iri and entry.source_iri in seen:
            yield Spoiled(source_iri="", problems=(_twice(entry.source_iri),))
        else:
            seen.add(entry.source_iri)
            yield entry


def _actor(run: HarvestRun) -> Actor:
    """Return who started the run; runs of the operator's command line have nobody."""
    return actor_for(run.started_by) if run.started_by is not None else SYSTEM


def _twice(source_iri: str) -> Problem:
    return Problem(
        code="twice",
        value=source_iri,
        message=gettext_noop("The source holds %(iri)s twice; the first one counts."),
        params={"iri": source_iri},
        remedy=gettext_noop("Tell the operator of the source."),
    )


def _not_storable(source_iri: str) -> Problem:
    shown = source_iri.encode("ascii", "backslashreplace").decode().replace("\x00", "?")[:200]
    return Problem(
        code="not_storable",
        value=shown,
        message=gettext_noop("The record %(iri)s holds something that cannot be stored, such as a broken character."),
        params={"iri": shown},
        remedy=gettext_noop("Tell the operator of the source."),
    )


def _no_longer() -> Problem:
    return Problem(
        code="not_allowed",
        message=gettext_noop("Who set this up may no longer write for the organisation."),
        remedy=gettext_noop("Somebody who manages the organisation's data has to save the source again."),
    )


def _failed(run: HarvestRun) -> Problem:
    return Problem(
        code="failed",
        message=gettext_noop("The run failed through no fault of the source; what had been written stays."),
        params={"number": str(run.pk)},
        remedy=gettext_noop("Start it again. If it fails again, tell the operator its number: %(number)s."),
    )
