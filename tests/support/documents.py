"""Documents of strategies as people make them, and as nobody should."""

import io
import zipfile
from typing import Any

from docx import Document
from pypdf import PdfReader, PdfWriter

TITLE = "Strategie rozvoje města Litovel 2027–2032"
TYPST = f"""
#set document(title: "{TITLE}")
#set page(paper: "a4", header: [Město Litovel – návrh], numbering: "1")
#set text(size: 11pt, lang: "cs", font: "Libertinus Serif")
#text(size: 24pt, weight: "bold")[{TITLE}]

Město naslouchá lidem a ví, co jim chybí. Tento dokument říká, co s tím do roku 2032 udělá, kdo
za to odpovídá a kolik to bude stát.

#text(size: 17pt, weight: "bold")[Cíl 1: Bezpečné ulice]

Lidé se mají cítit bezpečně na každé cestě do školy i domů ze zaměstnání, a to i po setmění a
v zimě, kdy je vidět nejméně ze všech ročních dob.

- Přechody u škol na Vítězné a Cholinské ulici včetně nasvícení, zvýšení vozovky a nového
  dopravního značení v okolí obou škol
- Osvětlení parku

#pagebreak()
#text(size: 17pt, weight: "bold")[Cíl 2: Zdravé město]

#text(size: 13pt, weight: "bold")[Opatření 2.1: Nový lékař]

Odpovídá: Odbor sociálních věcí

Termín: 31. 12. 2028

#pagebreak()
Příloha o tom, jak se s občany mluvilo.
"""


def docx_bytes(document: Any) -> bytes:
    """Return the file of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def strategy_docx(title: str = TITLE) -> bytes:
    """Return a strategy with headings, a list, a table of measures and running text."""
    document = Document()
    document.add_heading(title, 0)
    document.add_paragraph("Město naslouchá lidem a ví, co jim chybí.")
    document.add_heading("Úvod", 1)
    document.add_paragraph("O čem dokument je.")
    document.add_heading("Cíl 1: Bezpečné ulice", 1)
    document.add_paragraph("Lidé se mají cítit bezpečně.")
    document.add_paragraph("Přechody u škol", style="List Bullet")
    document.add_paragraph("Osvětlení parku", style="List Bullet")
    document.add_heading("Cíl 2: Zdravé město", 1)
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("Kód", "Opatření", "Odpovídá", "Termín"), strict=True):
        cell.text = text
    for row in (("2.1", "Nový lékař", "Odbor sociálních věcí", "do konce roku 2028"), ("2.2", "Lavičky", "", "")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return docx_bytes(document)


def strategy_pdf(source: str = TYPST) -> bytes:
    """Return the PDF that typst sets."""
    import typst

    return bytes(typst.compile(source.encode()))


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(strategy_pdf())))
    writer.encrypt("tajne", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned_pdf() -> bytes:
    """Return a PDF with pages and no letters."""
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_part(docx: bytes, name: str, content: bytes) -> bytes:
    """Return a DOCX with one part more, or in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def unreadable_pdf() -> bytes:
    """Return a PDF whose font maps its letters to characters without meaning."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(strategy_pdf())))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            stream = DecodedStreamObject()
            stream.set_data(
                b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
                b"1 beginbfrange <0000> <FFFF> <E000> endbfrange endcmap"
            )
            found = font.get_object()
            assert isinstance(found, DictionaryObject)
            found[NameObject("/ToUnicode")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
