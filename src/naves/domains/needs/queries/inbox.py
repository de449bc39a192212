"""Evidence that waits to be sorted to a need."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Count

from naves.domains.needs.models import Evidence
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.queries.keyset import older_evidence
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.kernel.paging import Page, bad_cursor, decode_cursor, encode_cursor

MOST_PER_PAGE = 200


def inbox(
    actor: Actor, place: Place, *, kind: str | None = None, cursor: str | None = None, limit: int = 25
) -> Page[Evidence]:
    """Return unsorted evidence of a municipality, the newest first, with its whole count."""
    require(actor, Action.SEE_INBOX, place=place)
    waiting = Evidence.objects.filter(place=place, need=None)
    if kind:
        waiting = waiting.filter(kind=kind)
    limit = max(1, min(limit, MOST_PER_PAGE))
    page = older_evidence(waiting, _key(cursor)) if cursor else waiting
    rows = list(page.order_by("-occurred_on", "-id")[: limit + 1])
    shown = rows[:limit]
    following = encode_cursor((shown[-1].occurred_on.isoformat(), shown[-1].pk.hex)) if len(rows) > limit else None
    return Page(items=shown, next_cursor=following, total=waiting.count())


def inbox_counts(place_ids: Collection[int]) -> dict[int, int]:
    """Return how much waits in each place that has anything waiting."""
    waiting = Evidence.objects.filter(place__in=place_ids, need=None).order_by()
    return dict(waiting.values_list("place_id").annotate(count=Count("pk")))


def _key(cursor: str) -> tuple[date, uuid.UUID]:
    day, identifier = decode_cursor(cursor, size=2)
    try:
        return date.fromisoformat(str(day)), uuid.UUID(str(identifier))
    except ValueError:
        raise bad_cursor(cursor) from None
