"""What can be asked of a table, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Kind = Literal["text", "integer", "decimal", "boolean", "date", "datetime"]
Cell = str | int | float | bool | date | datetime | None

COLUMN_KINDS: Final[dict[Kind, str]] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}
"""Kinds of columns and the types of DuckDB that hold them."""

OPERATORS: Final = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "in", "null")
FUNCTIONS: Final = ("count", "sum", "avg", "min", "max")
LARGEST_PAGE: Final = 10_000
MOST_FILTERS: Final = 20
MOST_SORTS: Final = 3
MOST_GROUPS: Final = 2
MOST_MEASURES: Final = 10
MOST_VALUES: Final = 500
LARGEST_OFFSET: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column as people call it; in the file its name is "c" and its place."""

    name: str
    kind: Kind
    place: int


@dataclass(frozen=True, slots=True)
class Filter:
    """``value`` is a text as it was typed, for "in" several; "null" takes "true" or "false"."""

    column: str
    operator: str
    value: str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Sort:
    """Empty cells always come last."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a group; ``column`` is empty for the count of rows."""

    function: str
    column: str = ""

    @property
    def name(self) -> str:
        """What the column of the answer is called."""
        return f"{self.function}_{self.column}" if self.column else self.function


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Rows (``columns`` empty means all), or figures of groups where ``measures`` are given.

    ``text`` is looked for in every column, whatever its case. ``offset`` is for those who count pages;
    ``cursor`` is what the page before returned, and is quick however far it leads.
    """

    columns: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    text: str = ""
    sort: Sequence[Sort] = ()
    group: Sequence[str] = ()
    measures: Sequence[Measure] = ()
    limit: int = 100
    offset: int = 0
    cursor: str | None = None
    count: bool = False
    """Whether to tell how many rows there are in all that pass the filters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in the order of ``columns``. ``total`` is None unless it was asked for."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]
    next_cursor: str | None
    total: int | None

    def records(self) -> list[dict[str, Cell]]:
        """Return rows as objects by column name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]
