"""Lists of places: narrowed, in a steady order, a page at a time by cursor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]  # django-stubs lacks it
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)
from django.db.models.functions import Coalesce

from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.queries.tree import ABOVE
from naves.domains.places.rules.naming import name_key
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.paging import Page, decode_cursor, encode_cursor

MOST_PER_PAGE: Final = 200
EXPORT_CHUNK: Final = 2000
ORDERS: Final[dict[str, tuple[str, bool]]] = {
    "name": ("name_sort", False),
    "-name": ("name_sort", True),
    "population": ("people", False),
    "-population": ("people", True),
}
_RELATED: Final = ("region", "district", "orp")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFilter:
    """``within`` is a unit above, of any level; ``text`` is a part of the name, without accents."""

    level: str = PlaceLevel.MUNICIPALITY
    within: Place | None = None
    size_class: int | None = None
    text: str = ""


def place_list(
    by: PlaceFilter | None = None, *, sort: str = "name", cursor: str | None = None, limit: int = 25
) -> Page[Place]:
    """Return one page of places with their region, district and ORP, and how many there are in all (two queries)."""
    chosen = _narrowed(by or PlaceFilter())
    limit = max(1, min(limit, MOST_PER_PAGE))
    column, is_descending = ORDERS[sort]
    page = _beyond(chosen, column, _key(cursor, column), is_descending=is_descending) if cursor else chosen
    rows = list(page.select_related(*_RELATED).order_by(*_order(column, is_descending=is_descending))[: limit + 1])
    has_more = len(rows) > limit
    shown = rows[:limit]
    following = encode_cursor((getattr(shown[-1], column), shown[-1].pk)) if has_more else None
    total = len(rows) if not cursor and not has_more else chosen.count()
    return Page(items=shown, next_cursor=following, total=total)


def places_for_export(by: PlaceFilter | None = None) -> Iterator[Place]:
    """Yield everything that the list would show, in alphabetical order."""
    chosen = _narrowed(by or PlaceFilter()).select_related(*_RELATED).order_by("name_sort", "pk")
    yield from chosen.iterator(chunk_size=EXPORT_CHUNK)


def _narrowed(by: PlaceFilter) -> QuerySet[Place]:
    """``people`` is 0 where nobody is known to live, so that rows compare."""
    places = Place.objects.filter(level=by.level).annotate(people=Coalesce("population", 0))
    if by.within is not None and (column := ABOVE.get(PlaceLevel(by.within.level))):
        places = places.filter(**{column: by.within})
    if by.size_class is not None:
        places = places.filter(size_class=by.size_class)
    if wanted := name_key(by.text):
        places = places.filter(code=wanted) if wanted.isdigit() else places.filter(name_folded__contains=wanted)
    return places


def _order(column: str, *, is_descending: bool) -> tuple[str, str]:
    return (f"-{column}", "-pk") if is_descending else (column, "pk")


def _beyond(places: QuerySet[Place], column: str, key: tuple[Any, int], *, is_descending: bool) -> QuerySet[Place]:
    lookup = TupleLessThan if is_descending else TupleGreaterThan
    return places.filter(lookup(Tuple(column, "id"), key))


def _key(cursor: str, column: str) -> tuple[str | int, int]:
    first, second = decode_cursor(cursor, size=2)
    try:
        return (str(first) if column == "name_sort" else int(str(first)), int(str(second)))
    except ValueError:
        raise Refused(
            Problem(
                code="cursor",
                field="cursor",
                value=cursor,
                message=gettext_noop("“%(value)s” is not a cursor of this list."),
                params={"value": cursor},
                remedy=gettext_noop("Use the cursor that the previous page returned, or leave it out."),
            )
        ) from None
