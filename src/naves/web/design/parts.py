"""What views hand to the larger components."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from naves.web.design.words import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A share between 0 and 1 with its uncertainty, to show as a tile.

    ``interval`` is the 95 % interval, ``bounds`` the range that what is not assessed leaves open.
    """

    name: Text
    value: float | None
    interval: tuple[float, float] | None = None
    bounds: tuple[float, float] | None = None
    note: Text = ""
    href: str = ""
    link: Text = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views or choices, reached by a link."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, for a timeline. ``kind``: plain, response, success, warning, error."""

    at: date | datetime
    what: Text
    text: Text = ""
    who: Text = ""
    href: str = ""
    kind: str = "plain"
    icon: str = "info-circle"
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said about it."""

    term: Text
    description: Text | float | None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plain table. ``kind``: text, number, percent, day, level, scale."""

    label: Text
    kind: str = "text"
    sort: str = ""

    @property
    def numeric(self) -> bool:
        """Tell whether its cells stand to the right."""
        return self.kind in {"number", "percent"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plain table; its first cell names it and links to ``href``."""

    cells: Sequence[object]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table: what stands under a picture, or a short list."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row] = field(default_factory=tuple)
    stack: bool = False
