"""Sentences that many texts copied: they say where a text comes from, not what it is about."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from naves.kernel.text.folding import fold

FEWEST_WORDS: Final = 5
"""Shorter sentences repeat by chance; a title that a hundred towns share is no boilerplate."""
FEWEST_TEXTS: Final = 25
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_GAPS = re.compile(r"\W+")


def repeated_sentences(texts: Iterable[str], *, least: int = FEWEST_TEXTS) -> frozenset[int]:
    """Return marks of the sentences that stand in at least ``least`` of the texts (see :func:`without`)."""
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update({mark for sentence in _SENTENCE.findall(text) if (mark := _mark(sentence)) is not None})
    return frozenset(mark for mark, count in counts.items() if count >= least)


def without(text: str, repeated: Collection[int]) -> str:
    """Return ``text`` without the repeated sentences; empty where nothing else was said."""
    if not repeated:
        return text
    return "".join(sentence for sentence in _SENTENCE.findall(text) if _mark(sentence) not in repeated)


def _mark(sentence: str) -> int | None:
    """Return a number that stands for a sentence whatever its case, accents and gaps; None for a short one."""
    plain = _GAPS.sub(" ", sentence).strip()
    return hash(fold(plain)) if plain.count(" ") + 1 >= FEWEST_WORDS else None
