"""Documents into a segment."""

from array import array
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from naves.adapters.search_index.engine.lists import Array, Lists, lists_of
from naves.adapters.search_index.engine.segment import BETWEEN, FACET, KEY, LEVELS, OWNER, Segment, key
from naves.adapters.search_index.engine.spelling import grams_of
from naves.adapters.search_index.engine.words import CODE, STEM, Word, stem, word_of
from naves.kernel.search import LONGEST_IDENTIFIER, Document
from naves.kernel.text import fold, words

TITLE, PLACE, TEXT = 4, 2, 1
MOST_WORDS = 5_000
"""Words of one text that are read; what stands beyond is not found."""
K1, B = 1.2, 0.75
_HEAVIEST = 200


class Builder:
    """Takes documents one by one; :meth:`segment` makes the arrays of them all."""

    def __init__(self) -> None:
        """Begin empty."""
        self._terms: dict[str, int] = {}
        self._known: dict[tuple[str, str], int | None] = {}
        self._forms: dict[str, dict[int, None]] = defaultdict(dict)
        self._spellings: dict[str, str] = {}
        self._labels: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._identifiers: list[bytes] = []
        self._kinds, self._public, self._title_terms = bytearray(), bytearray(), bytearray()
        self._boost, self._lengths = array("f"), array("f")
        self._rows, self._posted = array("I"), array("I")
        self._weights, self._in_title = bytearray(), bytearray()

    def __len__(self) -> int:
        return len(self._identifiers)

    def add(self, number: int, document: Document) -> None:
        """Add a document of the kind with this number."""
        row = len(self._identifiers)
        weights: dict[int, int] = {}
        for term in (title := self._read(document.title, document.language)):
            weights[term] = weights.get(term, 0) + TITLE
        for text, weight in ((document.place, PLACE), (document.text, TEXT)):
            for term in self._read(text, document.language):
                weights[term] = weights.get(term, 0) + weight
        in_title = set(title)
        self._lengths.append(sum(weights.values()))
        for code in document.codes:
            weights[self._number(CODE + "".join(fold(code).split()))] = TITLE
        for term, weight in weights.items():
            self._rows.append(row)
            self._posted.append(term)
            self._weights.append(min(weight, _HEAVIEST))
            self._in_title.append(term in in_title)
        for facet, value in dict.fromkeys(document.labels):
            self._labels[FACET + facet + BETWEEN + value].append(row)
        for holder in () if document.is_public else dict.fromkeys(document.keys):
            self._labels[KEY + holder].append(row)
        if document.owner:
            self._labels[f"{OWNER}{number}{BETWEEN}{document.owner}"].append(row)
        self._identifiers.append(key(number, document.identifier))
        self._kinds.append(number)
        self._public.append(document.is_public)
        self._title_terms.append(min(len(in_title), 255))
        self._boost.append(document.boost)

    def segment(self) -> Segment:
        """Return what was added; nothing may be added afterwards."""
        rows, posted = np.frombuffer(self._rows, np.uint32), np.frombuffer(self._posted, np.uint32)
        names = sorted(self._terms)
        place = np.empty(len(names), np.uint32)
        place[[self._terms[name] for name in names]] = np.arange(len(names), dtype=np.uint32)
        at = place[posted]
        # Rows were added in order, so a stable sort leaves them in order within each term.
        order = np.argsort(at, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=len(names)))]).astype(np.int64)
        for form in list(self._forms):
            for number in self._forms[form]:
                self._forms[STEM + stem(form)][number] = None
        forms = lists_of({form: [int(place[number]) for number in found] for form, found in self._forms.items()})
        spellings = [self._spellings.get(form, form) for form in forms.names]
        return Segment(
            identifiers=np.array(self._identifiers, dtype=f"S{LONGEST_IDENTIFIER + 1}"),
            kinds=np.frombuffer(bytes(self._kinds), np.uint8),
            public=np.frombuffer(bytes(self._public), np.bool_),
            boost=np.array(self._boost, np.float32),
            title_terms=np.frombuffer(bytes(self._title_terms), np.uint8),
            terms=Lists(names, starts, rows[order]),
            impacts=self._impacts(rows)[order],
            forms=forms,
            spellings=spellings,
            labels=lists_of(self._labels),
            grams=grams_of(forms.names),
        )

    def _impacts(self, rows: Array) -> Array:
        """BM25's part of a term in a document, as a share of its ceiling K1 + 1; frequencies weighted by field."""
        weights = np.frombuffer(bytes(self._weights), np.uint8).astype(np.float32)
        lengths = np.array(self._lengths, np.float32)
        average = float(lengths.mean()) if len(lengths) else 1.0
        share = weights / (weights + K1 * (1 - B + B * lengths[rows] / max(average, 1.0)))
        level = np.maximum(1, np.rint(share * LEVELS)).astype(np.uint8)
        packed: Array = (level << 1) | np.frombuffer(bytes(self._in_title), np.uint8)
        return packed

    def _read(self, text: str, language: str) -> Sequence[int]:
        if not text:
            return ()
        found = []
        for written in words(text)[:MOST_WORDS]:
            known = self._known.get((written, language), -1)
            if known == -1:
                known = self._known[written, language] = self._learn(word_of(written.lower(), language), written)
            if known is not None:
                found.append(known)
        return found

    def _learn(self, word: Word | None, written: str) -> int | None:
        if word is None:
            return None
        number = self._number(word.term)
        self._forms[word.form][number] = None
        small = written.lower()
        if not small.isascii() or word.form not in self._spellings:
            self._spellings[word.form] = small
        return number

    def _number(self, term: str) -> int:
        return self._terms.setdefault(term, len(self._terms))
