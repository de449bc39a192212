"""Rows of texts written to Parquet in pieces, so that the whole file can be asked without being held in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import parquet

from naves.kernel.rowquery.statement import ROW
from naves.kernel.tables.raw import RawTable

MOST_ROWS: Final = 20_000_000
_BATCH_ROWS: Final = 20_000
_BATCH_CHARACTERS: Final = 8_000_000
_KEPT_ROWS: Final = 5


@dataclass(slots=True)
class Landed:
    """What was seen while the rows were written."""

    names: list[str]
    headings: list[str]
    row_count: int = 0
    ragged: int = 0
    ragged_rows: list[int] = field(default_factory=list)
    empty_rows: int = 0
    doubled: list[str] = field(default_factory=list)
    nameless: int = 0
    is_cut: bool = False


def land(raw: RawTable, path: Path) -> Landed:
    """Write all rows as texts; short rows are filled up, what stands beyond the last heading is dropped."""
    landed = named(raw.headings)
    width = len(landed.names)
    schema = pa.schema(
        [(ROW, pa.int64()), ("line", pa.int64()), *((f"c{place}", pa.string()) for place in range(width))]
    )
    with parquet.ParquetWriter(path, schema, compression="zstd", use_dictionary=False, write_statistics=False) as out:
        for rows in _batches(raw, landed, width):
            first = landed.row_count - len(rows) + 1
            arrays = [pa.array(range(first, first + len(rows)), pa.int64()), pa.array([n for n, _ in rows], pa.int64())]
            arrays += [_texts([cells[place] for _, cells in rows]) for place in range(width)]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return landed


def named(headings: Sequence[str]) -> Landed:
    """Return names that differ also where case does not count; a column without one is called by its place."""
    found = list(headings)
    while found and not found[-1]:
        found.pop()
    landed, taken = Landed([], list(found)), set[str]()
    for place, heading in enumerate(found, start=1):
        name = _clean(heading)[:200] or f"#{place}"
        landed.nameless += not heading
        if name.casefold() in taken:
            landed.doubled.append(name)
            number = 2
            while f"{name}_{number}".casefold() in taken:
                number += 1
            name = f"{name}_{number}"
        taken.add(name.casefold())
        landed.names.append(name)
    return landed


def _batches(raw: RawTable, landed: Landed, width: int) -> Iterator[list[tuple[int, list[str]]]]:
    batch: list[tuple[int, list[str]]] = []
    size = 0
    for number, cells in raw.rows:
        if not any(cells):
            landed.empty_rows += 1
            continue
        if len(cells) < width or any(cells[width:]):
            landed.ragged += 1
            if len(landed.ragged_rows) < _KEPT_ROWS:
                landed.ragged_rows.append(number)
        batch.append((number, cells[:width] + [""] * (width - len(cells))))
        landed.row_count += 1
        size += sum(map(len, batch[-1][1])) + width
        if landed.row_count >= MOST_ROWS:
            landed.is_cut = True
            break
        if len(batch) >= _BATCH_ROWS or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _texts(cells: list[str]) -> pa.Array:
    values = [cell or None for cell in cells]
    try:
        return pa.array(values, pa.string())
    except (UnicodeEncodeError, pa.ArrowException):
        return pa.array([_clean(cell) or None for cell in cells], pa.string())


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")
