"""NDJSON: one object on each line, numbers as numbers, dates as ISO texts."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import BinaryIO

import orjson

from naves.kernel.tables.columns import Column


def write_ndjson(
    out: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
) -> int:
    """Write the columns of each row under their names; missing values are null."""
    count = 0
    for row in rows:
        item = {column.name: row.get(column.name) for column in columns}
        out.write(orjson.dumps(item, default=_plain, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)
