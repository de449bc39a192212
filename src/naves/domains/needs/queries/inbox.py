"""Evidence that waits to be sorted to a need."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from naves.domains.needs.models import Evidence
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.queries.keyset import older_evidence
from naves.domains.needs.queries.visibility import governed_places
from naves.domains.organisations.access import Actor
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.kernel.paging import Page, bad_cursor, decode_cursor, encode_cursor

MOST_PER_PAGE = 200
MOST_INBOXES = 200


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


@dataclass(frozen=True, slots=True)
class PlaceInbox:
    """A municipality and how much waits there."""

    place: Place
    count: int


def inboxes_of(actor: Actor, *, limit: int = MOST_INBOXES) -> list[PlaceInbox]:
    """Return the inboxes that ``actor`` may sort: those where something waits, the fullest first, and one's own."""
    waiting = Evidence.objects.filter(need=None)
    homes: set[int] = set()
    if not actor.is_analyst:
        governed = governed_places(actor)
        here = Q(place__in=governed) | Q(place__district__in=governed) | Q(place__region__in=governed)
        waiting = waiting.filter(here)
        homes = set(Place.objects.filter(pk__in=governed, level=PlaceLevel.MUNICIPALITY).values_list("pk", flat=True))
    rows = waiting.order_by().values_list("place_id").annotate(count=Count("pk")).order_by("-count")
    counts = {**dict.fromkeys(homes, 0), **dict(rows[:limit])}
    places = Place.objects.filter(pk__in=counts).select_related("district", "region")
    return sorted((PlaceInbox(place, counts[place.pk]) for place in places), key=lambda found: -found.count)


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
