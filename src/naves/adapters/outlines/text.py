"""The text of an uploaded outline, whatever its encoding; anything but text is refused by what it is."""

from pathlib import Path
from typing import BinaryIO

from naves.kernel.errors import Refused, gettext_noop
from naves.kernel.tables.encodings import detect_encoding
from naves.kernel.tables.formats import empty_file
from naves.kernel.tables.problems import fatal

MAX_BYTES = 5_000_000
_MAGIC = {
    b"PK\x03\x04": "DOCX / XLSX / ZIP",
    b"%PDF-": "PDF",
    b"\xd0\xcf\x11\xe0": "DOC / XLS",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
}


def read_text(source: str | Path | BinaryIO) -> str:
    """Return the text, or raise :class:`Refused`."""
    if isinstance(source, str | Path):
        try:
            with Path(source).open("rb") as stream:
                return _text(stream)
        except OSError as error:
            raise fatal(
                "file_unreadable",
                gettext_noop("The file %(file)s cannot be opened: %(reason)s."),
                gettext_noop("Check the path and the permissions of the file."),
                file=str(source),
                reason=error.strerror or type(error).__name__,
            ) from error
    return _text(source)


def _text(stream: BinaryIO) -> str:
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(8)
    if not size:
        raise empty_file()
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            raise _not_text(name)
    if size > MAX_BYTES:
        raise fatal(
            "outline_too_large",
            gettext_noop("The outline is larger than %(limit)s MB."),
            gettext_noop("Leave pictures and annexes out; goals and measures alone are enough."),
            limit=MAX_BYTES // 1_000_000,
        )
    encoding = detect_encoding(stream)
    stream.seek(0)
    text = stream.read().decode(encoding).removeprefix("\ufeff")
    if "\0" in text:
        raise _not_text("?")
    return text


def _not_text(kind: str) -> Refused:
    return fatal(
        "outline_not_text",
        gettext_noop("The file is not a text (%(kind)s)."),
        gettext_noop("Copy the goals and measures of the document into a text file and choose that one."),
        kind=kind,
    )
