"""Importing responses: which measure answers which need."""

from naves.adapters.responses_table import table as responses_table
from naves.config.imports.counting import as_report
from naves.config.imports.importer import Context, Importer
from naves.config.imports.needs import DEFAULT_SOURCE, placing
from naves.domains.strategies.operations import import_responses
from naves.kernel.errors import gettext_noop
from naves.kernel.imports import ImportReport
from naves.kernel.tables import TableReader


def _responses(table: TableReader, context: Context) -> ImportReport:
    rows = responses_table.ResponsesTable(table)
    need_source = context.options.get("need_source") or context.source or DEFAULT_SOURCE
    found = placing(import_responses, rows, table, context, need_source=need_source)
    return as_report("responses", found, rows.placed)


IMPORTERS = (
    Importer(
        kind="responses",
        label=gettext_noop("responses to needs"),
        recognises=responses_table.recognises,
        run=_responses,
        columns=responses_table.COLUMNS,
        has_template=True,
    ),
)
