"""What a document is made of, and how it is written as a plain outline."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of a document looks like."""

    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph. ``depth`` of a heading from 1; SAID belongs to the item before it."""

    kind: Kind
    text: str
    depth: int = 0


def as_outline(title: str, pieces: Iterable[Piece]) -> str:
    """Return the outline: the title on the first line, headings as ``## …``, items as ``- …``."""
    lines = [title, "", *(_written(piece) for piece in pieces)]
    return "\n".join(lines) + "\n"


def tidy(text: str) -> str:
    """Return the text on one line, without soft hyphens and characters of no meaning."""
    bare = text.replace("\N{SOFT HYPHEN}", "").replace("\0", "")
    return " ".join(bare.split())


def _written(piece: Piece) -> str:
    if piece.kind is Kind.HEADING:
        return f"\n{'#' * min(piece.depth + 1, 6)} {piece.text}"
    if piece.kind is Kind.ITEM:
        return f"- {piece.text}"
    return f"  {piece.text}" if piece.kind is Kind.SAID else piece.text
