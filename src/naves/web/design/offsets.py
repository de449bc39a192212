"""Pages of lists that lie in memory: the cursor holds how many rows came before."""

from collections.abc import Sequence
from typing import TypeVar

from naves.kernel.paging import Page, bad_cursor, decode_cursor, encode_cursor

T = TypeVar("T")


def start_of(cursor: str | None) -> int:
    """Return how many rows come before the page, or refuse a cursor that is not ours."""
    if not cursor:
        return 0
    (start,) = decode_cursor(cursor, size=1)
    if isinstance(start, int) and start >= 0:
        return start
    raise bad_cursor(cursor)


def page_of(rows: Sequence[T], *, start: int, size: int, total: int) -> Page[T]:
    """Return a page of ``rows``, which are those from ``start`` on, at most ``size`` of ``total``."""
    more = start + size < total
    return Page(rows, encode_cursor((start + size,)) if more else None, total)
