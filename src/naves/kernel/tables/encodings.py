"""Which encoding a text file is in; the whole file is read once to be sure.

UTF-8 and UTF-16 prove themselves. What is neither is one of the old Czech encodings, and the one
whose reading has the most Czech letters wins: Windows-1250 and ISO 8859-2 differ only in š ť ž and
their capitals, which the other reads as control or odd characters.
"""

import codecs
import re
from typing import BinaryIO

import numpy as np

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables.formats import guess_utf16
from naves.kernel.tables.problems import fatal

_CHUNK = 1 << 20
_HEAD = 8_192
_HIGH = 0x80
_OLD_CZECH = ("windows-1250", "iso-8859-2", "cp852")
_WEIGHTS = (
    ("ěščřžýáíéúůďťňó\u00a0", 1.0),
    ("ĚŠČŘŽÝÁÍÉÚŮĎŤŇÓ", 0.7),
    ("äöüßÄÖÜľôłĺ", 0.6),
    ("„“”‚‘’–—…§°×€«»²³", 0.5),
)
_OTHER_LETTER, _ODD = 0.1, -2.0
_ENOUGH_TO_DOUBT, _TOO_ODD = 20, 0.3
_SAVE_AS_UTF8 = gettext_noop("Save the file as CSV UTF-8 and choose it again.")


def detect_encoding(stream: BinaryIO) -> str:
    """Return the codec name: utf-8, utf-8-sig, utf-16-le, utf-16-be, or an old Czech encoding.

    Raises :class:`Refused` for damaged UTF-8 (with the line) and for an unknown encoding.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    encoding = _by_mark(head) or (guess_utf16(head) if b"\0" in head else None) or "utf-8"
    bad_at = _first_undecodable(stream, encoding)
    if bad_at is None:
        return encoding
    if encoding != "utf-8" or _mostly_utf8(stream, bad_at):
        raise _damaged(stream, encoding, bad_at)
    encoding = _likeliest(_histogram(stream))
    # Old encodings leave some bytes without a letter.
    bad_at = _first_undecodable(stream, encoding)
    if bad_at is not None:
        raise _damaged(stream, encoding, bad_at)
    return encoding


def _by_mark(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if head.startswith(codecs.BOM_UTF16_BE) else None


def _first_undecodable(stream: BinaryIO, encoding: str) -> int | None:
    """Return the place of the first byte that ``encoding`` cannot read, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    at = 0
    while True:
        waiting = len(decoder.getstate()[0])
        chunk = stream.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return at - waiting + error.start
        if not chunk:
            return None
        at += len(chunk)


def _mostly_utf8(stream: BinaryIO, bad_at: int) -> bool:
    """Tell UTF-8 with some damage from an older encoding, by the text around the first bad byte."""
    start = max(0, bad_at - _CHUNK // 2)
    stream.seek(start)
    text = stream.read(_CHUNK).decode("utf-8", errors="surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", text))
    whole = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    return whole > broken


def _damaged(stream: BinaryIO, encoding: str, bad_at: int) -> Refused:
    return Refused(
        Problem(
            code="encoding_damaged",
            message=gettext_noop("The text is in %(encoding)s, but it is damaged on this row."),
            remedy=gettext_noop(
                "Look at the row: letters were lost or two encodings were joined in one file."
                " Mend it, or export the file again as CSV UTF-8.",
            ),
            params={"encoding": encoding.removesuffix("-sig").upper()},
            row=1 + _newlines_before(stream, bad_at),
        ),
    )


def _newlines_before(stream: BinaryIO, end: int) -> int:
    stream.seek(0)
    count = 0
    while end > 0 and (chunk := stream.read(min(_CHUNK, end))):
        count += chunk.count(b"\n")
        end -= len(chunk)
    return count


def _histogram(stream: BinaryIO) -> dict[int, int]:
    """Count the bytes that are not ASCII."""
    counts = np.zeros(256, dtype=np.int64)
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        counts += np.bincount(np.frombuffer(chunk, dtype=np.uint8), minlength=256)
    return {byte: int(counts[byte]) for byte in range(_HIGH, 256) if counts[byte]}


def _likeliest(counts: dict[int, int]) -> str:
    total = sum(counts.values())
    scores = {encoding: _score(counts, encoding) / total for encoding in _OLD_CZECH}
    best = max(_OLD_CZECH, key=lambda encoding: scores[encoding])
    if scores[best] < (_TOO_ODD if total >= _ENOUGH_TO_DOUBT else 0):
        raise fatal(
            "encoding_unknown",
            gettext_noop("The encoding of the text cannot be told."),
            _SAVE_AS_UTF8,
        )
    return best


def _score(counts: dict[int, int], encoding: str) -> float:
    return sum(count * _weight(bytes([byte]).decode(encoding, errors="replace")) for byte, count in counts.items())


def _weight(char: str) -> float:
    for chars, weight in _WEIGHTS:
        if char in chars:
            return weight
    return _OTHER_LETTER if char.isalpha() else _ODD
