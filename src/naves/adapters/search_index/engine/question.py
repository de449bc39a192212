"""What is asked, as plain words. There is no query language, so nothing can be written into one."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from naves.adapters.search_index.engine.words import Word, word_of
from naves.kernel.text import fold, words

MOST_CHARACTERS = 200
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of the question, and the code that it may be; ``word`` is None for what can be nothing but a code."""

    written: str
    word: Word | None
    code: str
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``is_cut``: more was written than is looked for. ``had_words``: there were words, all of which say nothing."""

    text: str
    asked: tuple[Asked, ...]
    is_cut: bool = False
    had_words: bool = False


def clean(text: str) -> str:
    """Return the text without control characters, on one line, in one normal form."""
    kept = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text[: 4 * MOST_CHARACTERS])
    return " ".join(unicodedata.normalize("NFC", kept).split())


def question(text: str) -> Question:
    """Read what somebody typed."""
    cleaned = clean(text)
    asked = list(_asked(cleaned[:MOST_CHARACTERS]))
    is_cut = len(cleaned) > MOST_CHARACTERS or len(asked) > MOST_WORDS
    asked = asked[:MOST_WORDS]
    if asked and cleaned[-1:].isalnum():
        asked[-1] = Asked(asked[-1].written, asked[-1].word, asked[-1].code, is_last=True)
    return Question(cleaned[:MOST_CHARACTERS], tuple(asked), is_cut, bool(words(cleaned)))


def _asked(text: str) -> Iterator[Asked]:
    seen = set()
    for chunk in text.split():
        code = fold(chunk.strip("\"'„“”‚‘’»«.,;:!?()[]"))
        parts: list[tuple[str, Word | None]] = [
            (written, word) for written in words(chunk) if (word := word_of(written.lower())) is not None
        ]
        if len(parts) > 1:
            # A code with signs in it stands as one; its words are looked for where there is no such code.
            parts = [(" ".join(written for written, _ in parts), None), *parts]
        for at, (written, word) in enumerate(parts):
            if (name := word.form if word else code) not in seen:
                seen.add(name)
                yield Asked(written, word, code if at == 0 else "")
