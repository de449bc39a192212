"""Documents as people send them, good ones and bad ones."""

import io
import zipfile

import pytest
from docx import Document
from pypdf import PdfWriter

from naves.adapters.documents.limits import MAX_BYTES, MAX_PAGES
from naves.adapters.documents.reading import kind_of, read_outline
from naves.adapters.documents.worker import outline_of
from naves.kernel.errors import Refused
from tests.support.documents import (
    TITLE,
    docx_bytes,
    locked_pdf,
    scanned_pdf,
    strategy_docx,
    strategy_pdf,
    unreadable_pdf,
    with_part,
)

DOCX_OUTLINE = f"""\
{TITLE}

Město naslouchá lidem a ví, co jim chybí.

## Úvod
O čem dokument je.

## Cíl 1: Bezpečné ulice
Lidé se mají cítit bezpečně.
- Přechody u škol
- Osvětlení parku

## Cíl 2: Zdravé město
- 2.1 Nový lékař
  Odpovídá: Odbor sociálních věcí
  Termín: do konce roku 2028
- 2.2 Lavičky
"""


def read(content: bytes) -> str:
    """Return the outline as the pages read it: in a process of its own."""
    file = io.BytesIO(content)
    kind = kind_of(file)
    assert kind is not None
    return read_outline(file, kind)


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(content)
    (problem,) = refused.value.problems
    assert problem.field == "file"
    assert problem.remedy
    assert "%(" not in problem.text() + problem.remedy_text()
    return problem.code


def pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_docx_becomes_headings_items_and_measures_of_a_table() -> None:
    assert read(strategy_docx()) == DOCX_OUTLINE


def test_pdf_becomes_headings_and_whole_paragraphs_without_running_heads() -> None:
    lines = read(strategy_pdf()).splitlines()
    assert lines[0] == TITLE
    assert "### Cíl 1: Bezpečné ulice" in lines
    assert "#### Opatření 2.1: Nový lékař" in lines
    assert (
        "- Přechody u škol na Vítězné a Cholinské ulici včetně nasvícení, zvýšení vozovky a nového "
        "dopravního značení v okolí obou škol"
    ) in lines
    assert "Termín: 31. 12. 2028" in lines
    assert not any("návrh" in line or line.isdigit() for line in lines)


def test_text_and_table_are_left_to_others() -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert [kind_of(io.BytesIO(content)) for content in (b"# Cile", b"", book.getvalue())] == [None, None, None]


def test_unreadable_documents_say_why() -> None:
    assert [
        refusal(content)
        for content in (
            scanned_pdf(),
            unreadable_pdf(),
            locked_pdf(),
            b"%PDF-1.7 and nothing more",
            docx_bytes(Document()),
            strategy_docx()[:3000] + b"word/document.xml",
            with_part(strategy_docx(), "word/document.xml", b"<w:document"),
            with_part(strategy_docx(), "word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            pages(MAX_PAGES + 1),
        )
    ] == [
        "document_scanned",
        "document_unreadable_letters",
        "document_encrypted",
        "document_damaged",
        "document_empty",
        "document_damaged",
        "document_damaged",
        "document_unsafe",
        "document_old",
        "document_pages",
    ]


def test_bombs_and_huge_files_are_refused_before_they_are_unpacked() -> None:
    bomb = with_part(strategy_docx(), "word/styles2.xml", bytes(3_000_000))
    many = strategy_docx()
    with zipfile.ZipFile(found := io.BytesIO(many), "a") as archive:
        for number in range(5001):
            archive.writestr(f"word/media/{number}.xml", b"")
    huge = b"%PDF-1.7" + bytes(MAX_BYTES)
    assert [refusal(bomb), refusal(found.getvalue()), refusal(huge)] == [
        "document_bomb",
        "document_bomb",
        "document_too_large",
    ]


def test_whole_book_is_refused_by_its_length() -> None:
    document = Document()
    for _ in range(700):
        document.add_paragraph("Text " * 200)
    assert refusal(docx_bytes(document)) == "document_long"


def test_headings_of_ones_own_style_are_told_by_their_outline_level() -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Document()
    document.add_paragraph("Název dokumentu")
    style = document.styles.add_style("Kapitola úřadu", 1)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    style.element.get_or_add_pPr().append(level)
    document.add_paragraph("Bezpečné ulice", style=style)
    bold = document.add_paragraph()
    bold.add_run("Tučně psaný nadpis").bold = True
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Rok", "Nehody"
    outline = outline_of("docx", io.BytesIO(docx_bytes(document)))
    assert outline.splitlines() == [
        "Název dokumentu",
        "",
        "",
        "### Bezpečné ulice",
        "",
        "###### Tučně psaný nadpis",
        "Rok – Nehody",
    ]
