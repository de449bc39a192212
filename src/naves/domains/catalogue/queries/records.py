"""Reads of datasets: one, lists with facets, everything that is published."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models import Catalogue, DataService, Dataset, DatasetFacet, DatasetSeries, Distribution
from naves.domains.catalogue.record_permissions import KIND, Action, allowed_actions, may
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import NotFound
from naves.kernel.paging import bad_cursor, decode_cursor, encode_cursor
from naves.kernel.text import fold

MOST_COUNTED = 12
FACETS = ("theme", "format", "keyword", "licence", "hvd")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetFilter:
    """None or empty means no limit; ``facets`` is kind → value, ``text`` is looked for without accents."""

    text: str = ""
    owner_id: uuid.UUID | None = None
    series_id: uuid.UUID | None = None
    statuses: tuple[str, ...] = (RecordStatus.PUBLISHED,)
    facets: dict[str, str] = field(default_factory=dict)
    identifiers: Sequence[uuid.UUID] | None = None
    """Only these, in any order: what a search engine found."""


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """A page of datasets in the order of the Czech alphabet, or the newest first."""

    items: list[Dataset]
    next_cursor: str | None
    total: int


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the datasets found have a value."""

    kind: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class DatasetDetail:
    """A dataset with its parts and what the reader may do."""

    dataset: Dataset
    distributions: list[Distribution]
    actions: frozenset[Action]
    is_followed: bool
    follower_count: int


def visible_datasets(actor: Actor) -> QuerySet[Dataset]:
    """Return the datasets that ``actor`` may see: what was ever shown, drafts to those who belong to the owner."""
    shown = Q(published_at__isnull=False, status__in=[RecordStatus.PUBLISHED, RecordStatus.WITHDRAWN])
    found = Dataset.objects.select_related("owner", "place", "series")
    if actor.scopes is not None and "catalogue:read" not in actor.scopes:
        return found.filter(status=RecordStatus.PUBLISHED)
    if actor.is_analyst:
        return found
    ours = [grant.organisation_id for grant in actor.grants if grant.at_least(MemberRole.MEMBER)]
    return found.filter(shown | Q(owner__in=ours))


def get_dataset(actor: Actor, identifier: uuid.UUID) -> Dataset:
    """Return a dataset that ``actor`` may see, or NotFound."""
    dataset = visible_datasets(actor).filter(pk=identifier).first()
    if dataset is None:
        raise NotFound(KIND, identifier)
    return dataset


def dataset_detail(actor: Actor, identifier: uuid.UUID) -> DatasetDetail:
    """Return a dataset with its distributions (four queries)."""
    dataset = get_dataset(actor, identifier)
    return DatasetDetail(
        dataset=dataset,
        distributions=list(dataset.distributions.select_related("service", "profile")),
        actions=allowed_actions(actor, dataset),
        is_followed=actor.user_id is not None and dataset.followers.filter(user_id=actor.user_id).exists(),
        follower_count=dataset.followers.count(),
    )


def datasets(actor: Actor, by: DatasetFilter | None = None) -> QuerySet[Dataset]:
    """Return the visible datasets that pass the filter."""
    by = by or DatasetFilter()
    found = visible_datasets(actor)
    if by.statuses:
        found = found.filter(status__in=by.statuses)
    if by.owner_id is not None:
        found = found.filter(owner_id=by.owner_id)
    if by.series_id is not None:
        found = found.filter(series_id=by.series_id)
    for kind, value in by.facets.items():
        found = found.filter(Exists(DatasetFacet.objects.filter(dataset=OuterRef("pk"), kind=kind, value=value)))
    if by.identifiers is not None:
        return found.filter(pk__in=by.identifiers)
    for word in fold(by.text).split():
        found = found.filter(search_text__contains=word)
    return found


def dataset_list(
    actor: Actor, by: DatasetFilter | None = None, *, sort: str = "title", cursor: str | None = None, limit: int = 25
) -> DatasetPage:
    """Return one page; ``sort`` is "title" or "recent". What a search engine found comes in its own order."""
    chosen = datasets(actor, by)
    if by is not None and by.identifiers is not None and sort == "title":
        return _in_order(chosen, by.identifiers, offset=_offset(cursor), limit=limit)
    page = chosen.order_by("-changed_at", "pk") if sort == "recent" else chosen.order_by("title_sort", "pk")
    offset = _offset(cursor) if sort == "recent" else 0
    if cursor and sort != "recent":
        key, pk = decode_cursor(cursor, size=2)
        page = page.filter(Q(title_sort__gt=key) | Q(title_sort=key, pk__gt=_uuid(pk, cursor)))
    rows = list(page[offset : offset + limit + 1])
    more = None
    if rows[limit:]:
        last = rows[limit - 1]
        more = encode_cursor((offset + limit,) if sort == "recent" else (last.title_sort, last.pk.hex))
    return DatasetPage(rows[:limit], more, chosen.count())


