"""Records of a run, a batch at a time: the same rules as for records entered by hand, written set by set.

A batch is one transaction with one audit line, so a killed run goes on after the last whole batch.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.events import DatasetPublished, DatasetsChanged
from naves.domains.catalogue.harvest_permissions import Action, require
from naves.domains.catalogue.models import Dataset, HarvestItem, HarvestRun
from naves.domains.catalogue.operations.harvesting.checking import Checked, checked
from naves.domains.catalogue.operations.harvesting.parts import write_parts
from naves.domains.catalogue.operations.harvesting.rows import UPDATED, fill, new_dataset, write_facets
from naves.domains.catalogue.operations.harvesting.runs import KIND, add_problems
from naves.domains.catalogue.operations.harvesting.series import write_series
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.rules.harvesting import (
    Entry,
    Harvested,
    HarvestedSeries,
    RunStatus,
    Spoiled,
    Untouched,
    as_json,
    fingerprint,
)
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.errors import Problem

ROWS = 500
LONGEST = 700


@dataclass(slots=True)
class _Batch:
    """What a batch comes to."""

    run: HarvestRun
    at: datetime
    items: dict[str, HarvestItem]
    problems: list[dict[str, Any]] = field(default_factory=list)
    created: list[tuple[Dataset, Checked]] = field(default_factory=list)
    changed: list[tuple[Dataset, Checked]] = field(default_factory=list)
    returned: list[uuid.UUID] = field(default_factory=list)

    def refuse(self, source_iri: str, problems: Sequence[Problem]) -> None:
        self.run.refused += 1
        self.problems += [as_json(problem, source_iri) for problem in problems]

    def seen(self, source_iri: str) -> HarvestItem:
        """Return the item of a record, marked as seen in this run."""
        item = self.items.get(source_iri)
        if item is None:
            item = HarvestItem(source_id=self.run.source_id, source_iri=source_iri)
            self.items[source_iri] = item
        item.seen_run, item.seen_at = self.run, self.at
        return item


@transaction.atomic
def write_batch(*, actor: Actor, at: datetime, run: HarvestRun, entries: Sequence[Entry]) -> HarvestRun:
    """Write what a source handed over. Records that this run has written already are passed over."""
    run = (
        HarvestRun.objects.select_for_update(of=("self",))
        .select_related("source__organisation", "source__schedule")
        .get(pk=run.pk)
    )
    require(actor, Action.RUN, run.source.organisation_id)
    if run.status != RunStatus.RUNNING:
        return run
    found = HarvestItem.objects.filter(source=run.source, source_iri__in=[one.source_iri[:LONGEST] for one in entries])
    batch = _Batch(run, at, {item.source_iri: item for item in found})
    batch.problems += write_series(run.source, [one for one in entries if isinstance(one, HarvestedSeries)], at=at)
    run.refused += len({one["source_iri"] for one in batch.problems})
    _sort(batch, [one for one in entries if not _is_done(batch, one)])
    _write(batch)
    _keep_items(batch)
    add_problems(run, batch.problems)
    run.alive_at = at
    run.save()
    _tell(batch, actor)
    return run


def _is_done(batch: _Batch, entry: Entry) -> bool:
    item = batch.items.get(entry.source_iri)
    return isinstance(entry, HarvestedSeries) or (item is not None and item.seen_run_id == batch.run.pk)


def _sort(batch: _Batch, entries: Sequence[Entry]) -> None:
    """Tell new, changed, unchanged and refused records from each other."""
    run, schedule = batch.run, batch.run.source.schedule
    rows = Dataset.objects.select_for_update(of=("self",)).prefetch_related("distributions")
    rows = rows.filter(source=run.source, source_iri__in=[one.source_iri for one in entries])
    datasets = {row.source_iri: row for row in rows}
    for entry in entries:
        if isinstance(entry, Spoiled):
            batch.refuse(entry.source_iri, entry.problems)
            if 0 < len(entry.source_iri) <= LONGEST:
                batch.seen(entry.source_iri)
        elif isinstance(entry, Untouched):
            batch.seen(entry.source_iri)
            run.unchanged += 1
        elif isinstance(entry, Harvested):
            known = batch.items.get(entry.source_iri)
            present = datasets.get(entry.source_iri)
            print_ = fingerprint(entry, publishes=schedule.publishes, states_terms=schedule.states_terms)
            if present is not None and known is not None and known.fingerprint == print_ and not known.missing_since:
                _remember(batch.seen(entry.source_iri), entry, print_)
                run.unchanged += 1
            else:
                _judge(batch, entry, present, print_)


def _judge(batch: _Batch, entry: Harvested, present: Dataset | None, print_: str) -> None:
    """Check a record that is new or changed and put it where it belongs."""
    source = batch.run.source
    record = checked(entry, states_terms=source.schedule.states_terms, owner=source.organisation.name)
    if record.problems:
        batch.refuse(entry.source_iri, record.problems)
        if not record.is_nameless:
            batch.seen(entry.source_iri)
        return
    if present is not None and present.status == RecordStatus.PUBLISHED and record.lacking:
        # What the public sees stays as good as it is until the source mends its record.
        batch.refuse(entry.source_iri, record.lacking)
        batch.seen(entry.source_iri)
        return
    batch.problems += [as_json(problem, entry.source_iri) for problem in record.left_out]
    item = batch.seen(entry.source_iri)
    was_missing = item.missing_since is not None
    _remember(item, entry, "" if record.left_out else print_)
    item.missing_since = None
    if present is None:
        dataset = new_dataset(batch.run.source, entry.source_iri, batch.at)
        batch.created.append((dataset, record))
        batch.run.created += 1
    else:
        dataset = present
        batch.changed.append((dataset, record))
        batch.run.changed += 1
    item.dataset = dataset
    fill(dataset, record.values, at=batch.at)
    _show(batch, dataset, record, was_missing=was_missing)


def _show(batch: _Batch, dataset: Dataset, record: Checked, *, was_missing: bool) -> None:
    """Publish what is whole; a record that somebody withdrew by hand stays withdrawn."""
    if dataset.status == RecordStatus.WITHDRAWN and not was_missing:
        return
    batch.run.returned += was_missing
    if record.lacking or not batch.run.source.schedule.publishes:
        batch.run.drafts += 1
        return
    if was_missing and dataset.status == RecordStatus.WITHDRAWN:
        batch.returned.append(dataset.pk)
    dataset.status = RecordStatus.PUBLISHED
    dataset.published_at = dataset.published_at or batch.at
    dataset.withdrawn_at, dataset.withdrawn_reason = None, ""


def _remember(item: HarvestItem, entry: Harvested, print_: str) -> None:
    item.fingerprint = print_
    # Validators of a record with a fault are forgotten, so that its document is read and reported again.
    item.etag, item.last_modified = entry.validators if print_ else ("", "")


def _write(batch: _Batch) -> None:
    Dataset.objects.bulk_create([dataset for dataset, _record in batch.created], batch_size=ROWS)
    if batch.changed:
        Dataset.objects.bulk_update([dataset for dataset, _record in batch.changed], UPDATED, batch_size=100)
    written = [*batch.created, *batch.changed]
    write_parts(batch.run.source, [(dataset, record.parts) for dataset, record in written], at=batch.at)
    write_facets([dataset for dataset, _record in written], is_new=not batch.changed)


def _keep_items(batch: _Batch) -> None:
    mine = [item for item in batch.items.values() if item.seen_run_id == batch.run.pk and item.seen_at == batch.at]
    new, known = [item for item in mine if item.pk is None], [item for item in mine if item.pk is not None]
    HarvestItem.objects.bulk_create(new, batch_size=ROWS)
    fields = ["dataset", "fingerprint", "etag", "last_modified", "seen_run", "seen_at", "missing_since"]
    HarvestItem.objects.bulk_update(known, fields, batch_size=ROWS)


def _tell(batch: _Batch, actor: Actor) -> None:
    created = [dataset.pk for dataset, _record in batch.created]
    changed = [dataset.pk for dataset, _record in batch.changed]
    if not created and not changed:
        return
    after = {"created": created, "changed": changed, "returned": batch.returned}
    note(actor=actor, at=batch.at, action="harvest_run.write", kind=KIND, identifier=batch.run.pk, after=after)
    events.emit(DatasetsChanged([*created, *changed], batch.at))
    for dataset_id in batch.returned:
        events.emit(DatasetPublished(dataset_id, batch.at))
