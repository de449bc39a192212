"""What a page of the report is made of; `template.typ` sets each kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Run = tuple[str, bool]
"""A piece of text, and whether it is strong."""


class Block(Protocol):
    """One block, as plain values for the typesetter."""

    def plain(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a leading one is set larger."""

    runs: Sequence[Run]
    leads: bool = False

    def plain(self) -> dict[str, Any]:
        return {
            "kind": "text",
            "leads": self.leads,
            "runs": [{"text": text, "strong": strong} for text, strong in self.runs],
        }


@dataclass(frozen=True, slots=True)
class BigFigure:
    """A figure with its uncertainty under it, all in words of the reader."""

    name: str
    value: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class BigFigures:
    """Figures side by side."""

    items: Sequence[BigFigure]

    def plain(self) -> dict[str, Any]:
        return {
            "kind": "figures",
            "items": [{"name": one.name, "value": one.value, "lines": list(one.lines)} for one in self.items],
        }


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a colour of the scale (`c0` to `c6`), which repeats what its number says."""

    text: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The first column names the row; the others are numbers unless `words` lists them (from 0)."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]
    note: str = ""
    words: Sequence[int] = field(default=(0,))

    def plain(self) -> dict[str, Any]:
        return {
            "kind": "table",
            "caption": self.caption,
            "head": list(self.head),
            "rows": [[_cell(cell) for cell in row] for row in self.rows],
            "note": self.note,
            "words": list(self.words),
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG with a text in its place; `width` as a share of the page."""

    svg: str
    alt: str
    caption: str
    width: float = 1.0

    def plain(self) -> dict[str, Any]:
        return {"kind": "picture", "svg": self.svg, "alt": self.alt, "caption": self.caption, "width": self.width}


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms with what they mean."""

    items: Sequence[tuple[str, str]]

    def plain(self) -> dict[str, Any]:
        return {"kind": "terms", "items": [list(item) for item in self.items]}


@dataclass(frozen=True, slots=True)
class Section:
    """A section begins a page unless it `follows` the one before; a `wide` one lies on its side."""

    title: str
    blocks: Sequence[Block]
    wide: bool = False
    follows: bool = False

    def plain(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "wide": self.wide,
            "follows": self.follows,
            "blocks": [block.plain() for block in self.blocks],
        }


def text(words: str, *, leads: bool = False) -> Text:
    """Return a paragraph without strong words."""
    return Text([(words, False)], leads=leads)


def _cell(cell: str | Cell) -> dict[str, str]:
    return {"text": cell.text, "step": cell.step} if isinstance(cell, Cell) else {"text": cell, "step": ""}
