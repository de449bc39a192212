"""Czech alphabetical order as a string that any database can sort by.

Norm: ČSN 97 6030. Letters go a b c č d e f g h ch i … r ř s š … z ž; other marks (á ď é ě í ň ó
ť ú ů ý) decide only between words that are otherwise the same, then small letters go before
capitals. A space ends a word and comes before every letter; digits come after letters, and a
number is compared by its value (Praha 2 before Praha 10). Hyphens and slashes count as spaces,
other punctuation decides last.

The key holds one level after another, divided by a space, the smallest character in it:
``letters accents case text``. So comparing keys by code point (SQLite BINARY) or by byte
(PostgreSQL ``COLLATE "C"``) compares level by level.
"""

import unicodedata
from typing import NamedTuple

from naves.kernel.text.folding import PLAIN_LETTERS

MAX_KEY_LENGTH = 255
"""Longer keys are cut: two names that differ only beyond it share a key."""

_LEVEL, _WORD = " ", "!"
_CARON = "\u030c"
_ALPHABET = (
    *("a", "b", "c", "c" + _CARON, "d", "e", "f", "g", "h", "ch", "i", "j", "k", "l", "m", "n"),
    *("o", "p", "q", "r", "r" + _CARON, "s", "s" + _CARON, "t", "u", "v", "w", "x", "y"),
    *("z", "z" + _CARON),
)
_LETTERS = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_AFTER_LETTERS = ord("A") + len(_ALPHABET)
_LONGEST_NUMBER = ord("~") - _AFTER_LETTERS
_ACCENTS = {"\u0301": "1", _CARON: "2", "\u030a": "3", "\u0308": "4"}
_PLAIN, _OTHER_ACCENT = "0", "5"
_WORD_DIVIDERS = frozenset("-/\u2010\u2011\u2012\u2013\u2014")


class _Unit(NamedTuple):
    letter: str
    accent: str = _PLAIN
    case: str = _PLAIN


def collation_key(name: str) -> str:
    """Return the key that sorts ``name`` among other names, at most 255 characters long."""
    decomposed = unicodedata.normalize("NFKD", name.translate(PLAIN_LETTERS))
    units = _units(decomposed)
    levels = (
        "".join(unit.letter for unit in units).rstrip(_WORD),
        "".join(unit.accent for unit in units).rstrip(_PLAIN),
        "".join(unit.case for unit in units).rstrip(_PLAIN),
        "".join(char for char in name if char.isprintable()),
    )
    return _LEVEL.join(levels)[:MAX_KEY_LENGTH]


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    at = 0
    while at < len(text):
        char = text[at]
        if text[at : at + 2].lower() == "ch":
            case = str(sum(letter.isupper() for letter in text[at : at + 2]))
            units.append(_Unit(_LETTERS["ch"], case=case))
            at += 2
        elif char.isdecimal():
            end = _end_of_number(text, at)
            units.append(_Unit(_number(text[at:end])))
            at = end
        elif char.isalpha():
            end = _end_of_marks(text, at + 1)
            units.append(_letter(char, text[at + 1 : end]))
            at = end
        else:
            if (char.isspace() or char in _WORD_DIVIDERS) and units and units[-1].letter != _WORD:
                units.append(_Unit(_WORD))
            at += 1
    return units


def _letter(char: str, marks: str) -> _Unit:
    small = char.lower()
    letter = _LETTERS.get(small, small)
    if marks.startswith(_CARON) and small + _CARON in _LETTERS:
        letter, marks = _LETTERS[small + _CARON], marks[1:]
    accent = _ACCENTS.get(marks[0], _OTHER_ACCENT) if marks else _PLAIN
    return _Unit(letter, accent, "1" if char != small else _PLAIN)


def _number(digits: str) -> str:
    """Put the length before the digits, so that a longer number is a greater one."""
    value = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")
    return chr(_AFTER_LETTERS + min(len(value), _LONGEST_NUMBER)) + value


def _end_of_number(text: str, at: int) -> int:
    while at < len(text) and text[at].isdecimal():
        at += 1
    return at


def _end_of_marks(text: str, at: int) -> int:
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at
