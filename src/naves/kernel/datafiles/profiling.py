"""A file profiled as a whole: rows go to Parquet as texts, DuckDB tells kinds, ranges and keys from all of them."""

# ruff: noqa: S608 - only places of columns and paths of ours get into the text of a statement
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

import duckdb

from naves.kernel.datafiles import kinds
from naves.kernel.datafiles.columns import describe
from naves.kernel.datafiles.landing import Landed, land
from naves.kernel.datafiles.places import located
from naves.kernel.datafiles.profile import ColumnProfile, Profile
from naves.kernel.datafiles.reading import OpenTable, open_table
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.rowquery.question import COLUMN_KINDS
from naves.kernel.rowquery.statement import ROW
from naves.kernel.tables.formats import empty_file
from naves.kernel.tables.problems import ProblemLog

MEMORY_MB: Final = 512
MOST_PROBLEMS: Final = 50


def profile_file(source: BinaryIO, table: Path) -> Profile:
    """Return the profile of a file and write its rows to ``table`` as Parquet; Refused where it is no table."""
    problems = ProblemLog(MOST_PROBLEMS)
    with tempfile.TemporaryDirectory(prefix="naves-profile-") as folder:
        texts = Path(folder) / "texts.parquet"
        with open_table(source, problems) as opened:
            landed = land(opened.raw, texts)
            base = _base(opened, landed)
        if not landed.row_count:
            problems.refuse_if_any()
            raise empty_file()
        try:
            written = Path(folder) / "table.parquet"
            with _asking(texts, Path(folder)) as asked:
                columns = _columns(asked, landed, written)
            shutil.move(written, table)
        except duckdb.Error as error:
            raise Refused(
                Problem(
                    code="profiling_failed",
                    message=gettext_noop("The table is too large or too odd to be looked at."),
                    remedy=gettext_noop("Divide the file, or save it as Parquet."),
                )
            ) from error
    profile = replace(base, columns=columns, problems=[_kept(one) for one in problems.all()])
    return located(profile)


def _base(opened: OpenTable, landed: Landed) -> Profile:
    raw = opened.raw
    return Profile(
        format=opened.format,
        encoding=raw.encoding or "",
        delimiter=raw.delimiter or "",
        sheet=raw.sheet or "",
        row_count=landed.row_count,
        ragged=landed.ragged,
        ragged_rows=landed.ragged_rows,
        empty_rows=landed.empty_rows,
        doubled_headings=landed.doubled,
        nameless=landed.nameless,
        lacks_heading=_looks_like_data(landed.headings),
        is_cut=landed.is_cut,
    )


def _looks_like_data(headings: Sequence[str]) -> bool:
    """Whether most headings are numbers: then the first row is data and the headings are missing."""
    numbers = sum(heading.replace(",", ".").replace(" ", "").replace(".", "", 1).isdigit() for heading in headings)
    years = sum(heading.isdigit() and len(heading) == 4 for heading in headings)  # noqa: PLR2004
    return numbers - years > len(headings) / 2


@contextmanager
def _asking(texts: Path, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that can read and write in the folder, and nowhere else."""
    asked = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": f"{MEMORY_MB}MB"})
    try:
        asked.execute(f"SET temp_directory='{folder / 'spill'}'")
        asked.execute("SET preserve_insertion_order=true")
        asked.execute(f"SET allowed_directories=['{folder}']")
        asked.execute(f"CREATE VIEW raw AS SELECT * FROM read_parquet('{texts}')")
        asked.execute("SET enable_external_access=false")
        yield asked
    finally:
        asked.close()


def _columns(asked: duckdb.DuckDBPyConnection, landed: Landed, table: Path) -> list[ColumnProfile]:
    told = [kinds.tell(asked, place) for place in range(len(landed.names))]
    parts = [
        f"CAST({kinds.sql_of(one.reading, place)} AS {COLUMN_KINDS[one.reading.kind]}) AS c{place}"
        for place, one in enumerate(told)
    ]
    asked.execute(
        f"COPY (SELECT {ROW}, {', '.join(parts)} FROM raw ORDER BY {ROW}) TO '{table}' "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50000)"
    )
    asked.execute(f"CREATE VIEW t AS SELECT * FROM read_parquet('{table}')")
    return [
        describe(asked, place, name=name, heading=heading, told=one, rows=landed.row_count)
        for place, (name, heading, one) in enumerate(zip(landed.names, landed.headings, told, strict=True))
    ]


def _kept(problem: Problem) -> dict[str, Any]:
    params = {key: value if isinstance(value, int | float) else str(value) for key, value in problem.params.items()}
    return {
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy or "",
        "params": params,
        "row": problem.row,
    }
