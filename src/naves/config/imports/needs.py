"""Importing needs and the evidence for them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from naves.adapters.council_resolutions import resolutions
from naves.adapters.evidence_table import table as evidence_table
from naves.adapters.needs_table import columns as needs_columns
from naves.adapters.needs_table import table as needs_table
from naves.config.imports.counting import as_report
from naves.config.imports.importer import Context, Importer
from naves.domains.accounts.imports.whole import whole
from naves.domains.needs.operations import import_evidence, import_needs
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.imports import ImportReport
from naves.kernel.tables import TableReader

DEFAULT_SOURCE = "tabulka"
"""Whose identifiers the file uses where nobody says so."""


class Rows(Protocol):
    """Rows that are read while they are imported."""

    def placed(self, problem: Problem, row: int | None = None) -> Problem: ...


def run_streamed(
    operation: Callable[..., Any], rows: Iterable[Any], table: TableReader, context: Context, **options: object
) -> Any:
    """Run ``operation`` while the table is read; take all of it back where the table holds a problem."""
    return _streamed(operation, rows, table, context, options, dry_run=context.dry_run)


@whole
def _streamed(
    operation: Callable[..., Any],
    rows: Iterable[Any],
    table: TableReader,
    context: Context,
    options: Mapping[str, object],
    *,
    dry_run: bool,
) -> Any:
    found = operation(
        actor=context.actor,
        at=context.at,
        rows=rows,
        source=context.source or DEFAULT_SOURCE,
        digest=context.digest,
        dry_run=dry_run,
        **options,
    )
    if table.problems and not dry_run:
        raise Refused(())  # the table's own problems are reported beside these
    return found


def placing(operation: Callable[..., Any], rows: Any, table: TableReader, context: Context, **options: object) -> Any:
    """Run ``operation`` on rows that know the headings of their columns, and put these to its problems."""
    try:
        return run_streamed(operation, rows, table, context, **options)
    except Refused as refused:
        raise Refused([rows.placed(problem) for problem in refused.problems]) from refused


def _needs(table: TableReader, context: Context) -> ImportReport:
    rows = needs_table.NeedsTable(table, context.answers)
    publish = context.options.get("publish", "yes") != "no"
    return as_report("needs", placing(import_needs, rows, table, context, publish=publish), rows.placed)


def _evidence(table: TableReader, context: Context) -> ImportReport:
    rows = evidence_table.EvidenceTable(table, context.answers)
    need_source = context.options.get("need_source") or context.source or DEFAULT_SOURCE
    return as_report("evidence", placing(import_evidence, rows, table, context, need_source=need_source), rows.placed)


def _resolutions(table: TableReader, context: Context) -> ImportReport:
    rows = resolutions.Resolutions(table, context.answers, context.options.get("place", ""))
    return as_report("evidence", placing(import_evidence, rows, table, context), rows.placed)


IMPORTERS = (
    Importer(
        kind="needs",
        label=gettext_noop("needs of towns"),
        recognises=needs_table.recognises,
        run=_needs,
        columns=needs_columns.COLUMNS,
        has_template=True,
    ),
    Importer(
        kind="evidence",
        label=gettext_noop("resolutions of municipal councils"),
        recognises=resolutions.recognises,
        run=_resolutions,
        columns=resolutions.COLUMNS,
    ),
    Importer(
        kind="evidence",
        label=gettext_noop("evidence of needs"),
        recognises=evidence_table.recognises,
        run=_evidence,
        columns=evidence_table.COLUMNS,
        has_template=True,
    ),
)
