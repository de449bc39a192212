"""Lists of strategies and of measures."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]  # django-stubs lacks it
    Tuple,
    TupleGreaterThan,
)

from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.facts import chain
from naves.domains.strategies.models import Goal, Measure, Response, Strategy, StrategyVersion
from naves.domains.strategies.queries.holding import versions_in_force
from naves.domains.strategies.queries.visibility import visible_strategies, visible_versions
from naves.kernel.paging import Page, bad_cursor, decode_cursor, encode_cursor
from naves.kernel.text import fold

MOST_PER_PAGE: Final = 200
EXPORT_CHUNK: Final = 500


class Standing(StrEnum):
    """What a strategy is today to those who look for one; a strategy in force may have a draft as well."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyFilter:
    """None or empty means no limit. `place`: strategies that cover it; `in_force` today, or not."""

    text: str = ""
    owner_id: uuid.UUID | None = None
    place: Place | None = None
    in_force: bool | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class VersionCounts:
    """How much a version holds; `answered_needs` have a live confirmed response that helps them."""

    goals: int
    measures: int
    places: int
    answered_needs: int


@dataclass(frozen=True, slots=True)
class StrategyItem:
    """A strategy in a list, with the version in force or else the latest that may be seen."""

    strategy: Strategy
    version: StrategyVersion
    is_in_force: bool
    counts: VersionCounts


def strategy_list(
    actor: Actor, today: date, by: StrategyFilter | None = None, *, cursor: str | None = None, limit: int = 25
) -> Page[StrategyItem]:
    """Return one page in the order of titles, in nine queries whatever their number."""
    chosen = _chosen(actor, by, today)
    limit = max(1, min(limit, MOST_PER_PAGE))
    rows = list(_beyond(chosen, cursor).select_related("owner").order_by("title_sort", "id")[: limit + 1])
    shown, has_more = rows[:limit], len(rows) > limit
    return Page(
        items=items_of(actor, today, shown),
        next_cursor=encode_cursor((shown[-1].title_sort, shown[-1].pk.hex)) if has_more else None,
        total=chosen.count(),
    )


def strategies_for_export(actor: Actor, today: date, by: StrategyFilter | None = None) -> Iterator[StrategyItem]:
    """Yield all that the list would show."""
    rows = _chosen(actor, by, today)
    ids = list(rows.order_by("title_sort", "id").values_list("pk", flat=True))
    for start in range(0, len(ids), EXPORT_CHUNK):
        chunk = Strategy.objects.filter(pk__in=ids[start : start + EXPORT_CHUNK]).select_related("owner")
        yield from items_of(actor, today, list(chunk.order_by("title_sort", "id")))


def items_of(actor: Actor, today: date, strategies: Sequence[Strategy]) -> list[StrategyItem]:
    """Return `strategies` with the version to show and its counts."""
    in_force = versions_in_force(today).filter(pk=OuterRef("pk"))
    seen = visible_versions(actor).annotate(is_in_force=Exists(in_force)).order_by("number")
    ids = [strategy.pk for strategy in strategies]
    versions: dict[uuid.UUID, list[StrategyVersion]] = {}
    for version in seen.filter(strategy__in=ids):
        versions.setdefault(version.strategy_id, []).append(version)
    shown = {pk: version_to_show(found) for pk, found in versions.items()}
    counts = counts_of([version.pk for version in shown.values()])
    return [
        StrategyItem(strategy, shown[strategy.pk], shown[strategy.pk].is_in_force, counts[shown[strategy.pk].pk])  # type: ignore[attr-defined]
        for strategy in strategies
        if strategy.pk in shown
    ]


def version_to_show(versions: Sequence[StrategyVersion]) -> StrategyVersion:
    """Return the approved version, else the latest that once was, else the latest draft."""
    approved = [version for version in versions if version.status == VersionStatus.APPROVED]
    once = [version for version in versions if version.approved_at is not None]
    return (approved or once or list(versions))[-1]


def counts_of(version_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, VersionCounts]:
    """Return what each version holds, in five queries whatever their number."""
    goals = _by_version(Goal.objects.all(), "version_id", version_ids)
    measures = _by_version(Measure.objects.all(), "version_id", version_ids)
    places = _by_version(StrategyVersion.places.through.objects.all(), "strategyversion_id", version_ids)
    answered = answered_needs(version_ids)
    return {pk: VersionCounts(goals[pk], measures[pk], places[pk], answered[pk]) for pk in version_ids}


def answered_needs(version_ids: Sequence[uuid.UUID]) -> Counter[uuid.UUID]:
    """Return how many needs each version helps; one linked with a goal and a measure of it counts once."""
    live = Response.objects.filter(confirmed_at__isnull=False, withdrawn_at=None, contradicts=False)
    by_measure = live.filter(need=OuterRef("need"), measure__version=OuterRef("goal__version"))
    counts: Counter[uuid.UUID] = Counter()
    for column, rows in (
        ("measure__version_id", live),
        ("goal__version_id", live.filter(goal__isnull=False).exclude(Exists(by_measure))),
    ):
        found = rows.filter(**{f"{column}__in": version_ids}).order_by().values_list(column)
        counts.update(dict(found.annotate(count=Count("need_id", distinct=True))))
    return counts


def _by_version(rows: QuerySet[Any], column: str, ids: Sequence[uuid.UUID]) -> Counter[uuid.UUID]:
    counted = rows.filter(**{f"{column}__in": ids}).order_by().values_list(column)
    return Counter(dict(counted.annotate(count=Count("pk"))))


def _chosen(actor: Actor, by: StrategyFilter | None, today: date) -> QuerySet[Strategy]:
    strategies = visible_strategies(actor)
    if by is None:
        return strategies
    for word in fold(by.text).split():
        strategies = strategies.filter(title_folded__contains=word)
    if by.owner_id is not None:
        strategies = strategies.filter(owner=by.owner_id)
    if by.place is not None:
        known = visible_versions(actor).filter(strategy=OuterRef("pk")).exclude(status=VersionStatus.WITHDRAWN)
        strategies = strategies.filter(Exists(known.filter(places__in=chain(by.place))))
    if by.in_force is not None:
        in_force = Exists(versions_in_force(today).filter(strategy=OuterRef("pk")))
        strategies = strategies.filter(in_force if by.in_force else ~in_force)
    return strategies if by.standing is None else _standing(strategies, by.standing, actor, today)


def _standing(strategies: QuerySet[Strategy], standing: Standing, actor: Actor, today: date) -> QuerySet[Strategy]:
    own = Q(strategy=OuterRef("pk"))
    in_force = Exists(versions_in_force(today).filter(own))
    draft = Exists(visible_versions(actor).filter(own, status=VersionStatus.DRAFT))
    if standing == Standing.IN_FORCE:
        return strategies.filter(in_force)
    if standing == Standing.DRAFT:
        return strategies.filter(draft)
    to_come = StrategyVersion.objects.filter(own, status=VersionStatus.APPROVED, in_force_from__gt=today)
    return strategies.filter(~in_force, ~draft, ~Exists(to_come))


def _beyond(strategies: QuerySet[Strategy], cursor: str | None) -> QuerySet[Strategy]:
    if not cursor:
        return strategies
    title, key = decode_cursor(cursor, size=2)
    try:
        last = uuid.UUID(str(key))
    except ValueError:
        raise bad_cursor(cursor) from None
    return strategies.filter(TupleGreaterThan(Tuple("title_sort", "id"), (title, last)))
