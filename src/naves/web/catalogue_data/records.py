"""Records at their own IRIs: whole, in every profile and syntax; only what everybody may see."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from naves.adapters.stored_records import registry
from naves.adapters.stored_records.keeping import Renderer
from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models import (
    Catalogue,
    DataService,
    Dataset,
    DatasetSeries,
    Distribution,
    StoredRecord,
)
from naves.domains.catalogue.models.described import Described
from naves.domains.catalogue.queries.records import published_with_parts
from naves.kernel.errors import NotFound
from naves.web.catalogue_data.answers import conditional, for_programs, problem
from naves.web.catalogue_data.syntax import asked, body, renderer_of

SEE_OTHER = 303
T = TypeVar("T", bound=Described)


@dataclass(frozen=True, slots=True)
class Found:
    """A record: in the two kept syntaxes, when it last changed, where its page is and whose record it is."""

    kept: dict[str, str]
    changed_at: datetime
    page: str
    location: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that was there; its page tells more."""

    reason: str
    since: datetime | None
    page: str


Find = Callable[[uuid.UUID, Renderer], Found | Withdrawn]


def _answer(find: Find, request: HttpRequest, identifier: uuid.UUID, extension: str) -> HttpResponseBase:
    renderer = renderer_of(request, registry.renderers(), registry.default())
    found, syntax = find(identifier, renderer), asked(request, extension)
    if syntax is None:
        return _led(found.page)
    if isinstance(found, Withdrawn):
        since = found.since.isoformat() if found.since else None
        return problem(410, gettext("This record was withdrawn."), detail=found.reason, since=since)
    content = body(syntax, found.kept, renderer)
    response = conditional(request, content, syntax.media_type, changed_at=found.changed_at)
    response["Content-Location"] = f"{found.location}.{syntax.extension}"
    return response


@for_programs()
def dataset(request: HttpRequest, identifier: uuid.UUID, extension: str = "") -> HttpResponseBase:
    """Answer with a dataset."""
    return _answer(find_dataset, request, identifier, extension)


@for_programs()
def distribution(request: HttpRequest, identifier: uuid.UUID, extension: str = "") -> HttpResponseBase:
    """Answer with the dataset that a distribution belongs to: its record holds the distribution whole."""

    def find(key: uuid.UUID, renderer: Renderer) -> Found | Withdrawn:
        owner = Distribution.objects.filter(pk=key).values_list("dataset", flat=True).first()
        if owner is None:
            raise NotFound("distribution", key)
        return find_dataset(owner, renderer)

    return _answer(find, request, identifier, extension)


@for_programs()
def service(request: HttpRequest, identifier: uuid.UUID, extension: str = "") -> HttpResponseBase:
    """Answer with a data service."""
    return _answer(find_service, request, identifier, extension)


@for_programs()
def series(request: HttpRequest, identifier: uuid.UUID, extension: str = "") -> HttpResponseBase:
    """Answer with a series."""
    return _answer(find_series, request, identifier, extension)


@for_programs()
def catalogue(request: HttpRequest, identifier: uuid.UUID, extension: str = "") -> HttpResponseBase:
    """Answer with the catalogue of an organisation: the address that NKOD harvests."""
    return _answer(find_catalogue, request, identifier, extension)


def find_dataset(key: uuid.UUID, renderer: Renderer) -> Found | Withdrawn:
    """Return a dataset as it is kept, or made now where nothing is kept yet."""
    page = reverse("catalogue:dataset", args=[key])
    known = Dataset.objects.filter(pk=key).first()
    if known is not None and known.status == RecordStatus.WITHDRAWN and known.published_at is not None:
        return Withdrawn(known.withdrawn_reason, known.withdrawn_at, page)
    if known is None or known.status != RecordStatus.PUBLISHED:
        raise NotFound("dataset", key)
    rows = StoredRecord.objects.filter(dataset=key, profile=renderer.name).values_list("syntax", "body", "made_at")
    kept = {syntax: text for syntax, text, _at in rows}
    changed_at = max((at for *_rest, at in rows), default=known.changed_at)
    if kept.keys() < {"nt", "jsonld"}:
        kept = renderer.dataset(published_with_parts().get(pk=key))
    return Found(kept, changed_at, page, _address("datasets", key))


def find_service(key: uuid.UUID, renderer: Renderer) -> Found | Withdrawn:
    """Return a service that is shown."""
    found = _shown(DataService.objects.select_related("owner__catalogue").filter(pk=key).first(), "service", key)
    datasets = Dataset.objects.filter(distributions__service=found, status=RecordStatus.PUBLISHED)
    serves = list(datasets.order_by("pk").distinct().values_list("iri", flat=True))
    page = reverse("organisations:organisation", args=[found.owner_id])
    return Found(renderer.service(found, serves), found.changed_at, page, _address("services", key))


def find_series(key: uuid.UUID, renderer: Renderer) -> Found | Withdrawn:
    """Return a series that is shown."""
    rows = DatasetSeries.objects.select_related("owner__place", "owner__catalogue", "parent")
    found = _shown(rows.filter(pk=key).first(), "dataset_series", key)
    page = reverse("organisations:organisation", args=[found.owner_id])
    return Found(renderer.series(found), found.changed_at, page, _address("series", key))


def find_catalogue(key: uuid.UUID, renderer: Renderer) -> Found | Withdrawn:
    """Return the catalogue of an organisation with the IRIs of everything that it shows."""
    found = Catalogue.objects.select_related("organisation__place").filter(pk=key).first()
    if found is None:
        raise NotFound("catalogue", key)
    columns = ("iri", "status", "changed_at")
    # Withdrawn ones change the list too, so their times count.
    datasets = list(_not_drafts(Dataset.objects.all(), found).values_list(*columns))
    series = list(_not_drafts(DatasetSeries.objects.all(), found).values_list(*columns))
    shown = [[iri for iri, status, _at in rows if status == RecordStatus.PUBLISHED] for rows in (datasets, series)]
    changed_at = max([found.changed_at, *(at for *_rest, at in [*datasets, *series])])
    page = f"{reverse('catalogue:list')}?owner={found.organisation_id}"
    return Found(renderer.catalogue(found, *shown), changed_at, page, _address("catalogues", key))


def _not_drafts(records: QuerySet[T], found: Catalogue) -> QuerySet[T]:
    return records.filter(owner=found.organisation_id).exclude(status=RecordStatus.DRAFT).order_by("pk")


def _shown(found: T | None, kind: str, key: uuid.UUID) -> T:
    if found is None or found.status != RecordStatus.PUBLISHED:
        raise NotFound(kind, key)
    return found


def _address(kind: str, key: uuid.UUID) -> str:
    return f"{settings.NAVES_PUBLIC_ADDRESS}/data/{kind}/{key}"


def _led(page: str) -> HttpResponse:
    response = HttpResponseRedirect(page)
    response.status_code = SEE_OTHER
    patch_vary_headers(response, ["Accept"])
    return response
