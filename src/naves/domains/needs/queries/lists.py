"""Lists of needs: filtered, in a steady order, a page at a time by cursor."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.db.models import QuerySet

from naves.domains.needs.models import Need
from naves.domains.needs.permissions import READ
from naves.domains.needs.queries.filters import NeedFilter, narrow
from naves.domains.needs.queries.items import NeedItem, items_of
from naves.domains.needs.queries.keyset import needs_beyond
from naves.domains.needs.queries.visibility import visible_needs
from naves.domains.organisations.access import Actor
from naves.kernel.paging import bad_cursor, decode_cursor, encode_cursor

Sort = Literal["recent", "oldest", "people", "fewest_people"]
ORDERS: Final[dict[str, tuple[str, bool]]] = {
    "recent": ("listed_at", True),
    "oldest": ("listed_at", False),
    "people": ("people_known", True),
    "fewest_people": ("people_known", False),
}
COUNT_CAP: Final = 1000
MOST_PER_PAGE: Final = 200
EXPORT_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class NeedPage:
    """A page of needs. ``total`` is exact unless ``more_than_total``: counting stops at the cap, to stay quick."""

    items: list[NeedItem]
    next_cursor: str | None
    total: int
    more_than_total: bool


def need_list(
    actor: Actor,
    by: NeedFilter | None = None,
    *,
    sort: Sort = "recent",
    cursor: str | None = None,
    limit: int = 25,
    among: QuerySet[Need] | None = None,
    count_cap: int = COUNT_CAP,
) -> NeedPage:
    """Return one page of what ``actor`` may see; ``among`` lets a higher domain narrow the needs its own way."""
    chosen = _chosen(actor, by or NeedFilter(), among)
    limit = max(1, min(limit, MOST_PER_PAGE))
    column, is_descending = ORDERS[sort]
    page = needs_beyond(chosen, column, _key(cursor, column), is_descending=is_descending) if cursor else chosen
    order = [f"-{column}", "-id"] if is_descending else [column, "id"]
    rows = list(page.select_related("place__district", "place__region").order_by(*order)[: limit + 1])
    shown, has_more = rows[:limit], len(rows) > limit
    is_whole = not cursor and not has_more
    total = len(rows) if is_whole else chosen.order_by().values("pk")[: count_cap + 1].count()
    return NeedPage(
        items=items_of(shown),
        next_cursor=_cursor(shown[-1], column) if has_more else None,
        total=min(total, count_cap),
        more_than_total=total > count_cap,
    )


def needs_for_export(
    actor: Actor, by: NeedFilter | None = None, *, among: QuerySet[Need] | None = None
) -> Iterator[NeedItem]:
    """Yield everything that the list would show, the newest first, without holding it all in memory."""
    chosen = _chosen(actor, by or NeedFilter(), among).select_related("place__district", "place__region")
    rows = chosen.order_by("-listed_at", "-id")
    page = rows
    while chunk := list(page[:EXPORT_CHUNK]):
        yield from items_of(chunk)
        page = needs_beyond(rows, "listed_at", (chunk[-1].listed_at, chunk[-1].pk), is_descending=True)


def _chosen(actor: Actor, by: NeedFilter, among: QuerySet[Need] | None) -> QuerySet[Need]:
    """Where all that passes is public anyway, nobody's rights are looked up row by row."""
    can_read = actor.scopes is None or READ in actor.scopes
    needs = Need.objects.all() if by.is_public and can_read else visible_needs(actor)
    if among is not None:
        needs = needs & among
    return narrow(needs, by)


def _cursor(need: Need, column: str) -> str:
    value = getattr(need, column)
    return encode_cursor((value.isoformat() if isinstance(value, datetime) else value, need.pk.hex))


def _key(cursor: str, column: str) -> tuple[datetime | int, uuid.UUID]:
    first, second = decode_cursor(cursor, size=2)
    try:
        if column == "listed_at":
            return datetime.fromisoformat(str(first)), uuid.UUID(str(second))
        return int(str(first)), uuid.UUID(str(second))
    except ValueError:
        raise bad_cursor(cursor) from None