def _in_order(chosen: QuerySet[Dataset], identifiers: Sequence[uuid.UUID], *, offset: int, limit: int) -> DatasetPage:
    there = set(chosen.order_by().values_list("pk", flat=True))
    ordered = [pk for pk in identifiers if pk in there]
    shown = ordered[offset : offset + limit]
    by_id = {dataset.pk: dataset for dataset in chosen.filter(pk__in=shown)}
    more = encode_cursor((offset + limit,)) if ordered[offset + limit :] else None
    return DatasetPage([by_id[pk] for pk in shown], more, len(ordered))


def facet_counts(actor: Actor, by: DatasetFilter | None = None) -> dict[str, list[FacetCount]]:
    """Return the most frequent values of each facet among what the filter finds (one query)."""
    found = datasets(actor, by).order_by().values("pk")
    rows = (
        DatasetFacet.objects.filter(dataset__in=found)
        .values_list("kind", "value")
        .annotate(count=Count("pk"))
        .order_by("kind", "-count", "value")
    )
    counts: dict[str, list[FacetCount]] = {kind: [] for kind in FACETS}
    for kind, value, count in rows:
        if len(counts[kind]) < MOST_COUNTED:
            counts[kind].append(FacetCount(kind, value, count))
    return counts


def published_with_parts(owner: Organisation | None = None) -> QuerySet[Dataset]:
    """Return everything that is published with all its parts, for exporters (three queries for each chunk)."""
    parts = Prefetch("distributions", Distribution.objects.select_related("service").order_by("position", "pk"))
    found = Dataset.objects.filter(status=RecordStatus.PUBLISHED).select_related(
        "owner__place", "place", "series", "owner__catalogue"
    )
    if owner is not None:
        found = found.filter(owner=owner)
    return found.prefetch_related(parts).order_by("pk")


def get_distribution(actor: Actor, identifier: uuid.UUID) -> Distribution:
    """Return a distribution of a dataset that ``actor`` may see, or NotFound."""
    part = Distribution.objects.select_related("dataset__owner", "service").filter(pk=identifier).first()
    if part is None or not may(actor, Action.VIEW, part.dataset):
        raise NotFound("distribution", identifier)
    return part


def get_series(actor: Actor, identifier: uuid.UUID) -> DatasetSeries:
    """Return a series that ``actor`` may see, or NotFound."""
    series = DatasetSeries.objects.select_related("owner", "parent").filter(pk=identifier).first()
    if series is None or not may(actor, Action.VIEW, series):
        raise NotFound("dataset_series", identifier)
    return series


def series_of(owner_id: uuid.UUID) -> QuerySet[DatasetSeries]:
    """Return the series that datasets of an owner may belong to."""
    return DatasetSeries.objects.filter(owner_id=owner_id).order_by("title_cs", "pk")


def services_of(owner_id: uuid.UUID) -> QuerySet[DataService]:
    """Return the services of an owner."""
    return DataService.objects.filter(owner_id=owner_id).order_by("title_cs", "pk")


def catalogue_of(owner: Organisation) -> Catalogue | None:
    """Return the catalogue of an organisation, if it was described."""
    return Catalogue.objects.filter(organisation=owner).first()


def owners_with_data() -> QuerySet[Organisation]:
    """Return organisations that show a dataset, in the order of the Czech alphabet."""
    shown = Dataset.objects.filter(owner=OuterRef("pk"), status=RecordStatus.PUBLISHED)
    return Organisation.objects.filter(Exists(shown)).order_by("name_sort", "pk")


def _offset(cursor: str | None) -> int:
    if not cursor:
        return 0
    (offset,) = decode_cursor(cursor, size=1)
    if not isinstance(offset, int) or not 0 <= offset <= 1_000_000:  # noqa: PLR2004 - nobody reads that far
        raise bad_cursor(cursor)
    return offset


def _uuid(text: object, cursor: str) -> uuid.UUID:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise bad_cursor(cursor) from None
