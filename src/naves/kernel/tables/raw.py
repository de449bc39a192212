"""What every format is brought to before headings and rows are checked."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RawTable:
    """Headings as they stand in the file and rows of texts with their place in the file."""

    headings: list[str]
    rows: Iterator[tuple[int, list[str]]]
    heading_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    fraction_read: Callable[[], float] | None = None


def cell_text(value: object) -> str:  # noqa: PLR0911 - one line for each type of cell
    """Return a typed cell as the text that a careful person would have typed into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f") if value == value else ""  # noqa: PLR0124 - NaN
        return plain.removesuffix(".0")
    if isinstance(value, datetime):
        if value.time() == time.min and value.tzinfo is None:
            return value.date().isoformat()
        return value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
