"""Distributions and services of harvested datasets. A distribution keeps its IRI while its source calls it the same."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from naves.domains.catalogue.enums import DistributionKind, RecordStatus
from naves.domains.catalogue.models import DataService, Dataset, Distribution, HarvestSource
from naves.domains.catalogue.operations.distributions import TUPLES
from naves.domains.catalogue.operations.services import fill as fill_service
from naves.domains.catalogue.rules.distributions import NAMES
from naves.domains.catalogue.rules.harvesting import SOURCE_IRI, HarvestedPart
from naves.domains.catalogue.rules.iris import own_iri
from naves.kernel.ids import new_id

ROWS = 500
UPDATED = [*NAMES, "service", "position", "changed_at"]
Records = Sequence[tuple[Dataset, Sequence[HarvestedPart]]]


def write_parts(source: HarvestSource, records: Records, *, at: datetime) -> None:
    """Make the distributions of each dataset those that its record states."""
    services = _services(source, [part for _dataset, parts in records for part in parts], at=at)
    new: list[Distribution] = []
    kept: list[Distribution] = []
    gone: list[Distribution] = []
    for dataset, parts in records:
        present = _present(dataset)
        for position, part in enumerate(parts):
            row = present.pop(part.source_iri, None)
            (new if row is None else kept).append(row := row or _new(dataset, at))
            _fill(row, part, position=position, at=at)
            row.service = services.get(part.service_iri) if row.kind == DistributionKind.SERVICE else None
        gone += present.values()
    Distribution.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Distribution.objects.bulk_create(new, batch_size=ROWS)
    if kept:
        Distribution.objects.bulk_update(kept, UPDATED, batch_size=100)


def _present(dataset: Dataset) -> dict[str, Distribution]:
    """Return the distributions by what their source calls them; files that people added here are left alone."""
    if dataset._state.adding or "distributions" not in getattr(dataset, "_prefetched_objects_cache", {}):
        return {}
    return {str(row.extras[SOURCE_IRI]): row for row in dataset.distributions.all() if SOURCE_IRI in row.extras}


def _new(dataset: Dataset, at: datetime) -> Distribution:
    identifier = new_id()
    iri = own_iri(settings.NAVES_PUBLIC_ADDRESS, "distributions", identifier)
    return Distribution(id=identifier, iri=iri, dataset=dataset, created_at=at)


def _fill(row: Distribution, part: HarvestedPart, *, position: int, at: datetime) -> None:
    for name in NAMES:
        value = getattr(part.values, name)
        setattr(row, name, list(value) if name in TUPLES else value)
    row.extras = {**part.values.extras, SOURCE_IRI: part.source_iri}
    if part.service is not None:
        row.access_url = row.access_url or part.service.endpoint_url
    row.position, row.changed_at = position, at


def _services(source: HarvestSource, parts: Sequence[HarvestedPart], *, at: datetime) -> dict[str, DataService]:
    stated = {part.service_iri: part.service for part in parts if part.service is not None}
    known = {one.source_iri: one for one in DataService.objects.filter(source=source, source_iri__in=stated)}
    for iri, values in stated.items():
        service = known.get(iri)
        if service is None:
            identifier = new_id()
            service = DataService(
                id=identifier,
                iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "services", identifier),
                owner_id=source.organisation_id,
                source=source,
                source_iri=iri,
                status=RecordStatus.PUBLISHED,
                created_at=at,
                published_at=at,
            )
        else:
            service.version_number += 1
        fill_service(service, values, at=at)
        service.save()
        known[iri] = service
    return known
