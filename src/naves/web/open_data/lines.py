"""Rows as JSON Lines, streamed."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import orjson

ROWS_AT_ONCE = 500


def json_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Yield some hundreds of lines at a time; decimals become numbers, moments ISO 8601."""
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield b"".join(orjson.dumps(dict(row), default=float, option=orjson.OPT_APPEND_NEWLINE) for row in batch)
