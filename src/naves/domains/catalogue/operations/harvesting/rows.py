"""Rows of harvested datasets and their facets."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from naves.domains.catalogue.models import Dataset, DatasetFacet, Distribution, HarvestSource
from naves.domains.catalogue.operations.datasets import TUPLES
from naves.domains.catalogue.operations.derived import LONGEST_VALUE, derive
from naves.domains.catalogue.rules.iris import own_iri
from naves.domains.catalogue.rules.records import NAMES, DatasetValues
from naves.kernel.ids import new_id

UPDATED = [
    *NAMES,
    *("title_sort", "title_folded", "search_text"),
    *("status", "published_at", "withdrawn_at", "withdrawn_reason", "changed_at", "version_number"),
]
ROWS = 1000


def new_dataset(source: HarvestSource, source_iri: str, at: datetime) -> Dataset:
    """Return a dataset of the source's organisation, not saved yet."""
    identifier = new_id()
    return Dataset(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "datasets", identifier),
        owner_id=source.organisation_id,
        place_id=source.organisation.place_id,
        source=source,
        source_iri=source_iri,
        created_at=at,
        changed_at=at,
        version_number=0,
    )


def fill(dataset: Dataset, values: DatasetValues, *, at: datetime) -> None:
    """Set what the record says; the caller saves."""
    for name in NAMES:
        value = getattr(values, name)
        setattr(dataset, name, list(value) if name in TUPLES else value)
    derive(dataset)
    dataset.changed_at = at
    dataset.version_number += 1


def write_facets(datasets: Sequence[Dataset], *, is_new: bool) -> None:
    """Write the facets of several datasets: the same as ``derived.derive_facets`` writes for one."""
    ids = [dataset.pk for dataset in datasets]
    if not is_new:
        DatasetFacet.objects.filter(dataset_id__in=ids).delete()
    wanted = {
        (dataset.pk, kind, value[:LONGEST_VALUE])
        for dataset in datasets
        for kind, values in (
            ("theme", dataset.themes),
            ("keyword", dataset.keywords_cs),
            ("hvd", dataset.hvd_categories),
        )
        for value in values
    }
    parts = Distribution.objects.filter(dataset_id__in=ids).values_list("dataset_id", "format", "licence")
    for dataset_id, file_format, licence in parts:
        wanted |= {(dataset_id, "format", file_format[:LONGEST_VALUE])} if file_format else set()
        wanted |= {(dataset_id, "licence", licence[:LONGEST_VALUE])} if licence else set()
    DatasetFacet.objects.bulk_create(
        [DatasetFacet(dataset_id=key, kind=kind, value=value) for key, kind, value in sorted(wanted)], batch_size=ROWS
    )
