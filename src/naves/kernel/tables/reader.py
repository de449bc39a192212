"""Tables from files that people send: whatever the format, headings and rows of texts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables.delimited import read_delimited
from naves.kernel.tables.formats import Format, detect_format
from naves.kernel.tables.json_rows import read_json, read_ndjson
from naves.kernel.tables.parquet import read_parquet
from naves.kernel.tables.problems import DEFAULT_CAP, ProblemLog
from naves.kernel.tables.raw import RawTable
from naves.kernel.tables.source import DEFAULT_MAX_BYTES, open_source
from naves.kernel.tables.spreadsheet import read_spreadsheet
from naves.kernel.text import fold

_NOT_IN_KEY = re.compile(r"[\W_]+")


def heading_key(heading: str) -> str:
    """Return what headings are compared by: case and accents do not count, nor what parts words."""
    return _NOT_IN_KEY.sub("_", fold(heading)).strip("_")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` is its line in the file from 1, or its place in a list of records."""

    number: int
    values: Mapping[str, str]


class TableReader:
    """An open table: look at what was found, then go through the rows once.

    Going through the rows never raises: what is wrong with a row is put into ``problems`` and the
    row is left out, so look there before anything is kept.
    """

    def __init__(
        self,
        source: str | Path | BinaryIO,
        *,
        max_bytes: int = DEFAULT_MAX_BYTES,
        sheet: str | None = None,
        problem_cap: int = DEFAULT_CAP,
    ) -> None:
        """Open ``source``; raises :class:`Refused` if it is no table that can be read."""
        self.problems = ProblemLog(problem_cap)
        self._stack = ExitStack()
        try:
            stream = open_source(source, max_bytes, self._stack)
            self.format = detect_format(stream)
            self._raw = _read(self.format, stream, self.problems, sheet)
            self.columns = _columns(self._raw)
        except BaseException:
            self._stack.close()
            raise
        self.encoding = self._raw.encoding
        self.delimiter = self._raw.delimiter
        self.sheet = self._raw.sheet
        self.heading_row = self._raw.heading_row

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows that are whole; empty ones are passed over."""
        width = len(self.columns)
        for number, cells in self._raw.rows:
            if not any(cells):
                continue
            if len(cells) < width or any(cells[width:]):
                self._ragged(number, len(cells))
                continue
            yield Row(number, dict(zip(self.columns, cells, strict=False)))

    @property
    def fraction_read(self) -> float | None:
        """How much of the file is read, from 0 to 1, for a progress bar; None if not known."""
        return self._raw.fraction_read() if self._raw.fraction_read else None

    def close(self) -> None:
        """Close what was opened; a stream of the caller stays open."""
        self._stack.close()

    def _ragged(self, number: int, found: int) -> None:
        self.problems.add_row(
            number,
            "ragged_row",
            gettext_noop("The row has %(found)s cells, but the heading has %(expected)s."),
            gettext_noop(
                "Add the missing cells, or put cells that contain the delimiter into quotation marks.",
            ),
            {"found": found, "expected": len(self.columns)},
        )


def _read(kind: Format, stream: BinaryIO, problems: ProblemLog, sheet: str | None) -> RawTable:
    if kind is Format.XLSX:
        return read_spreadsheet(stream, problems, sheet)
    readers = {
        Format.CSV: read_delimited,
        Format.JSON: read_json,
        Format.NDJSON: read_ndjson,
        Format.PARQUET: read_parquet,
    }
    return readers[kind](stream, problems)


def _columns(raw: RawTable) -> tuple[str, ...]:
    """Return the headings; one without a name is called by its place, as in "#3"."""
    headings = list(raw.headings)
    while headings and not headings[-1]:
        headings.pop()
    names = [heading or f"#{place}" for place, heading in enumerate(headings, start=1)]
    counts = Counter(heading_key(name) or name for name in names)
    doubled = [name for name in names if counts[heading_key(name) or name] > 1]
    if doubled:
        raise Refused(
            [
                Problem(
                    code="doubled_column",
                    message=gettext_noop("The column %(column)s is there %(count)s times."),
                    remedy=gettext_noop("Rename or delete the columns so that each is there once."),
                    params={"column": name, "count": counts[heading_key(name) or name]},
                    row=raw.heading_row,
                    column=name,
                )
                for name in {heading_key(name): name for name in reversed(doubled)}.values()
            ],
        )
    return tuple(names)
