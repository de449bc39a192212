"""From a written word to the term that it is found by.

A form is the word as written, without case and accents; its term is its folded lemma. Words that simplemma does not
know (most names) keep their form, so forms that share a stem are kept beside: "Litovli" finds "Litovel" by "~litovl".
"""

from functools import lru_cache
from typing import NamedTuple

from naves.kernel.text import fold, lemmas

STEM = "~"
CODE = "="
SHORTEST_STEM = 3
LONGEST_WORD = 40
_ENDINGS = (
    "atech", "atum", "ovych", "ovymi", "ich", "ech", "ach", "ami", "emi", "imi", "ovi", "ovy", "ove", "eho", "emu",
    "ymi", "ych", "ho", "mi", "mu", "um", "em", "am", "im", "ym", "ou", "es", "os", "us", "at",
    "a", "e", "i", "o", "u", "y",
)  # fmt: skip
_SOFTENED = {"c": "k", "z": "h"}
_VOWELS = frozenset("aeiouy")


class Word(NamedTuple):
    """``is_known``: simplemma brought it to another form, so its stem adds nothing."""

    form: str
    term: str
    is_known: bool


@lru_cache(maxsize=200_000)
def word_of(written: str, language: str = "cs") -> Word | None:
    """Return what ``written`` is found by; None for a word that says nothing."""
    written = written[:LONGEST_WORD]
    found = lemmas(written, language)
    form = fold(written)
    if not found or not form:
        return None
    term = fold(found[0])
    return Word(form, term, term != form)


def stem(form: str) -> str:
    """Return what forms of one noun or name share: no ending, no fleeting e, no softened consonant."""
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_STEM:
            form = form[: -len(ending)]
            break
    if len(form) > SHORTEST_STEM and form[-2] == "e" and form[-1] not in _VOWELS and form[-3] not in _VOWELS:
        form = form[:-2] + form[-1]
    return form[:-1] + _SOFTENED.get(form[-1], form[-1])
