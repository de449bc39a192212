"""Importing strategies: from a flat table, or as a draft from an outline."""

from pathlib import Path
from typing import BinaryIO

from naves.adapters.outlines.outline import looks_like_outline, parse
from naves.adapters.outlines.rows import OutlineRows
from naves.adapters.outlines.text import read_text
from naves.adapters.strategies_table import columns, table
from naves.config.imports.counting import as_report
from naves.config.imports.importer import Context, Importer, TextImporter
from naves.domains.strategies.operations import import_strategies
from naves.kernel.errors import Refused, gettext_noop
from naves.kernel.imports import ImportReport
from naves.kernel.tables import TableReader

DEFAULT_SOURCE = "tabulka"


def _strategies(reader: TableReader, context: Context) -> ImportReport:
    source = table.StrategiesTable(reader)
    rows = list(source)
    try:
        found = import_strategies(
            actor=context.actor,
            at=context.at,
            rows=rows,
            source=context.source or DEFAULT_SOURCE,
            digest=context.digest,
            dry_run=context.dry_run or bool(reader.problems),
        )
    except Refused as refused:
        raise Refused([source.placed(problem) for problem in refused.problems]) from refused
    return as_report("strategies", found, source.placed)


def _outline(source: str | Path | BinaryIO, context: Context) -> ImportReport:
    outline = OutlineRows(parse(read_text(source)), context.options)
    rows = outline.rows()
    found = import_strategies(
        actor=context.actor,
        at=context.at,
        rows=rows,
        source=context.source or "osnova",
        digest=context.digest,
        dry_run=context.dry_run or bool(outline.problems),
    )
    report = as_report("outlines", found, lambda problem: problem)
    return report.with_problems(outline.problems)


def _sample(source: str | Path | BinaryIO) -> list[dict[str, str]]:
    """Return the headings and bullets as they were understood."""
    outline = parse(read_text(source))
    rows = []
    for goal in outline.goals:
        rows.append({"code": goal.code, "goal": goal.title, "measure": ""})
        rows += [{"code": measure.code, "goal": "", "measure": measure.title} for measure in goal.measures]
    return rows


IMPORTERS = (
    Importer(
        kind="strategies",
        label=gettext_noop("strategies with goals, measures and indicators"),
        recognises=table.recognises,
        run=_strategies,
        columns=columns.COLUMNS,
        has_template=True,
    ),
)
TEXT_IMPORTERS = (
    TextImporter(
        kind="outlines",
        label=gettext_noop("outline of a strategy"),
        recognises=lambda source: looks_like_outline(read_text(source)),
        run=_outline,
        sample=_sample,
    ),
)
