"""Rows and features as bytes of a file, some thousand at a time."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, Literal, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

Kind = Literal["text", "number", "truth"]
Row = Sequence[Any]
ROWS_AT_ONCE: Final = 2_000
ROWS_IN_GROUP: Final = 20_000
_TYPES: Final = {"text": pa.string(), "number": pa.float64(), "truth": pa.bool_()}
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8; header=present",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


class Column(NamedTuple):
    """A column of a download; what does not fit its kind is left empty."""

    name: str
    kind: Kind


def csv_parts(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file (RFC 4180, UTF-8)."""
    yield _csv([[column.name for column in columns]])
    left = iter(rows)
    while batch := list(islice(left, ROWS_AT_ONCE)):
        yield _csv(batch)


def _csv(rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):  # a spreadsheet must not take it for a formula
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


class _Sink(io.RawIOBase):
    """Collects what pyarrow writes until it is taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._parts.append(raw)
        return len(raw)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def parquet_parts(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a Parquet file, one row group after another."""
    schema = pa.schema([(column.name, _TYPES[column.kind]) for column in columns])
    sink = _Sink()
    left = iter(rows)
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        while batch := list(islice(left, ROWS_IN_GROUP)):
            arrays = [
                pa.array([_fitting(row[place], column.kind) for row in batch], type=_TYPES[column.kind])
                for place, column in enumerate(columns)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


def _fitting(value: Any, kind: Kind) -> Any:
    if value is None or kind == "text":
        return value if value is None or isinstance(value, str) else orjson.dumps(value).decode()
    if kind == "truth":
        return value if isinstance(value, bool) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def geojson_parts(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a FeatureCollection (RFC 7946)."""
    yield b'{"type":"FeatureCollection","features":['
    left = iter(features)
    first = True
    while batch := list(islice(left, ROWS_AT_ONCE)):
        text = b",\n".join(orjson.dumps(each) for each in batch)
        yield text if first else b",\n" + text
        first = False
    yield b"]}\n"
