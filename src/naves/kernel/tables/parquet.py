"""Parquet files, read batch by batch."""

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from naves.kernel.errors import gettext_noop
from naves.kernel.tables.problems import ProblemLog, fatal
from naves.kernel.tables.raw import RawTable, cell_text

MAX_UNPACKED_BYTES = 2_000_000_000
_BATCH = 4_096
_DAMAGED = gettext_noop("The Parquet file is damaged or incomplete.")
_WRITE_AGAIN = gettext_noop("Write it again, or save the table as CSV.")


def read_parquet(stream: BinaryIO, problems: ProblemLog) -> RawTable:
    """Read the schema now, the rows as they are asked for; rows are counted from 1."""
    try:
        file = parquet.ParquetFile(stream)
        groups = [file.metadata.row_group(place) for place in range(file.metadata.num_row_groups)]
    except (pa.ArrowException, OSError) as error:
        raise fatal("parquet_damaged", _DAMAGED, _WRITE_AGAIN) from error
    if sum(group.total_byte_size for group in groups) > MAX_UNPACKED_BYTES:
        raise fatal(
            "parquet_too_large",
            gettext_noop("Unpacked, the file is larger than %(limit)s MB."),
            gettext_noop("Split it into several files."),
            limit=MAX_UNPACKED_BYTES // 1_000_000,
        )
    return RawTable(list(file.schema_arrow.names), _rows(file, problems))


def _rows(
    file: "parquet.ParquetFile",
    problems: ProblemLog,
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, [cell_text(value).strip() for value in values]
    except (pa.ArrowException, OSError):
        problems.add_row(number + 1, "parquet_damaged", _DAMAGED, _WRITE_AGAIN)
