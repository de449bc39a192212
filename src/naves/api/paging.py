"""Lists, a page at a time: `limit`, `cursor`, the address of the next page in the body and as a Link header."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]  # django-stubs lacks it
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from naves.api.texts import Text
from naves.kernel.paging import bad_cursor, decode_cursor, encode_cursor

T = TypeVar("T")
M = TypeVar("M", bound=Model)
MOST_PER_PAGE = 200


class Paging(Schema):
    """Where to go on, and how much at once."""

    cursor: Text = Field("", description="As the page before gave it; empty for the first page.", max_length=1000)
    limit: int = Field(50, ge=1, le=MOST_PER_PAGE, description="How many records at most.")


Paged = Annotated[Paging, Query()]


class Page(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(
        None, description="Address of the next page, null on the last one. Also sent as a Link header."
    )
    total: int | None = Field(None, description="How many records there are in all, where that is counted.")


def link_next(request: HttpRequest, response: HttpResponse, cursor: str | None) -> str | None:
    """Return the address of the next page and name it in the header."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    response["Link"] = f'<{address}>; rel="next"'
    return address


def slice_by(
    rows: QuerySet[M, M], columns: Sequence[str], page: Paging, *, descending: bool = False
) -> tuple[list[M], str | None]:
    """Return one page of ``rows`` in the order of ``columns`` (unique together), and the cursor of the next."""
    if page.cursor:
        key = _key(rows, columns, page.cursor)
        lookup = TupleLessThan if descending else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(*columns), key))
    order = [f"-{column}" for column in columns] if descending else list(columns)
    found = list(rows.order_by(*order)[: page.limit + 1])
    shown = found[: page.limit]
    if len(found) <= page.limit:
        return shown, None
    return shown, encode_cursor(tuple(str(getattr(shown[-1], column)) for column in columns))


def slice_of(items: Sequence[T], page: Paging) -> tuple[Sequence[T], str | None]:
    """Return one page of a list that is computed whole; its cursor is a position."""
    start = position(page.cursor)
    end = start + page.limit
    return items[start:end], encode_cursor((end,)) if end < len(items) else None


def position(cursor: str) -> int:
    """Return the position that a cursor of a computed list stands for."""
    if not cursor:
        return 0
    (start,) = decode_cursor(cursor, size=1)
    if not isinstance(start, int) or not 0 <= start < 10**9:
        raise bad_cursor(cursor)
    return start


def _key(rows: QuerySet[Any], columns: Iterable[str], cursor: str) -> tuple[Any, ...]:
    names = list(columns)
    parts = decode_cursor(cursor, size=len(names))
    fields = [cast("Any", rows.model._meta.get_field(name)) for name in names]
    try:
        return tuple(field.to_python(part) for field, part in zip(fields, parts, strict=True))
    except ValidationError:
        raise bad_cursor(cursor) from None
