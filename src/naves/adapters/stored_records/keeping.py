"""Making records at the time of writing."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from naves.domains.catalogue.models import Catalogue, DataService, Dataset, DatasetSeries
from naves.domains.catalogue.operations.stored import Rendered, store_records
from naves.domains.catalogue.queries.records import published_with_parts

CHUNK = 200


class Renderer(Protocol):
    """An exporter: records by syntax ("nt", "jsonld")."""

    @property
    def name(self) -> str:
        """Return the profile, such as "dcat-ap/3.0.1"."""
        ...

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Return the prefixes of Turtle."""
        ...

    def dataset(self, record: Dataset) -> dict[str, str]:
        """Return a dataset with all its parts."""
        ...

    def series(self, record: DatasetSeries) -> dict[str, str]:
        """Return a series."""
        ...

    def service(self, record: DataService, serves: Iterable[str]) -> dict[str, str]:
        """Return a service; ``serves`` are IRIs of datasets."""
        ...

    def catalogue(self, record: Catalogue, datasets: Iterable[str], series: Iterable[str]) -> dict[str, str]:
        """Return a catalogue with the IRIs of what it shows."""
        ...


def keep(renderers: Sequence[Renderer], dataset_ids: Sequence[uuid.UUID], at: datetime) -> int:
    """Render the published ones among ``dataset_ids`` anew and forget the others; return how many are kept."""
    kept = 0
    for begin in range(0, len(dataset_ids), CHUNK):
        kept += _keep_chunk(renderers, dataset_ids[begin : begin + CHUNK], at)
    return kept


def keep_all(renderers: Sequence[Renderer], at: datetime) -> int:
    """Render everything anew: after an upgrade of an exporter, or where an owner changed its name."""
    return keep(renderers, list(Dataset.objects.order_by("pk").values_list("pk", flat=True)), at)


@transaction.atomic
def _keep_chunk(renderers: Sequence[Renderer], chunk: Sequence[uuid.UUID], at: datetime) -> int:
    datasets = list(published_with_parts().prefetch_related("distributions__service__owner").filter(pk__in=chunk))
    rendered = (
        Rendered(dataset.pk, renderer.name, syntax, body)
        for dataset in datasets
        for renderer in renderers
        for syntax, body in renderer.dataset(dataset).items()
    )
    store_records(dataset_ids=chunk, rendered=rendered, at=at)
    return len(datasets)
