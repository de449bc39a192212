"""Words brought to their dictionary form, so that "hřišti" and "hřiště" meet.

The lemmas come from simplemma, a table of forms without context: it is quick and needs no model,
but a form with two readings always gets the same one.
"""

import re
from functools import cache, lru_cache

from simplemma import Lemmatizer, langdetect
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from naves.kernel.text.stop_words import STOP_WORDS

_WORD = re.compile(r"\w+(?:[.,]\d+)*", re.UNICODE)
_LONGEST_WORD = 60
_UNKNOWN = "unk"


def words(text: str) -> list[str]:
    """Return the words and numbers of ``text`` as they stand; joined symbols part words."""
    return [word.strip("_") for word in _WORD.findall(text) if word.strip("_")]


def lemmas(text: str, language: str = "cs") -> list[str]:
    """Return the dictionary forms of the words of ``text``, in order, in small letters.

    Czech and English stop words are left out, numbers are kept, accents are kept (:func:`fold`
    them to compare without). In a language that simplemma does not know the words stay as they are.
    """
    found = (_lemma(word, language) for word in words(text))
    return [lemma for lemma in found if lemma]


def detect_language(text: str, candidates: tuple[str, ...] = ("cs", "en")) -> str | None:
    """Return the likeliest of ``candidates``, or None where no word is known in any of them."""
    (best, share), *_ = langdetect(text, lang=candidates)
    return None if best == _UNKNOWN or not share else best


@lru_cache(maxsize=200_000)
def _lemma(word: str, language: str) -> str:
    """Return the lemma of one word, or an empty text for a stop word."""
    small = word.lower()
    if small in STOP_WORDS:
        return ""
    if language not in SUPPORTED_LANGUAGES or len(word) > _LONGEST_WORD or not word.isalpha():
        return small
    lemma = _lemmatizer().lemmatize(word, language).lower()
    return "" if lemma in STOP_WORDS else lemma


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy())
