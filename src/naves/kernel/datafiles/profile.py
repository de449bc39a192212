"""What a profile says, as plain values that go to JSON and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from naves.kernel.rowquery import TableColumn
from naves.kernel.rowquery.question import Kind


@dataclass(frozen=True, slots=True)
class Personal:
    """A suspicion: ``kind`` is birth_number, email, phone, iban, account or name; examples are masked."""

    kind: str
    count: int
    examples: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """One column. Ranges and frequent values are left out where personal data are suspected.

    ``spelling`` says how values are written ("comma" for decimals, "czech" for days); ``words`` are texts
    that stand for a missing value; ``strays`` are values that keep an almost clean column from its
    ``almost`` kind, with the rows where they stand.
    """

    name: str
    kind: Kind
    heading: str = ""
    spelling: str = ""
    filled: int = 0
    missing: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    distinct: int = 0
    is_distinct_exact: bool = True
    is_key: bool = False
    least: str | None = None
    most: str | None = None
    mean: float | None = None
    longest: int = 0
    frequent: Sequence[tuple[str, int]] = ()
    almost: Kind | None = None
    strays: Sequence[tuple[int, str]] = ()
    stray_count: int = 0
    formulas: int = 0
    personal: Sequence[Personal] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One file. ``problems`` are those of reading it (code, message, remedy, params, row)."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    row_count: int = 0
    columns: Sequence[ColumnProfile] = ()
    ragged: int = 0
    ragged_rows: Sequence[int] = ()
    empty_rows: int = 0
    doubled_headings: Sequence[str] = ()
    nameless: int = 0
    lacks_heading: bool = False
    is_cut: bool = False
    problems: Sequence[Mapping[str, Any]] = ()
    longitude: str = ""
    latitude: str = ""
    geometry: str = ""

    def table_columns(self) -> list[TableColumn]:
        """Return the columns that can be asked about."""
        return [TableColumn(column.name, column.kind, place) for place, column in enumerate(self.columns)]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return it as it was."""
        columns = [
            ColumnProfile(
                **{
                    **column,
                    "frequent": [(value, count) for value, count in column["frequent"]],
                    "strays": [(row, value) for row, value in column["strays"]],
                    "personal": [Personal(**one) for one in column["personal"]],
                }
            )
            for column in kept["columns"]
        ]
        return cls(**{**kept, "columns": columns})
