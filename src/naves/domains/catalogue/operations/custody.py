"""The four facts of custody and the inventory: recorded with evidence, never rewritten."""

from dataclasses import asdict
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from naves.domains.catalogue.events import CustodyChanged
from naves.domains.catalogue.models import CustodyFact, Dataset, EstateEntry
from naves.domains.catalogue.operations.records import checksum_of, locked, note, refuse_bad_file
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.custody import FactValues, fact_problems, tidy_fact
from naves.domains.catalogue.rules.estate import NAMES, EntryValues, entry_problems, tidy_entry
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.clock import prague_date
from naves.kernel.errors import Refused


@transaction.atomic
def record_fact(
    *, actor: Actor, at: datetime, dataset: Dataset, values: FactValues, file: File[bytes] | None = None
) -> CustodyFact:
    """Record one of the four facts with its evidence; the one before it ends and stays in the history."""
    dataset = locked(dataset.pk)
    require(actor, Action.RECORD_CUSTODY, dataset)
    values = tidy_fact(values)
    if problems := fact_problems(values, today=prague_date(at)):
        raise Refused(problems)
    refuse_bad_file(file)
    return write_fact(dataset, values, actor=actor, at=at, file=file)


def write_fact(
    dataset: Dataset,
    values: FactValues,
    *,
    actor: Actor,
    at: datetime,
    file: File[bytes] | None = None,
    checksum: str = "",
) -> CustodyFact:
    """Write a fact that was already allowed and checked; ``dataset`` is locked.

    ``checksum`` names a file that is kept elsewhere, such as the export of a rehearsal.
    """
    former = dataset.custody.filter(aspect=values.aspect, until=None).first()
    if former is not None:
        former.until = at
        former.save(update_fields=["until"])
    fact = CustodyFact(
        dataset=dataset,
        aspect=values.aspect,
        value=values.value,
        established_on=values.established_on,
        evidence=values.evidence,
        checksum=checksum,
        since=at,
        recorded_by_id=actor.user_id,
    )
    if file is not None:
        fact.checksum = checksum_of(file)
        fact.file.save(str(file.name), file, save=False)
    fact.save(force_insert=True)
    note(
        actor=actor,
        at=at,
        action=f"custody.{values.aspect}",
        identifier=dataset.pk,
        before={"value": former.value} if former is not None else None,
        after={
            "value": fact.value,
            "established_on": fact.established_on,
            "evidence": fact.evidence,
            "checksum": fact.checksum,
        },
    )
    events.emit(CustodyChanged(dataset.pk, values.aspect, values.value, at))
    return fact


@transaction.atomic
def describe_estate(*, actor: Actor, at: datetime, dataset: Dataset, values: EntryValues) -> EstateEntry:
    """Describe where a dataset lies and under which contract; what was known before stays in the history."""
    dataset = locked(dataset.pk)
    require(actor, Action.RECORD_CUSTODY, dataset)
    values = tidy_entry(values)
    if problems := entry_problems(values):
        raise Refused(problems)
    former = dataset.estate_entries.filter(until=None).first()
    before = {name: getattr(former, name) for name in NAMES} if former is not None else None
    after = asdict(values)
    if former is not None:
        if before == after:
            return former
        former.until = at
        former.save(update_fields=["until"])
    entry = EstateEntry.objects.create(dataset=dataset, since=at, recorded_by_id=actor.user_id, **after)
    note(actor=actor, at=at, action="estate.describe", identifier=dataset.pk, before=before, after=after)
    return entry
