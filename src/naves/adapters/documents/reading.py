"""A document as people send it, brought to a plain outline in a process of its own."""

import json
import subprocess
import sys
from typing import BinaryIO

from naves.adapters.documents.archive import check_archive
from naves.adapters.documents.limits import MAX_BYTES, SECONDS
from naves.adapters.documents.refusals import REASONS, Unreadable, refusal

_GRACE = 5
"""Seconds for starting and stopping the process."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
"""A PDF may have some bytes before its mark."""
_ARCHIVE = b"PK\x03\x04"


def kind_of(stream: BinaryIO) -> str | None:
    """Return docx, pdf, or None where the file is neither; raises Refused for what is known to be unreadable."""
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(_PDF_WITHIN)
    stream.seek(0)
    if head.startswith(_OLD_OFFICE):
        raise refusal("document_old")
    is_archive, is_pdf = head.startswith(_ARCHIVE), b"%PDF-" in head
    if (is_archive or is_pdf) and size > MAX_BYTES:
        raise refusal("document_too_large")
    if is_pdf:
        return "pdf"
    # The name of the main part stands in the list of parts, which is not compressed.
    return "docx" if is_archive and b"word/document.xml" in stream.read() else None


def read_outline(stream: BinaryIO, kind: str) -> str:
    """Return the outline of a DOCX or PDF; raises Refused saying why it cannot be read."""
    if kind == "docx":
        try:
            check_archive(stream)
        except Unreadable as error:
            raise refusal(error.code) from error
    stream.seek(0)
    try:
        done = subprocess.run(  # noqa: S603  # our own module, the kind is one of two words
            [sys.executable, "-m", "naves.adapters.documents.worker", kind],
            input=stream.read(),
            capture_output=True,
            timeout=SECONDS + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal("document_slow") from error
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        raise refusal("document_slow")
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise refusal("document_damaged") from error
    if code := said.get("code"):
        raise refusal(code if code in REASONS else "document_damaged")
    return str(said["text"])
