"""The words that two texts share, shown where they stand."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from naves.kernel.text.ranking.reading import terms_of_word

MOST_SHOWN: Final = 4000
"""Characters of a text that the desk shows; the whole stands on the record's own page."""
_PIECES = re.compile(r"[^\W\d_]\w*|\W+|\d+|_+", re.UNICODE)


@lru_cache(maxsize=50_000)
def terms(run: str, language: str) -> tuple[str, ...]:
    """Return the terms of a word; what stands between words has none."""
    return terms_of_word(run, language) if run[0].isalnum() else ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether it is one of the words in common."""

    text: str
    is_shared: bool


def terms_in(texts: Iterable[str], language: str) -> set[str]:
    """Return the terms of several texts."""
    return {term for text in texts for word in _PIECES.findall(text[:MOST_SHOWN]) for term in terms(word, language)}


def marked(text: str, language: str, shared: Collection[str]) -> list[Piece]:
    """Return the text in pieces, the words of ``shared`` marked."""
    cut = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN].rstrip()} …"
    pieces: list[Piece] = []
    for run in _PIECES.findall(cut):
        is_shared = any(term in shared for term in terms(run, language))
        if pieces and pieces[-1].is_shared == is_shared and not is_shared:
            pieces[-1] = Piece(pieces[-1].text + run, is_shared=False)
        else:
            pieces.append(Piece(run, is_shared))
    return pieces


def shared_words(text: str, language: str, shared: Collection[str]) -> tuple[str, ...]:
    """Return the words in common as the text first writes them, in its order."""
    found: dict[tuple[str, ...], str] = {}
    for word in _PIECES.findall(text[:MOST_SHOWN]):
        of_word = terms(word, language)
        if any(term in shared for term in of_word):
            found.setdefault(of_word, word.lower())
    return tuple(found.values())
