"""One question, one connection of DuckDB that can read one file and nothing else."""

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.paging import encode_cursor
from naves.kernel.rowquery.question import Answer, Cell, Question, TableColumn
from naves.kernel.rowquery.statement import Builder, Statement, cursor_after


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost."""

    seconds: float = 10.0
    memory_mb: int = 256


def ask(path: Path, columns: Sequence[TableColumn], asked: Question, limits: Limits | None = None) -> Answer:
    """Answer a question over the Parquet file at ``path``; Refused says what is wrong with the question."""
    statement = Builder(columns, asked).statement()
    with opened(path, limits or Limits()) as table:
        rows = table.execute(statement.sql, statement.values).fetchall()
        total = None
        if asked.count:
            found = table.execute(statement.count_sql, statement.count_values).fetchone()
            total = int(found[0]) if found else 0
    return _answer(statement, rows, asked, total)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection with the view ``t``; files, network, extensions and settings are out of its reach."""
    table = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": f"{limits.memory_mb}MB"})
    timer = threading.Timer(limits.seconds, table.interrupt)
    timer.daemon = True
    try:
        # The path is ours, made of a checksum or a database key.
        quoted = str(path).replace("'", "''")
        table.execute("SET temp_directory=''")
        table.execute(f"SET allowed_paths=['{quoted}']")
        table.execute(f"CREATE VIEW t AS SELECT * FROM read_parquet('{quoted}')")  # noqa: S608 - a path of ours
        table.execute("SET enable_external_access=false")
        table.execute("SET lock_configuration=true")
        timer.start()
        yield table
    except duckdb.InterruptException:
        raise _too_much(gettext_noop("The question took longer than %(limit)s s."), f"{limits.seconds:g}") from None
    except duckdb.OutOfMemoryException:
        raise _too_much(
            gettext_noop("The question needs more than %(limit)s MB of memory."), str(limits.memory_mb)
        ) from None
    finally:
        timer.cancel()
        table.close()


def _answer(statement: Statement, rows: list[tuple[Cell, ...]], asked: Question, total: int | None) -> Answer:
    width, kept = len(statement.shown), rows[: asked.limit]
    more = None
    if len(rows) > len(kept) and kept:
        if statement.is_grouped:
            more = encode_cursor((statement.offset + asked.limit,))
        else:
            *keys, row = kept[-1][width:]
            more = cursor_after(keys, int(str(row)))
    shown = [tuple(_plain(cell) for cell in row[:width]) for row in kept]
    return Answer(statement.shown, shown, more, total)


def _plain(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _too_much(message: str, limit: str) -> Refused:
    return Refused(
        Problem(
            code="too_expensive",
            message=message,
            params={"limit": limit},
            remedy=gettext_noop("Narrow it with filters, or download the file."),
        )
    )
