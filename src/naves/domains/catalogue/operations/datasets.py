"""Records of datasets: entered, edited, published, withdrawn."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from naves.domains.catalogue.enums import Aspect, Publication, RecordStatus
from naves.domains.catalogue.events import DatasetPublished, DatasetsChanged
from naves.domains.catalogue.models import Dataset, DatasetSeries, HarvestSource
from naves.domains.catalogue.operations.custody import write_fact
from naves.domains.catalogue.operations.derived import derive, derive_facets
from naves.domains.catalogue.operations.records import check_version, locked, note
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules import states
from naves.domains.catalogue.rules.custody import FactValues, required
from naves.domains.catalogue.rules.distributions import NAMES as DISTRIBUTION_FIELDS
from naves.domains.catalogue.rules.distributions import DistributionValues, terms_problems
from naves.domains.catalogue.rules.iris import own_iri
from naves.domains.catalogue.rules.records import NAMES, DatasetValues, publishing_problems, record_problems, tidy
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.kernel import events
from naves.kernel.clock import prague_date
from naves.kernel.errors import Refused, gettext_noop
from naves.kernel.ids import new_id

TUPLES = frozenset(name for name in NAMES if isinstance(getattr(DatasetValues(title_cs="-"), name), tuple))


@transaction.atomic
def create_dataset(
    *,
    actor: Actor,
    at: datetime,
    owner: Organisation,
    values: DatasetValues,
    place: Place | None = None,
    series: DatasetSeries | None = None,
    source: HarvestSource | None = None,
    source_iri: str = "",
) -> Dataset:
    """Enter a dataset of ``owner`` as a draft; a harvested one brings its source and its IRI there."""
    require(actor, Action.CREATE, owner_id=owner.pk)
    values = _checked(values)
    identifier = new_id()
    dataset = Dataset(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "datasets", identifier),
        owner=owner,
        place=place if place is not None else owner.place,
        series=series,
        source=source,
        source_iri=source_iri,
        created_at=at,
        changed_at=at,
    )
    _fill(dataset, values)
    dataset.save(force_insert=True)
    derive_facets(dataset)
    note(actor=actor, at=at, action="dataset.create", identifier=dataset.pk, after=contents(dataset))
    events.emit(DatasetsChanged((dataset.pk,), at))
    return dataset


@transaction.atomic
def edit_dataset(
    *,
    actor: Actor,
    at: datetime,
    dataset: Dataset,
    values: DatasetValues,
    place: Place | None = None,
    series: DatasetSeries | None = None,
    version: int | None = None,
) -> Dataset:
    """Change a record; one that is published has to satisfy the norm afterwards too."""
    dataset = locked(dataset.pk)
    require(actor, Action.EDIT, dataset)
    check_version(dataset, version)
    values = _checked(values)
    if dataset.status == RecordStatus.PUBLISHED and (
        problems := publishing_problems(values, distributions=dataset.distributions.count())
    ):
        raise Refused(problems)
    before = contents(dataset)
    _fill(dataset, values)
    dataset.place, dataset.series = place, series
    after = contents(dataset)
    if before == after:
        return dataset
    _save(dataset, at)
    derive_facets(dataset)
    changed = {name for name in after if before[name] != after[name]}
    note(
        actor=actor,
        at=at,
        action="dataset.edit",
        identifier=dataset.pk,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    events.emit(DatasetsChanged((dataset.pk,), at))
    return dataset


@transaction.atomic
def publish_dataset(*, actor: Actor, at: datetime, dataset: Dataset, version: int | None = None) -> Dataset:
    """Show a record to the public. Where data go with it, the fact of publication is recorded with its address."""
    dataset = locked(dataset.pk)
    require(actor, Action.VIEW, dataset)
    if problem := states.step_problem(states.RECORD, RecordStatus(dataset.status), RecordStatus.PUBLISHED):
        raise Refused(problem)
    require(actor, Action.PUBLISH, dataset)
    check_version(dataset, version)
    parts = [
        DistributionValues(**{name: getattr(part, name) for name in DISTRIBUTION_FIELDS})
        for part in dataset.distributions.all()
    ]
    problems = publishing_problems(values_of(dataset), distributions=len(parts))
    problems += [problem for part in parts for problem in terms_problems(part)]
    if problems:
        raise Refused(problems)
    before = dataset.status
    dataset.status = RecordStatus.PUBLISHED
    dataset.published_at = dataset.published_at or at
    dataset.issued_on = dataset.issued_on or prague_date(at)
    dataset.withdrawn_at, dataset.withdrawn_reason = None, ""
    _save(dataset, at)
    note(
        actor=actor,
        at=at,
        action="dataset.publish",
        identifier=dataset.pk,
        before={"status": before},
        after={"status": dataset.status},
    )
    if parts and dataset.source_id is None:
        evidence = FactValues(
            aspect=Aspect.PUBLICATION, value=Publication.OPEN, established_on=prague_date(at), evidence=dataset.iri
        )
        write_fact(dataset, evidence, actor=actor, at=at)
    events.emit(DatasetsChanged((dataset.pk,), at))
    events.emit(DatasetPublished(dataset.pk, at))
    return dataset


@transaction.atomic
def withdraw_dataset(
    *, actor: Actor, at: datetime, dataset: Dataset, reason: str, version: int | None = None
) -> Dataset:
    """Take a record back; it keeps its address and shows the reason."""
    dataset = locked(dataset.pk)
    require(actor, Action.VIEW, dataset)
    if problem := states.step_problem(states.RECORD, RecordStatus(dataset.status), RecordStatus.WITHDRAWN):
        raise Refused(problem)
    require(actor, Action.WITHDRAW, dataset)
    check_version(dataset, version)
    reason = reason.strip()
    if not reason:
        raise Refused(
            required("reason", gettext_noop("The reason is missing."), gettext_noop("Say why; users will read it."))
        )
    before = RecordStatus(dataset.status)
    dataset.status, dataset.withdrawn_at, dataset.withdrawn_reason = RecordStatus.WITHDRAWN, at, reason
    _save(dataset, at)
    note(
        actor=actor,
        at=at,
        action="dataset.withdraw",
        identifier=dataset.pk,
        before={"status": before},
        after={"status": dataset.status, "reason": reason},
    )
    if before == RecordStatus.PUBLISHED and dataset.source_id is None:
        evidence = FactValues(
            aspect=Aspect.PUBLICATION, value=Publication.NONE, established_on=prague_date(at), evidence=reason
        )
        write_fact(dataset, evidence, actor=actor, at=at)
    events.emit(DatasetsChanged((dataset.pk,), at))
    return dataset


def values_of(dataset: Dataset) -> DatasetValues:
    """Return the record as values."""
    read: dict[str, Any] = {
        name: tuple(getattr(dataset, name)) if name in TUPLES else getattr(dataset, name) for name in NAMES
    }
    return DatasetValues(**read)


def contents(dataset: Dataset) -> dict[str, object]:
    """Return what the audit log keeps of a record."""
    return {name: getattr(dataset, name) for name in NAMES} | {
        "owner": dataset.owner_id,
        "place": dataset.place_id,
        "series": dataset.series_id,
        "source_iri": dataset.source_iri,
    }


def _checked(values: DatasetValues) -> DatasetValues:
    tidied = tidy(values)
    if problems := record_problems(tidied):
        raise Refused(problems)
    return tidied


def _fill(dataset: Dataset, values: DatasetValues) -> None:
    for name in NAMES:
        value = getattr(values, name)
        setattr(dataset, name, list(value) if name in TUPLES else value)
    derive(dataset)


def _save(dataset: Dataset, at: datetime) -> None:
    dataset.changed_at = at
    dataset.version_number += 1
    dataset.save()
