"""Words that were found, marked in titles and in a piece of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from naves.adapters.search_index.engine.meanings import Meaning
from naves.adapters.search_index.engine.words import word_of

Pieces = list[tuple[str, bool]]
_WORD: Final = re.compile(r"\w+")
_LOOKED_THROUGH: Final = 12_000
_BEFORE, _LENGTH = 60, 260


@dataclass(frozen=True, slots=True)
class Marker:
    """Knows the terms of a question."""

    terms: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, meanings: Sequence[Meaning]) -> "Marker":
        """Mark what these meanings find."""
        return cls(
            frozenset(term for meaning in meanings for term in meaning.terms),
            tuple(meaning.beginning for meaning in meanings if meaning.beginning),
        )

    def marks(self, written: str) -> bool:
        """Whether a word was looked for."""
        word = word_of(written.lower())
        return word is not None and (
            word.term in self.terms
            or word.form in self.terms
            or any(word.form.startswith(beginning) for beginning in self.beginnings)
        )

    def pieces(self, text: str) -> Pieces:
        """Return the text in pieces, each with whether it is marked."""
        found: Pieces = []
        at = 0
        for match in _WORD.finditer(text):
            if self.marks(match[0]):
                if match.start() > at:
                    found.append((text[at : match.start()], False))
                found.append((match[0], True))
                at = match.end()
        if at < len(text):
            found.append((text[at:], False))
        return found

    def snippet(self, text: str) -> Pieces:
        """Return a piece of the text around the first word found, else its beginning."""
        text = " ".join(text[:_LOOKED_THROUGH].split())
        first = next((match.start() for match in _WORD.finditer(text) if self.marks(match[0])), 0)
        start = 0 if first <= 2 * _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
        end = len(text) if len(text) <= start + _LENGTH else text.rfind(" ", start, start + _LENGTH)
        end = end if end > start else start + _LENGTH
        cut = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
        return self.pieces(cut)
