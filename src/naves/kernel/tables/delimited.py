"""CSV and its relatives: the delimiter is found from the first rows, the rest is streamed."""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from naves.kernel.errors import gettext_noop
from naves.kernel.tables.encodings import detect_encoding
from naves.kernel.tables.formats import empty_file
from naves.kernel.tables.lines import LONGEST_LINE, Lines
from naves.kernel.tables.problems import ProblemLog
from naves.kernel.tables.raw import RawTable

_DELIMITERS = (";", ",", "\t", "|")
_NO_DELIMITER = "\x1f"
_SAMPLE_LINES = 200
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?\Z")


def read_delimited(stream: BinaryIO, problems: ProblemLog) -> RawTable:
    """Read the headings now and the rows as they are asked for."""
    encoding = detect_encoding(stream)
    lines = Lines(stream, encoding, problems)
    sample = [line for _, line in zip(range(_SAMPLE_LINES), lines, strict=False)]
    delimiter, sample, first_row = _delimiter(sample)
    csv.field_size_limit(LONGEST_LINE)
    records = _records(chain(sample, lines), delimiter, first_row, problems)
    heading_row, headings = next(((n, cells) for n, cells in records if any(cells)), (0, []))
    if not headings:
        problems.refuse_if_any()
        raise empty_file()
    return RawTable(
        headings=headings,
        rows=records,
        heading_row=heading_row,
        encoding=encoding,
        delimiter=None if delimiter == _NO_DELIMITER else delimiter,
        fraction_read=lines.fraction_read,
    )


def _delimiter(sample: list[str]) -> tuple[str, list[str], int]:
    """Return the delimiter, the lines that belong to the table and the number of the first."""
    if sample and (hint := _EXCEL_HINT.match(sample[0])):
        return hint[1], sample[1:], 2
    scores = {delimiter: _score(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    return (best if scores[best] > (0, 0) else _NO_DELIMITER), sample, 1


def _score(sample: list[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows as wide as the heading, then the width."""
    try:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0, 0
    if len(sample) == _SAMPLE_LINES:
        rows = rows[:-1]  # the last one may be cut in the middle of a quoted cell
    if not rows or len(rows[0]) == 1:
        return 0, 0
    alike = sum(len(row) == len(rows[0]) for row in rows)
    return round(alike / len(rows), 1), len(rows[0])


def _records(
    lines: Iterator[str],
    delimiter: str,
    first_row: int,
    problems: ProblemLog,
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = first_row
    try:
        for cells in reader:
            yield row, [cell.strip() for cell in cells]
            row = first_row + reader.line_num
    except csv.Error:
        problems.add_row(
            row,
            "quotes_damaged",
            gettext_noop("The quotation marks in the row that starts here do not match."),
            gettext_noop(
                'Close every quoted cell with " and double the quotation marks inside it ("").'
                " The rows below were not read.",
            ),
        )
