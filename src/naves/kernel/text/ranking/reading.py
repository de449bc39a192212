"""Texts as counted terms: folded lemmas, or pieces of words where no dictionary knows the language."""

import re
from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix
from simplemma import is_known, lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from naves.kernel.text.folding import fold
from naves.kernel.text.stop_words import STOP_WORDS

MOST_CHARACTERS: Final = 60_000
"""What is read of a text: some ten thousand words. Who attached a whole strategy said it in the beginning."""
PIECE: Final = 4
_WORD = re.compile(r"[^\W\d_][\w]*", re.UNICODE)
_LONGEST_WORD = 60
_ALSO_TRIED = ("cs", "en")
"""Texts mix languages: a word unknown in the text's own one is looked for in these."""

TextLike = tuple[str, str]
"""A text and the code of its language."""


class Vocabulary:
    """Numbers terms as they come; a word is looked up in dictionaries once, however often it stands."""

    def __init__(self) -> None:
        """Begin empty."""
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._known: dict[str, dict[str, tuple[int, ...]]] = {}

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self.names)

    def terms(self, text: str, language: str = "cs") -> list[int]:
        """Return the numbers of the terms of ``text``, in order."""
        known = self._known.setdefault(language, {})
        found: list[int] = []
        for word in _WORD.findall(text[:MOST_CHARACTERS].lower()):
            numbers = known.get(word)
            if numbers is None:
                numbers = known[word] = tuple(self._number(term) for term in terms_of_word(word, language))
            found.extend(numbers)
        return found

    def counted(self, texts: Iterable[TextLike]) -> csr_matrix:
        """Return how often each term stands in each text: one row per text, float32.

        Matrices of one vocabulary made at different times differ in width; :func:`fit` and its weights mend that.
        """
        ends, indices = array("q", [0]), array("i")
        for text, language in texts:
            indices.extend(self.terms(text, language))
            ends.append(len(indices))
        columns = np.frombuffer(indices, dtype=np.int32) if indices else np.zeros(0, dtype=np.int32)
        matrix = csr_matrix(
            (np.ones(len(columns), dtype=np.float32), columns.copy(), np.frombuffer(ends, dtype=np.int64).copy()),
            shape=(len(ends) - 1, len(self.names)),
        )
        matrix.sum_duplicates()
        return matrix

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.names)
            self.names.append(term)
        return number


def terms_of_word(word: str, language: str) -> tuple[str, ...]:
    """Return what one word counts as: nothing for a stop word, its folded lemma, or pieces of four letters."""
    small = word.lower()
    if small in STOP_WORDS or len(small) < 2:  # noqa: PLR2004
        return ()
    if len(small) > _LONGEST_WORD:
        return (fold(small[:_LONGEST_WORD]),)
    for tried in dict.fromkeys((language, *_ALSO_TRIED)):
        if tried in SUPPORTED_LANGUAGES and is_known(small, tried):
            lemma = lemmatize(small, tried).lower()
            return () if lemma in STOP_WORDS else (fold(lemma),)
    if language in SUPPORTED_LANGUAGES:
        # Names and new words: the rules of the language may still know the ending.
        return (fold(lemmatize(small, language)).lower(),)
    return pieces(fold(small))


def pieces(word: str) -> tuple[str, ...]:
    """Return a word's overlapping pieces of four characters, its ends marked: "nhà" → "^nha", "nha$"."""
    marked = f"^{word}$"
    if len(marked) <= PIECE:
        return (marked,)
    return tuple(dict.fromkeys(marked[start : start + PIECE] for start in range(len(marked) - PIECE + 1)))
