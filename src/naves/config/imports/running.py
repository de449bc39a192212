"""Telling a table by its headings, showing what it would do, doing it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from naves.config.imports.importer import Context, Importer
from naves.config.imports.registry import IMPORTERS
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.imports import ImportReport, Progress
from naves.kernel.tables import Format, Row, TableReader, heading_key

Source = str | Path | BinaryIO
SAMPLE_ROWS = 5
ROWS_BETWEEN_REPORTS = 500
NEARLY = 0.5


@dataclass(frozen=True, slots=True)
class Preview:
    """How the file was read, its first rows, and what importing it would do."""

    importer: Importer
    format: Format
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    columns: Sequence[str]
    sample: Sequence[Mapping[str, str]]
    report: ImportReport


class _WatchedTable(TableReader):
    """Tells how far the reading has come."""

    progress: Progress

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(super().__iter__()):
            if number % ROWS_BETWEEN_REPORTS == 0 and (read := self.fraction_read) is not None:
                self.progress(read)
            yield row


def preview(source: Source, context: Context, *, kind: str | None = None) -> Preview:
    """Return what importing ``source`` would do, with all its problems; writes nothing.

    Raises :class:`Refused` where the file is no table, or none that is known.
    """
    with TableReader(source) as table:
        importer = recognise(table.columns, kind)
        sample = [row.values for row in islice(table, SAMPLE_ROWS)]
    with _opened(source, context) as table:
        return Preview(
            importer=importer,
            format=table.format,
            encoding=table.encoding,
            delimiter=table.delimiter,
            sheet=table.sheet,
            columns=table.columns,
            sample=sample,
            report=_reported(importer, table, replace(context, dry_run=True)),
        )


def run(source: Source, context: Context, *, kind: str | None = None) -> ImportReport:
    """Import ``source``; raises :class:`Refused` with every problem found, and then writes nothing.

    With ``context.dry_run`` the problems are in the report instead.
    """
    with _opened(source, context) as table:
        importer = recognise(table.columns, kind)
        report = _reported(importer, table, context)
    if not context.dry_run:
        report.refuse_if_wrong()
    context.progress(1)
    return report


def recognise(columns: Sequence[str], kind: str | None = None) -> Importer:
    """Return the import that takes a table with these headings.

    A table that holds at least half of the columns of some import is taken for it, so that reading
    it names what is missing.
    """
    offered = [importer for importer in IMPORTERS if kind in (None, importer.kind)]
    for importer in offered:
        if importer.recognises(columns):
            return importer
    nearest = max(offered, key=lambda importer: _likeness(columns, importer), default=None)
    if nearest is not None and _likeness(columns, nearest) >= NEARLY:
        return nearest
    raise Refused(_unknown(columns, kind))


def _opened(source: Source, context: Context) -> _WatchedTable:
    table = _WatchedTable(source)
    table.progress = context.progress
    return table


def _reported(importer: Importer, table: TableReader, context: Context) -> ImportReport:
    try:
        report = importer.run(table, context)
    except Refused as refused:
        report = ImportReport(importer.kind, problems=refused.problems)
    problems = (*table.problems.all(), *report.problems)
    in_order = sorted(problems, key=lambda problem: problem.row if problem.row is not None else 0)
    return replace(report, problems=tuple(in_order), dry_run=context.dry_run)


def _likeness(columns: Sequence[str], importer: Importer) -> float:
    """Return the share of the import's required columns that are there."""
    found = {heading_key(column) for column in columns}
    required = [column for column in importer.columns if column.required]
    if len(required) < 2:  # noqa: PLR2004 - one column in common is a coincidence
        return 0
    there = [
        column
        for column in required
        if found & {heading_key(name) for name in (column.name, column.heading, *column.aliases)}
    ]
    return len(there) / len(required)


def _unknown(columns: Sequence[str], kind: str | None) -> Problem:
    return Problem(
        code="unknown_table",
        message=gettext_noop("The table is none of those that can be imported; its columns are: %(columns)s."),
        remedy=gettext_noop("Compare its headings with the list of imports and their templates."),
        params={"columns": ", ".join(columns[:20])[:300], "kind": kind or ""},
        field="file",
    )
