"""XLSX workbooks, guarded against archives and XML made to exhaust the machine."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from naves.kernel.errors import gettext_noop
from naves.kernel.tables.formats import empty_file
from naves.kernel.tables.problems import ProblemLog, fatal
from naves.kernel.tables.raw import RawTable, cell_text

MAX_UNPACKED_BYTES = 500_000_000
MAX_TEXTS_BYTES = 100_000_000
"""Shared texts are the one part that is held whole in memory."""

MAX_RATIO = 200
MAX_PARTS = 5_000
_SMALL_PART = 1_000_000
_MOST_ROWS = 1_048_576
_FORMULA_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A"})
_SAVE_AGAIN = gettext_noop(
    "Open it in a spreadsheet, save it again as XLSX or CSV and choose that file.",
)
_DAMAGED = gettext_noop("The workbook cannot be read.")


def read_spreadsheet(stream: BinaryIO, problems: ProblemLog, sheet: str | None) -> RawTable:
    """Read ``sheet``, or else the first sheet that holds something."""
    _check_archive(stream)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # the parser fails in too many ways on a hostile file
        raise fatal("workbook_damaged", _DAMAGED, _SAVE_AGAIN) from error
    if sheet is not None and sheet not in book.sheetnames:
        raise fatal(
            "sheet_missing",
            gettext_noop("The workbook has no sheet named %(sheet)s."),
            gettext_noop("Choose one of its sheets: %(sheets)s."),
            sheet=sheet,
            sheets=", ".join(book.sheetnames),
        )
    for worksheet in book.worksheets:
        if sheet not in (None, worksheet.title):
            continue
        rows = _rows(worksheet, problems)
        for number, cells in rows:
            if any(cells):
                headings = _without_empty_end(cells)
                wide = _checked(rows, len(headings), problems)
                return RawTable(headings, wide, heading_row=number, sheet=worksheet.title)
    problems.refuse_if_any()
    raise empty_file()


def _check_archive(stream: BinaryIO) -> None:
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS or any(map(_is_bomb, parts)):
            raise fatal(
                "workbook_too_large",
                gettext_noop("Unpacked, the workbook is too large to be read safely."),
                gettext_noop("Save the sheet with the table alone, or save it as CSV."),
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _check_xml(archive, part)
    stream.seek(0)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if "sharedStrings" in part.filename and part.file_size > MAX_TEXTS_BYTES:
        return True
    return part.file_size > max(_SMALL_PART, part.compress_size * MAX_RATIO)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a document type, where entities are defined; it can only stand before the root."""
    try:
        with archive.open(part) as file:
            next(iter(ElementTree.iterparse(file, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as error:
        raise fatal(
            "workbook_unsafe",
            gettext_noop("The workbook holds XML definitions that no spreadsheet writes."),
            _SAVE_AGAIN,
        ) from error
    except Exception as error:  # a damaged or locked part
        raise fatal("workbook_damaged", _DAMAGED, _SAVE_AGAIN) from error


def _rows(worksheet: Any, problems: ProblemLog) -> Iterator[tuple[int, list[str]]]:
    worksheet.reset_dimensions()  # a sheet may state a wrong size
    number = 0
    try:
        for number, values in enumerate(worksheet.iter_rows(values_only=True), start=1):
            if number > _MOST_ROWS:
                break
            yield number, [cell_text(value).strip() for value in values]
    except Exception:  # noqa: BLE001 - the parser fails in too many ways on a damaged file
        problems.add_row(number + 1, "workbook_damaged", _DAMAGED, _SAVE_AGAIN)


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _checked(
    rows: Iterator[tuple[int, list[str]]],
    width: int,
    problems: ProblemLog,
) -> Iterator[tuple[int, list[str]]]:
    """Make rows as wide as the heading, since a sheet leaves empty cells out."""
    for number, cells in rows:
        if wrong := _FORMULA_ERRORS.intersection(cells):
            problems.add_row(
                number,
                "formula_error",
                gettext_noop("A formula in the row ends in the error %(error)s."),
                gettext_noop("Mend the formula or put the value in its place."),
                {"error": ", ".join(sorted(wrong))},
            )
            continue
        yield number, cells + [""] * (width - len(cells))
