"""Parquet with a column type for each kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
from pyarrow import parquet

from naves.kernel.clock import PRAGUE
from naves.kernel.tables.columns import Column, Kind

_BATCH = 10_000
_TYPES = {
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("us", tz="UTC"),
    Kind.BOOLEAN: pa.bool_(),
}


def write_parquet(
    out: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
) -> int:
    """Write batches of 10,000 rows; decimals become float64."""
    schema = pa.schema([(column.name, _TYPES.get(column.kind, pa.string())) for column in columns])
    count = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            arrays = [
                pa.array([_plain(row.get(field.name), field.type) for row in batch], field.type) for field in schema
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(batch)
    return count


def _batches(rows: Iterable[Mapping[str, object]]) -> Iterator[list[Mapping[str, object]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _plain(value: object, kind: Any) -> object:
    if value is None:
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=PRAGUE)
    return str(value) if pa.types.is_string(kind) else value
