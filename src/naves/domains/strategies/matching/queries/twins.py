"""Needs of one place that may say the same, in groups."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.strategies.matching.models import NeedLikeness
from naves.domains.strategies.matching.queries.corpus import OPEN
from naves.domains.strategies.matching.queries.waiting import needs_in_reach
from naves.domains.strategies.matching.rules.likeness import groups

MOST_PAIRS = 300


@dataclass(frozen=True, slots=True)
class Twins:
    """Needs that may say the same, the one with most people first, and the likeness of the likest two."""

    needs: Sequence[Need]
    likeness: float


def twins(actor: Actor) -> list[Twins]:
    """Return the likest groups in the places that ``actor`` works for (one query)."""
    found = NeedLikeness.objects.filter(dismissed_at=None, need__status__in=OPEN, other__status__in=OPEN)
    if not actor.is_analyst:
        found = found.filter(need__in=needs_in_reach(actor))
    pairs = list(found.select_related("need__place", "other__place").order_by("-likeness", "id")[:MOST_PAIRS])
    numbers: dict[uuid.UUID, int] = {}
    needs: list[Need] = []
    joined = []
    for pair in pairs:
        for need in (pair.need, pair.other):
            if need.pk not in numbers:
                numbers[need.pk] = len(needs)
                needs.append(need)
        joined.append((numbers[pair.need_id], numbers[pair.other_id]))
    likest: dict[int, float] = {}
    for (one, other), pair in zip(joined, pairs, strict=True):
        for number in (one, other):
            likest[number] = max(likest.get(number, 0.0), pair.likeness)
    together = [
        Twins(
            sorted((needs[number] for number in group), key=lambda need: (-need.people_known, need.created_at)),
            max(likest[number] for number in group),
        )
        for group in groups(joined)
    ]
    return sorted(together, key=lambda group: -group.likeness)
