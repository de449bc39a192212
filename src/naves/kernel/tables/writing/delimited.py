"""CSV as in RFC 4180, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from naves.kernel.tables.columns import Column
from naves.kernel.tables.raw import cell_text

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_csv(
    out: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
    *,
    delimiter: str = ",",
    bom: bool = False,
    labels: bool = False,
    guard: bool = True,
    heading: bool = True,
) -> int:
    """Write UTF-8; ``bom`` lets Excel see that it is UTF-8; no ``heading`` where rows follow earlier ones.

    With ``guard``, texts that a spreadsheet would run as a formula get an apostrophe before them.
    Reading with :func:`read_records` takes it off again.
    """
    text = io.TextIOWrapper(out, "utf-8-sig" if bom else "utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    cell = _guarded if guard else cell_text
    count = 0
    try:
        if heading:
            writer.writerow([cell(column.heading if labels else column.name) for column in columns])
        for row in rows:
            writer.writerow([cell(row.get(column.name)) for column in columns])
            count += 1
    finally:
        text.detach()
    return count


def _guarded(value: object) -> str:
    text = cell_text(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text
