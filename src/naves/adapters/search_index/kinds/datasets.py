"""Datasets, read by whom `catalogue.queries.records.visible_datasets` lets read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from naves.adapters.search_index.kinds.labels import by_facet, labels, year
from naves.adapters.search_index.kinds.versions import ORGANISATION
from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.queries.records import visible_datasets
from naves.domains.catalogue.record_permissions import READ
from naves.domains.organisations.access import Actor
from naves.kernel.search import Audience, Document, Shown

_AT_ONCE: Final = 2_000
_BEHIND: Final = 0.6
"""What was withdrawn comes after what was not."""


class DatasetKind:
    """Datasets by id."""

    name = "dataset"

    def count(self) -> int:
        return Dataset.objects.count()

    def documents(self, identifiers: Sequence[str] | None = None, *, owner: str = "") -> Iterator[Document]:
        if owner:
            return
        ids = (
            list(Dataset.objects.order_by("pk").values_list("pk", flat=True))
            if identifiers is None
            else [UUID(identifier) for identifier in identifiers]
        )
        for at in range(0, len(ids), _AT_ONCE):
            found = Dataset.objects.filter(pk__in=ids[at : at + _AT_ONCE])
            yield from map(_document, _whole(found).order_by("pk"))

    def audience(self, actor: Actor) -> Audience:
        """Mirror ``visible_datasets``; a test holds both together."""
        if actor.scopes is not None and READ not in actor.scopes:
            return Audience(public=True)
        keys = {f"{ORGANISATION}{grant.organisation_id.hex}" for grant in actor.grants}
        return Audience(everything=actor.is_analyst, public=True, keys=frozenset(keys))

    def shown(self, actor: Actor, identifiers: Sequence[str]) -> Mapping[str, Shown]:
        found = _whole(visible_datasets(actor).filter(pk__in=[UUID(identifier) for identifier in identifiers]))
        return {
            dataset.pk.hex: Shown(
                kind=self.name,
                identifier=dataset.pk.hex,
                title=dataset.title_cs,
                text=dataset.description_cs,
                place=dataset.owner.name,
                labels=by_facet(_labels(dataset)),
            )
            for dataset in found
        }


def _whole(datasets: QuerySet[Dataset]) -> QuerySet[Dataset]:
    return datasets.select_related("owner", "place__region")


def _document(dataset: Dataset) -> Document:
    was_shown = dataset.published_at is not None and dataset.status != RecordStatus.DRAFT
    text = [dataset.description_cs, *dataset.keywords_cs, dataset.title_en, *dataset.keywords_en]
    return Document(
        identifier=dataset.pk.hex,
        title=dataset.title_cs,
        text=" ".join(text),
        place=" ".join(filter(None, [dataset.owner.name, dataset.place.name if dataset.place else ""])),
        codes=tuple(filter(None, [dataset.iri, dataset.source_iri])),
        labels=_labels(dataset),
        boost=_BEHIND if dataset.status == RecordStatus.WITHDRAWN else 1.0,
        is_public=was_shown,
        keys=(f"{ORGANISATION}{dataset.owner_id.hex}",),
    )


def _labels(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    place: Any = dataset.place
    region = None if place is None else place.code if place.level == "region" else place.region and place.region.code
    return labels(region=[region], status=[dataset.status], year=[year(dataset.published_at)])
