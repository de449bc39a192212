"""Texts as people type and paste them, made fit to keep."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def one_line(text: str) -> str:
    """Return ``text`` on one line, without control characters and outer or double spaces."""
    return " ".join(_printable(text).split())


def paragraphs(text: str) -> str:
    """Return ``text`` with its line breaks, at most one empty line in a row, without control characters."""
    lines = (_SPACES.sub(" ", line).strip() for line in _printable(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _printable(text: str) -> str:
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.isascii() else unicodedata.normalize("NFC", text)
