"""Telling a table by its headings, showing what it would do, doing it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from naves.config.imports.importer import Context, Importer, Source, TextImporter
from naves.config.imports.registry import IMPORTERS, TEXT_IMPORTERS
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.imports import ImportReport, Progress
from naves.kernel.tables import Format, Row, TableReader, heading_key

SAMPLE_ROWS = 5
ROWS_BETWEEN_REPORTS = 500
NEARLY = 0.5
IS_OF_KIND = {
    "places": gettext_noop("This is not what was asked for: the file holds municipalities and units of the territory."),
    "indicators": gettext_noop("This is not what was asked for: the file holds values of indicators."),
    "strategies": gettext_noop("This is not what was asked for: the file holds strategies."),
    "needs": gettext_noop("This is not what was asked for: the file holds needs."),
    "evidence": gettext_noop("This is not what was asked for: the file holds evidence of needs."),
    "posts": gettext_noop("This is not what was asked for: the file holds posts of another system."),
    "responses": gettext_noop("This is not what was asked for: the file holds responses to needs."),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """How the file was read, its first rows, and what importing it would do."""

    importer: Importer | TextImporter
    format: Format | None
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
    if (text := _text_importer(kind)) is not None:
        return _text_preview(text, source, context)
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
    context = replace(context, digest=context.digest or digest_of(source))
    if (text := _text_importer(kind)) is not None:
        report = text.run(source, context)
    else:
        with _opened(source, context) as table:
            importer = recognise(table.columns, kind)
            report = _reported(importer, table, context)
    if not context.dry_run:
        report.refuse_if_wrong()
    context.progress(1)
    return report


def digest_of(source: Source) -> str:
    """Return the SHA-256 of the file; empty where it cannot be read twice."""
    if isinstance(source, str | Path):
        try:
            with Path(source).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""  # the reader says what is wrong with the path
    if not source.seekable():
        return ""
    source.seek(0)
    return hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]


def _text_importer(kind: str | None) -> TextImporter | None:
    return next((importer for importer in TEXT_IMPORTERS if importer.kind == kind), None)


def _text_preview(importer: TextImporter, source: Source, context: Context) -> Preview:
    sample = importer.sample(source)
    return Preview(
        importer=importer,
        format=None,
        encoding=None,
        delimiter=None,
        sheet=None,
        columns=list(sample[0]) if sample else [],
        sample=sample,
        report=importer.run(source, replace(context, dry_run=True)),
    )


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
    other = next((importer for importer in IMPORTERS if importer.recognises(columns)), None)
    raise Refused(_other_kind(other) if other is not None else _unknown(columns, kind))


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


def _other_kind(importer: Importer) -> Problem:
    return Problem(
        code="other_kind",
        message=IS_OF_KIND[importer.kind],
        remedy=gettext_noop("Import it as %(kind)s."),
        params={"kind": importer.kind},
        field="file",
        value=importer.kind,
    )


def _unknown(columns: Sequence[str], kind: str | None) -> Problem:
    if len(columns) == 1:
        return Problem(
            code="wrong_delimiter",
            message=gettext_noop("Only one column was found: %(column)s."),
            remedy=gettext_noop("Divide the columns by a semicolon, comma, tab or vertical bar."),
            params={"column": columns[0][:80]},
            value=columns[0][:80],
            row=1,
        )
    return Problem(
        code="unknown_table",
        message=gettext_noop("The table is none of those that can be imported; its columns are: %(columns)s."),
        remedy=gettext_noop("Compare its headings with the list of imports and their templates."),
        params={"columns": ", ".join(columns[:20])[:300], "kind": kind or ""},
        field="file",
    )
