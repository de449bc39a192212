"""A DOCX as pieces: headings by style or outline level, lists as items, tables of measures row by row."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from naves.adapters.documents.archive import check_archive
from naves.adapters.documents.measures import Columns, columns_of, row_pieces
from naves.adapters.documents.pieces import Kind, Piece, tidy
from naves.adapters.documents.refusals import Unreadable

_HEADING = re.compile(r"^(?:heading|nadpis|überschrift)\s*(\d)$", re.IGNORECASE)
_TITLES = frozenset({"title", "název", "titul"})
_LIST = re.compile(r"^(?:list|seznam|odrážk|odstavec se seznamem)", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|obsah)\b", re.IGNORECASE)
_DEEPEST = 9
_SHORT = 120


def read_docx(stream: BinaryIO) -> tuple[str, list[Piece]]:
    """Return the title, empty where none is marked, and the pieces in their order."""
    check_archive(stream)
    try:
        document = Document(stream)
    except Exception as error:  # the parser fails in too many ways on a damaged file
        raise Unreadable("document_damaged") from error
    title = ""
    pieces: list[Piece] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            pieces += _of_table(block)
            continue
        piece = _of_paragraph(block)
        if piece is None:
            continue
        if not title and not pieces and _style(block).lower() in _TITLES:
            title = piece.text
        else:
            pieces.append(piece)
    return title or _core_title(document), pieces


def _of_paragraph(paragraph: Paragraph) -> Piece | None:
    text, style = tidy(paragraph.text), _style(paragraph)
    if not text or _CONTENTS.match(style):
        return None
    if depth := _depth(paragraph, style):
        return Piece(Kind.HEADING, text, depth)
    if _is_listed(paragraph, style):
        return Piece(Kind.ITEM, text)
    if _is_all_bold(paragraph) and len(text) <= _SHORT and not text.endswith((".", ":", ";", ",")):
        return Piece(Kind.HEADING, text, _DEEPEST)
    return Piece(Kind.TEXT, text)


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "") if style is not None else ""


def _depth(paragraph: Paragraph, style: str) -> int:
    """Return 1 for the highest heading, 0 for what is none; a style of one's own may state its outline level."""
    if found := _HEADING.match(style):
        return int(found[1])
    own = paragraph.style.element if paragraph.style is not None else None
    for element in (paragraph._p, own):  # python-docx offers no other way
        level = element.find(f".//{qn('w:outlineLvl')}") if element is not None else None
        if level is not None and (value := level.get(qn("w:val"), "9")).isdigit() and int(value) < _DEEPEST:
            return int(value) + 1
    return 0


def _is_listed(paragraph: Paragraph, style: str) -> bool:
    properties = paragraph._p.pPr
    return bool(_LIST.match(style)) or (properties is not None and properties.numPr is not None)


def _is_all_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _of_table(table: Table) -> Iterator[Piece]:
    columns: Columns | None = None
    for number, row in enumerate(table.rows):
        cells = [tidy(cell.text) for cell in row.cells]
        if number == 0 and (columns := columns_of(cells)) is not None:
            continue
        yield from row_pieces(cells, columns)


def _core_title(document: WordDocument) -> str:
    return tidy(document.core_properties.title or "")
