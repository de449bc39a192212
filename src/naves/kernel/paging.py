"""Keyset paging: a cursor is an opaque text that holds the sort key of the last row shown."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from naves.kernel.errors import Problem, Refused, gettext_noop

T = TypeVar("T")
Key = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A slice of a list and the cursors of its neighbours (None where there is no more)."""

    items: Sequence[T]
    next_cursor: str | None
    total: int | None = None


def encode_cursor(key: Key) -> str:
    """Return the opaque text of a sort key."""
    raw = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode_cursor(cursor: str, *, size: int) -> Key:
    """Return the sort key of ``size`` parts, or refuse a cursor that is not ours."""
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error, UnicodeError):
        key = None
    if not isinstance(key, list) or len(key) != size:
        raise bad_cursor(cursor)
    return tuple(key)


def bad_cursor(cursor: str) -> Refused:
    """Return the refusal of a cursor that is not ours."""
    return Refused(
        Problem(
            code="cursor",
            field="cursor",
            value=cursor,
            message=gettext_noop("“%(value)s” is not a cursor of this list."),
            params={"value": cursor},
            remedy=gettext_noop("Use the cursor that the previous page returned, or leave it out."),
        )
    )
