"""Needs as lists show them: each with its themes, groups and counts, in a fixed number of queries."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from naves.domains.needs.models import (
    AffectedGroup,
    Evidence,
    Need,
    NeedFollower,
    NeedGroup,
    NeedThemeShare,
    Theme,
)
from naves.domains.needs.queries.vocabularies import groups, themes


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """A theme and how much of the need belongs to it."""

    theme: Theme
    share: Decimal


@dataclass(frozen=True, slots=True)
class NeedItem:
    """A need in a list. Counts take in the needs that were merged into it."""

    need: Need
    themes: tuple[ThemeShare, ...]
    groups: tuple[AffectedGroup, ...]
    evidence_count: int
    follower_count: int


def items_of(needs: Sequence[Need]) -> list[NeedItem]:
    """Return ``needs`` with all that lists show, in six queries whatever their number."""
    ids = [need.pk for need in needs]
    shares, affected = shares_of(ids), groups_of(ids)
    evidence = _evidence_counts(ids)
    followers = _follower_counts(ids)
    return [NeedItem(need, shares[need.pk], affected[need.pk], evidence[need.pk], followers[need.pk]) for need in needs]


def shares_of(ids: Iterable[uuid.UUID]) -> defaultdict[uuid.UUID, tuple[ThemeShare, ...]]:
    """Return the present themes of each need, the largest share first (one query)."""
    by_code = {theme.code: theme for theme in themes()}
    found: defaultdict[uuid.UUID, list[ThemeShare]] = defaultdict(list)
    rows = NeedThemeShare.objects.filter(need__in=list(ids), until=None)
    for need_id, code, share in rows.values_list("need_id", "theme_id", "share"):
        found[need_id].append(ThemeShare(by_code[code], share))
    ordered: defaultdict[uuid.UUID, tuple[ThemeShare, ...]] = defaultdict(tuple)
    for need_id, shares in found.items():
        ordered[need_id] = tuple(sorted(shares, key=lambda share: (-share.share, share.theme.position)))
    return ordered


def groups_of(ids: Iterable[uuid.UUID]) -> defaultdict[uuid.UUID, tuple[AffectedGroup, ...]]:
    """Return the present affected groups of each need, in their order (one query)."""
    by_code = {group.code: group for group in groups()}
    found: defaultdict[uuid.UUID, list[AffectedGroup]] = defaultdict(list)
    rows = NeedGroup.objects.filter(need__in=list(ids), until=None)
    for need_id, code in rows.values_list("need_id", "group_id"):
        found[need_id].append(by_code[code])
    ordered: defaultdict[uuid.UUID, tuple[AffectedGroup, ...]] = defaultdict(tuple)
    for need_id, affected in found.items():
        ordered[need_id] = tuple(sorted(affected, key=lambda group: group.position))
    return ordered


def _evidence_counts(ids: Sequence[uuid.UUID]) -> Counter[uuid.UUID]:
    """Two queries, for an OR over both columns would use no index."""
    counts: Counter[uuid.UUID] = Counter()
    for column in ("need_id", "need__merged_into_id"):
        rows = Evidence.objects.filter(**{f"{column}__in": ids}).order_by().values_list(column)
        counts.update(dict(rows.annotate(count=Count("pk"))))
    return counts


def _follower_counts(ids: Sequence[uuid.UUID]) -> Counter[uuid.UUID]:
    """A person who follows two needs that were merged counts once."""
    pairs: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for column in ("need_id", "need__merged_into_id"):
        pairs.update(NeedFollower.objects.filter(**{f"{column}__in": ids}).values_list(column, "user_id"))
    return Counter(need_id for need_id, _ in pairs)
