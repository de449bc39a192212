"""Lists with the newest first, continued from a cursor."""

import uuid
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]  # django-stubs lacks it
    Tuple,
    TupleLessThan,
)

from naves.kernel.paging import Page, bad_cursor, decode_cursor, encode_cursor

M = TypeVar("M", bound=Model)
MOST_PER_PAGE = 200


def newest_first(rows: QuerySet[M, M], column: str, *, cursor: str | None, limit: int) -> Page[M]:
    """Return one page in the order of ``column`` and id, the newest first (two queries)."""
    size = max(1, min(limit, MOST_PER_PAGE))
    beyond = rows if not cursor else rows.filter(TupleLessThan(Tuple(column, "id"), _key(cursor)))
    found = list(beyond.order_by(f"-{column}", "-id")[: size + 1])
    shown = found[:size]
    following = encode_cursor((_moment(shown[-1], column), shown[-1].pk.hex)) if len(found) > size else None
    return Page(shown, following, rows.count())


def _moment(row: Any, column: str) -> str:
    moment: datetime = getattr(row, column)
    return moment.isoformat()


def _key(cursor: str) -> tuple[datetime, uuid.UUID]:
    moment, pk = decode_cursor(cursor, size=2)
    try:
        found = datetime.fromisoformat(str(moment)), uuid.UUID(str(pk))
    except ValueError:
        raise bad_cursor(cursor) from None
    if found[0].tzinfo is None:
        raise bad_cursor(cursor)
    return found
