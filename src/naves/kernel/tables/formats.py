"""What a file is, told by its content and never by its name."""

import re
import zipfile
from enum import StrEnum
from typing import BinaryIO

from naves.kernel.errors import Refused, gettext_noop
from naves.kernel.tables.problems import fatal


class Format(StrEnum):
    """Formats that tables are read from."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    NDJSON = "ndjson"
    PARQUET = "parquet"


_HEAD = 8_192
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET = b"PAR1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FOREIGN = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"SQLite format 3": "SQLite",
}
_MARKUP = re.compile(r"\s*<(!doctype\s+html|html|\?xml|[a-z!])", re.IGNORECASE)

_SAVE_AS_TABLE = gettext_noop("Save the table as CSV or XLSX and choose that file.")


def detect_format(stream: BinaryIO) -> Format:
    """Return the format of ``stream``, or raise :class:`Refused` saying what the file is instead."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip():
        raise empty_file()
    if head.startswith(_ZIP):
        return _zip_format(stream)
    if head.startswith(_PARQUET):
        return Format.PARQUET
    if head.startswith(_OLD_OFFICE):
        raise fatal(
            "old_excel",
            gettext_noop("The file is an old Excel workbook (XLS) or is locked by a password."),
            gettext_noop("Open it in a spreadsheet and save it as XLSX without a password."),
        )
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            raise not_a_table(name)
    return _text_format(head)


def empty_file() -> Refused:
    """Return the error for a file with no rows at all."""
    return fatal(
        "empty_file",
        gettext_noop("The file is empty."),
        gettext_noop("Choose a file with a heading row and at least one row below it."),
    )


def not_a_table(found: str) -> Refused:
    """Return the error for a file of another kind, named by ``found``."""
    return fatal(
        "not_a_table",
        gettext_noop("The file is not a table: its content is %(found)s."),
        _SAVE_AS_TABLE,
        found=found,
    )


def _zip_format(stream: BinaryIO) -> Format:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise fatal(
            "zip_damaged",
            gettext_noop("The workbook is damaged or incomplete."),
            gettext_noop("Open it in a spreadsheet, save it again as XLSX and choose that file."),
        ) from error
    stream.seek(0)
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "word/document.xml" in names:
        raise not_a_table("DOCX")
    if "content.xml" in names and "mimetype" in names:
        raise not_a_table("OpenDocument")
    raise not_a_table("ZIP")


def _text_format(head: bytes) -> Format:
    text = _roughly(head)
    if "\0" in text:
        raise fatal(
            "binary_file",
            gettext_noop("The file is not a table: it holds binary data, not text."),
            _SAVE_AS_TABLE,
        )
    if found := _MARKUP.match(text):
        if "html" in found[1].lower():
            raise fatal(
                "html_page",
                gettext_noop("The file is a web page, not a table."),
                gettext_noop(
                    "The download may have ended on a sign-in or error page: download it again.",
                ),
            )
        raise not_a_table("XML")
    start = text.lstrip()[:1]
    return {"{": Format.NDJSON, "[": Format.JSON}.get(start, Format.CSV)


def _roughly(head: bytes) -> str:
    """Decode the head well enough to see what kind of text it is."""
    for bom, encoding in zip(_BOMS, ("utf-8", "utf-16-le", "utf-16-be"), strict=True):
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, errors="replace")
    if b"\0" in head:
        return head.decode(guess_utf16(head) or "latin-1", errors="replace")
    return head.decode("latin-1")


def guess_utf16(head: bytes) -> str | None:
    """Return the byte order of UTF-16 text without a mark, told by where its zero bytes stand."""
    pairs = len(head) // 2
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    if zeros_odd > pairs / 2 and not zeros_even:
        return "utf-16-le"
    if zeros_even > pairs / 2 and not zeros_odd:
        return "utf-16-be"
    return None
