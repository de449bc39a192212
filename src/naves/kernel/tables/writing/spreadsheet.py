"""XLSX with typed cells, written row by row to a temporary file and then to the stream."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from naves.kernel.clock import PRAGUE
from naves.kernel.errors import gettext_noop
from naves.kernel.tables.columns import Column, Kind
from naves.kernel.tables.problems import fatal
from naves.kernel.tables.raw import cell_text

MAX_ROWS = 1_048_575
_LONGEST_CELL = 32_767
_MEASURED_ROWS = 100
_NARROWEST, _WIDEST = 8, 60
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_SHOWN_AS = {Kind.DATE: "d. m. yyyy", Kind.DATETIME: "d. m. yyyy h:mm", Kind.INTEGER: "#,##0"}


def write_xlsx(
    out: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
    *,
    title: str = "Data",
    labels: bool = False,
) -> int:
    """Write one sheet with a bold, frozen heading; moments are in Prague time.

    Texts over 32,767 characters are cut with "…", which is the limit of the format. Raises
    :class:`Refused` for more rows than a sheet can hold.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_TITLE.sub(" ", title)[:_LONGEST_TITLE] or "Data")
    headings = [column.heading if labels else column.name for column in columns]
    remaining = iter(rows)
    first = list(islice(remaining, _MEASURED_ROWS))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        width = _width(headings[place - 1], [row.get(column.name) for row in first])
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_heading(sheet, heading) for heading in headings])
    count = 0
    for row in chain(first, remaining):
        count += 1
        if count > MAX_ROWS:
            raise _too_many()
        sheet.append([_cell(sheet, row.get(column.name), column.kind) for column in columns])
    book.save(out)
    return count


def _heading(sheet: Any, heading: str) -> Any:
    cell = _text_cell(sheet, heading)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: object, kind: Kind) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.astimezone(PRAGUE).replace(tzinfo=None) if value.tzinfo else value
    elif isinstance(value, str) or kind in (Kind.TEXT, Kind.CODE, Kind.CHOICE):
        return _text_cell(sheet, cell_text(value))
    elif isinstance(value, Decimal):
        value = float(value)
    cell = WriteOnlyCell(sheet, value)
    if kind in _SHOWN_AS:
        cell.number_format = _SHOWN_AS[kind]
    return cell


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that stays a text even where it looks like a formula."""
    text = _NOT_IN_XML.sub("", text)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _width(heading: str, values: Sequence[object]) -> int:
    longest = max(map(len, chain([heading], map(cell_text, values))))
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _too_many() -> Exception:
    return fatal(
        "too_many_rows",
        gettext_noop("A sheet holds at most %(limit)s rows."),
        gettext_noop("Choose CSV or Parquet, or narrow the selection."),
        limit=MAX_ROWS,
    )
