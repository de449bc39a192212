"""Printed lines brought back to headings, items and paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from naves.adapters.documents.pieces import Kind, Piece

_BULLET = re.compile(r"^(?:[-*+•–▪◦●■□➢✓]|[\uf000-\uf0ff])\s*(?P<text>\S.*)$")
_NUMBERED = re.compile(r"^(?:[A-Z]{0,3}\.?\d+(?:\.\d+)*[.)]?|[a-z]\))\s+\S")
_LABELLED = re.compile(
    r"^(?:Opatření|Aktivita|Cíl|Odpovídá|Termín|Gesce|Rozpočet|Measure|Goal|Deadline)\b.{0,60}:?", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*$|…+\s*\d+$")
_PAGE_NUMBER = re.compile(r"^(?:strana|str\.|page)?\s*\d{1,4}(?:\s*(?:/|z|of)\s*\d{1,4})?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_LARGER = 1.12
_LONGEST_HEADING = 160
_DEEPEST = 5
_REPEATED = 3
_EDGES = 2
_NEXT_LINE = 1.75
"""Lines of a paragraph stand at most so many sizes of its letters apart."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line with the greatest size of its letters in points; most of them bold or not; height from the page's foot."""

    text: str
    size: float
    bold: bool = False
    height: float = 0.0


@dataclass(slots=True)
class _Block:
    kind: Kind
    depth: int
    text: str
    last: PrintedLine


def pieces_of(pages: Sequence[Sequence[PrintedLine]]) -> list[Piece]:
    """Return headings, items and paragraphs; running heads, page numbers and contents are left out."""
    lines = list(_without_frame(pages))
    sizes = _heading_sizes(lines)
    body = _body_size(lines)
    blocks: list[_Block] = []
    for line in lines:
        kind, depth, text = _classified(line, body, sizes)
        if blocks and _continues(blocks[-1], line, kind, depth):
            blocks[-1].text = _joined(blocks[-1].text, text)
            blocks[-1].last = line
        else:
            blocks.append(_Block(kind, depth, text, line))
    return [Piece(block.kind, block.text, block.depth) for block in blocks]


def _without_frame(pages: Sequence[Sequence[PrintedLine]]) -> Iterator[PrintedLine]:
    edges = Counter(
        _DIGITS.sub("#", line.text) for page in pages for line in {*page[:_EDGES], *page[len(page) - _EDGES :]}
    )
    for page in pages:
        for line in page:
            repeated = edges[_DIGITS.sub("#", line.text)] >= _REPEATED
            if not repeated and not _PAGE_NUMBER.match(line.text) and not _LEADERS.search(line.text):
                yield line


def _body_size(lines: Sequence[PrintedLine]) -> float:
    """Return the size in which most letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _heading_sizes(lines: Sequence[PrintedLine]) -> list[float]:
    body = _body_size(lines)
    return sorted({line.size for line in lines if _is_larger(line, body)}, reverse=True)


def _is_larger(line: PrintedLine, body: float) -> bool:
    return line.size >= body * _LARGER and len(line.text) <= _LONGEST_HEADING


def _classified(line: PrintedLine, body: float, sizes: Sequence[float]) -> tuple[Kind, int, str]:
    if found := _BULLET.match(line.text):
        return Kind.ITEM, 0, found["text"]
    if _is_larger(line, body):
        return Kind.HEADING, min(sizes.index(line.size) + 1, _DEEPEST), line.text
    is_sentence = line.text.endswith((".", ":", ";", ","))
    if line.bold and len(line.text) <= _LONGEST_HEADING and not is_sentence:
        return Kind.HEADING, min(len(sizes) + 1, _DEEPEST), line.text
    return Kind.TEXT, 0, line.text


def _continues(block: _Block, line: PrintedLine, kind: Kind, depth: int) -> bool:
    """Whether a line goes on with what stands above it: set alike, close below, and beginning nothing of its own."""
    if kind is Kind.ITEM or _NUMBERED.match(line.text) or _LABELLED.match(line.text):
        return False
    gap = block.last.height - line.height
    if gap <= 0:  # the next page, or the next column
        return kind is block.kind is Kind.TEXT and line.text[:1].islower()
    if gap > _NEXT_LINE * median((block.last.size, line.size)):
        return False
    if kind is Kind.HEADING or block.kind is Kind.HEADING:
        return kind is block.kind and depth == block.depth and block.last.bold == line.bold
    is_finished = block.text.endswith((".", "!", "?", ":")) and line.text[:1].isupper()
    return not is_finished or (gap <= 1.3 * line.size and block.kind is Kind.TEXT)


def _joined(text: str, more: str) -> str:
    if text.endswith("-") and more[:1].islower() and not text.endswith(" -"):
        return text[:-1] + more
    return f"{text} {more}"
