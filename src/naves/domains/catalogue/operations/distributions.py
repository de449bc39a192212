"""Distributions of a dataset: files of ours, files elsewhere, services."""

from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import DataService, Dataset, Distribution
from naves.domains.catalogue.operations.derived import derive_facets
from naves.domains.catalogue.operations.records import checksum_of, locked, note, refuse_bad_file
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.distributions import (
    NAMES,
    DistributionValues,
    distribution_problems,
    terms_problems,
    tidy,
)
from naves.domains.catalogue.rules.iris import own_iri
from naves.domains.catalogue.rules.vocabulary import FORMATS
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.errors import NotFound, Refused
from naves.kernel.ids import new_id

KIND = "distribution"
TUPLES = frozenset({"conforms_to", "legislation"})
BY_EXTENSION = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "json": "JSON",
    "geojson": "GEOJSON",
    "parquet": "PARQUET",
    "pdf": "PDF",
    "tsv": "TSV",
}


def file_address(identifier: UUID) -> str:
    """Return where a file of ours is downloaded."""
    return f"{settings.NAVES_PUBLIC_ADDRESS}/catalogue/files/{identifier}/"


@transaction.atomic
def add_distribution(
    *,
    actor: Actor,
    at: datetime,
    dataset: Dataset,
    values: DistributionValues,
    file: File[bytes] | None = None,
    service: DataService | None = None,
) -> Distribution:
    """Add a file or a service to a dataset."""
    dataset = locked(dataset.pk)
    require(actor, Action.EDIT, dataset)
    refuse_bad_file(file)
    identifier = new_id()
    values = _checked(values, dataset, has_file=file is not None, service=service)
    last = dataset.distributions.aggregate(last=Max("position"))["last"]
    part = Distribution(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "distributions", identifier),
        dataset=dataset,
        service=service,
        position=0 if last is None else last + 1,
        created_at=at,
    )
    _fill(part, values)
    if file is not None:
        _take(part, file)
    elif service is not None:
        part.access_url = part.access_url or service.endpoint_url
    part.changed_at = at
    part.save(force_insert=True)
    _written(part, actor=actor, at=at, action="distribution.add", after=contents(part))
    return part


@transaction.atomic
def edit_distribution(
    *,
    actor: Actor,
    at: datetime,
    distribution: Distribution,
    values: DistributionValues,
    file: File[bytes] | None = None,
    service: DataService | None = None,
) -> Distribution:
    """Change a distribution; a new file takes the place of the old one, the address stays."""
    part, dataset = _locked(distribution)
    require(actor, Action.EDIT, dataset)
    refuse_bad_file(file)
    keeps_file = file is not None or (bool(part.file) and not values.download_url)
    values = _checked(values, dataset, has_file=keeps_file, service=service)
    before = contents(part)
    kept = (part.file.name, part.download_url, part.access_url, part.checksum, part.byte_size)
    _fill(part, values)
    part.service = service
    if file is not None:
        _take(part, file)
    elif keeps_file:
        _name, part.download_url, part.access_url, part.checksum, part.byte_size = kept
    part.changed_at = at
    part.save()
    _written(part, actor=actor, at=at, action="distribution.edit", before=before, after=contents(part))
    return part


@transaction.atomic
def remove_distribution(*, actor: Actor, at: datetime, distribution: Distribution) -> Dataset:
    """Take a distribution out of its dataset; the audit log keeps what it was."""
    part, dataset = _locked(distribution)
    require(actor, Action.EDIT, dataset)
    before, identifier = contents(part), part.pk
    part.delete()
    derive_facets(dataset)
    note(actor=actor, at=at, action="distribution.remove", kind=KIND, identifier=identifier, before=before)
    events.emit(DatasetsChanged((dataset.pk,), at))
    return dataset


def contents(part: Distribution) -> dict[str, object]:
    """Return what the audit log keeps of a distribution."""
    return {name: getattr(part, name) for name in NAMES} | {"dataset": part.dataset_id, "file": part.file.name or ""}


def _locked(distribution: Distribution) -> tuple[Distribution, Dataset]:
    dataset = locked(distribution.dataset_id)
    part = dataset.distributions.filter(pk=distribution.pk).first()
    if part is None:
        raise NotFound(KIND, distribution.pk)
    return part, dataset


def _checked(
    values: DistributionValues, dataset: Dataset, *, has_file: bool, service: DataService | None
) -> DistributionValues:
    values = tidy(values)
    problems = distribution_problems(values, has_file=has_file, has_service=service is not None)
    if dataset.status == "published":
        problems += terms_problems(values)
    if problems:
        raise Refused(problems)
    return values


def _fill(part: Distribution, values: DistributionValues) -> None:
    for name in NAMES:
        value = getattr(values, name)
        setattr(part, name, list(value) if name in TUPLES else value)


def _take(part: Distribution, file: File[bytes]) -> None:
    """Keep a file under a name that is ours alone."""
    extension = PurePath(str(file.name)).suffix.lower().lstrip(".")
    part.format = part.format or BY_EXTENSION.get(extension, "")
    part.media_type = part.media_type or FORMATS.get(part.format, "")
    part.checksum, part.byte_size = checksum_of(file), file.size
    part.file.save(str(file.name), file, save=False)
    part.download_url = part.access_url = file_address(part.pk)


def _written(
    part: Distribution,
    *,
    actor: Actor,
    at: datetime,
    action: str,
    before: dict[str, object] | None = None,
    after: dict[str, object],
) -> None:
    derive_facets(part.dataset)
    note(actor=actor, at=at, action=action, kind=KIND, identifier=part.pk, before=before, after=after)
    events.emit(DatasetsChanged((part.dataset_id,), at))
