"""What a table should hold, declared column by column; used for reading and for writing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a value is; in brackets the Python type it is read into."""

    TEXT = "text"  # str
    CODE = "code"  # str without any space
    CHOICE = "choice"  # str, one of Column.choices
    INTEGER = "integer"  # int
    DECIMAL = "decimal"  # Decimal
    DATE = "date"  # date
    DATETIME = "datetime"  # aware datetime
    BOOLEAN = "boolean"  # bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    It is found in a file by ``name``, ``label`` or one of ``aliases``. A ``required`` column has to
    be there and filled in every row. ``choices`` maps a value to other spellings of it.
    ``pattern`` is a regular expression for the whole value, ``example`` a value that fits it.
    ``label`` may be a lazily translated text.
    """

    name: str
    kind: Kind = Kind.TEXT
    label: object = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    minimum: int | Decimal | date | None = None
    maximum: int | Decimal | date | None = None
    max_length: int | None = None
    pattern: str | None = None
    example: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The label, or the name where there is none."""
        return str(self.label) or self.name
