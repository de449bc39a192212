"""What somebody sends for a check, told by its content: a table of strategies, a document, or a text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from naves.adapters.documents.reading import kind_of, read_outline
from naves.adapters.outlines.lines import Kind, Line, read_lines
from naves.adapters.outlines.text import read_text
from naves.adapters.strategies_table.table import StrategiesTable, recognises
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Strategy
from naves.domains.strategies.operations import StrategyRow
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables import TableReader

MOST_LINES: Final = 1200
"""So many lines a person can correct on one page, and a form can send."""
_ARCHIVES: Final = (b"PK\x03\x04", b"PAR1")


def read_file(file: BinaryIO) -> list[Line] | list[StrategyRow]:
    """Return the lines of a document or text, or the rows of a table; Refused where it is none of them."""
    kind = kind_of(file)
    if kind is not None:
        return outline_lines(read_outline(file, kind))
    rows = _table_rows(file)
    return rows if rows is not None else outline_lines(read_text(file))


def outline_lines(text: str) -> list[Line]:
    """Return the lines of an outline, paragraphs that follow each other joined where there are too many."""
    lines = list(read_lines(text))
    if len(lines) > MOST_LINES:
        lines = _joined(lines)
    if len(lines) > MOST_LINES:
        raise Refused(
            Problem(
                code="outline_lines",
                field="file",
                value=len(lines),
                message=gettext_noop("The outline has %(count)s lines; at most %(limit)s can be corrected at once."),
                params={"count": len(lines), "limit": MOST_LINES},
                remedy=gettext_noop("Send only the part with goals and measures."),
            )
        )
    if not any(line.kind is not Kind.TITLE for line in lines):
        raise Refused(
            Problem(
                code="outline_empty",
                field="file",
                message=gettext_noop("Nothing stands there but a title."),
                remedy=gettext_noop("Add goals and measures: a line for each."),
            )
        )
    return lines


def as_draft(rows: Sequence[StrategyRow], strategy: Strategy | None) -> list[StrategyRow]:
    """Return the rows of one strategy as those of a draft; Refused where the table holds several strategies.

    Where the person says which `strategy` it continues, that goes before the identifier and the title in the table.
    """
    named = Counter(row.strategy_id.strip() for row in rows if row.strategy_id.strip())
    if len(named) != 1:
        raise Refused(
            Problem(
                code="several_strategies" if named else "no_strategy",
                field="file",
                value=len(named),
                message=gettext_noop("The table holds %(count)s strategies; a check is of one."),
                params={"count": len(named)},
                remedy=gettext_noop("Leave the rows of one, or import them all on the page Imports."),
            )
        )
    drafts = [replace(row, status=VersionStatus.DRAFT.value if row.status else "") for row in rows]
    if strategy is None:
        return drafts
    return [
        replace(
            row,
            strategy_id=strategy.identifier if row.strategy_id.strip() else "",
            strategy_title=strategy.title if row.strategy_title else "",
            strategy_url=strategy.url,
        )
        for row in drafts
    ]


def _table_rows(file: BinaryIO) -> list[StrategyRow] | None:
    """Return the rows of a table of strategies, None where the file is rather a text."""
    file.seek(0)
    must_be_table = file.read(4).startswith(_ARCHIVES)
    try:
        reader = TableReader(file)
    except Refused:
        if must_be_table:
            raise
        return None
    with reader:
        if recognises(reader.columns):
            return _rows(reader)
        if must_be_table:
            raise Refused(_other_table(reader.columns))
        return None


def _rows(reader: TableReader) -> list[StrategyRow]:
    source = StrategiesTable(reader)
    rows = list(source)
    if reader.problems:
        raise Refused([source.placed(problem) for problem in reader.problems.all()])
    return rows


def _joined(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        if joined and line.kind is Kind.TEXT and joined[-1].kind is Kind.TEXT:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined


def _other_table(columns: Sequence[str]) -> Problem:
    return Problem(
        code="not_strategies",
        field="file",
        message=gettext_noop("The table is not one of strategies; its columns are: %(columns)s."),
        params={"columns": ", ".join(columns[:20])[:300]},
        remedy=gettext_noop("Compare its headings with the template."),
    )
