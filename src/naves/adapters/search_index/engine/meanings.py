"""What each word asked for may mean: the terms that it is found by, each with a weight."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from naves.adapters.search_index.engine.index import Index
from naves.adapters.search_index.engine.lists import Array
from naves.adapters.search_index.engine.question import Asked, Question
from naves.adapters.search_index.engine.spelling import alike, slips_allowed
from naves.adapters.search_index.engine.words import CODE, STEM, stem

EXACT, SAME_STEM, BEGINNING, ONE_SLIP, TWO_SLIPS = 1.0, 0.7, 0.6, 0.5, 0.3
AS_CODE = 60.0
SHORTEST_BEGINNING = 2
MOST_BEGINNINGS = 40
MOST_MENDED = 3
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Meaning:
    """``mended``: the word that was taken instead of the one written. ``terms`` is empty where nothing is like it."""

    written: str
    terms: dict[str, float]
    mended: str = ""
    beginning: str = ""


@dataclass(slots=True)
class Scope:
    """An index and which of its rows somebody may read: what stands in others alone is not known here."""

    index: Index
    masks: Sequence[Array]
    _seen: dict[str, bool] = field(default_factory=dict)

    def holds(self, term: str) -> bool:
        """Whether a document that may be read holds ``term``."""
        if term not in self._seen:
            self._seen[term] = any(self._held(term))
        return self._seen[term]

    def _held(self, term: str) -> Iterable[bool]:
        for part, mask in zip(self.index.parts, self.masks, strict=True):
            rows = part.segment.terms.of(term)
            yield bool(mask[rows[:1000]].any() or mask[rows[1000:]].any())

    def frequency(self, term: str) -> int:
        return sum(len(part.segment.terms.of(term)) for part in self.index.parts)

    def rarity(self, term: str) -> float:
        """BM25's inverse document frequency."""
        every = sum(len(part.segment) for part in self.index.parts)
        held = min(self.frequency(term), every)
        return math.log(1 + (every - held + 0.5) / (held + 0.5))

    def terms_of(self, form: str) -> list[str]:
        """Return the terms of a form or stem that may be known here."""
        found = dict.fromkeys(
            part.segment.terms.names[number] for part in self.index.parts for number in part.segment.forms.of(form)
        )
        return [term for term in found if self.holds(term)]


def meanings(scope: Scope, question: Question, *, while_typing: bool = False) -> list[Meaning]:
    """Return what the words mean; a code that is known stands for the whole question."""
    found = []
    for asked in question.asked:
        by_code = _by_code(scope, asked)
        if asked.word is None:
            if by_code:
                return [Meaning(asked.written, by_code)]
            continue
        found.append(_meaning(scope, asked, by_code, while_typing=while_typing))
    return found


def _by_code(scope: Scope, asked: Asked) -> dict[str, float]:
    term = CODE + asked.code
    return {term: AS_CODE} if asked.code and scope.holds(term) else {}


def _meaning(scope: Scope, asked: Asked, by_code: dict[str, float], *, while_typing: bool) -> Meaning:
    word = asked.word
    assert word is not None  # noqa: S101 - narrows for the type checker
    terms = dict.fromkeys(scope.terms_of(word.form), EXACT)
    if scope.holds(word.term):
        terms[word.term] = EXACT
    if not word.is_known:
        for term in scope.terms_of(STEM + stem(word.form)):
            terms.setdefault(term, SAME_STEM)
    terms |= by_code
    beginning = word.form if asked.is_last and (while_typing or not terms) else ""
    if beginning:
        for term in _beginnings(scope, beginning):
            terms.setdefault(term, BEGINNING)
    if terms:
        return Meaning(asked.written, terms, beginning=beginning)
    return _mended(scope, asked.written, word.form)


def _beginnings(scope: Scope, beginning: str) -> list[str]:
    """Return the most frequent terms of forms that begin so."""
    if len(beginning) < SHORTEST_BEGINNING:
        return []
    found: dict[str, int] = {}
    for part in scope.index.parts:
        forms = part.segment.forms
        for at in list(forms.span(beginning))[:_LOOKED_AT]:
            for number in forms.at(at).tolist():
                term = part.segment.terms.names[number]
                if term not in found:
                    found[term] = scope.frequency(term)
    ordered = sorted(found, key=lambda term: (-found[term], term))[:MOST_BEGINNINGS]
    return [term for term in ordered if scope.holds(term)]


def _mended(scope: Scope, written: str, form: str) -> Meaning:
    """Take the nearest forms, the most frequent first; where there are some with one slip, none with two."""
    if not slips_allowed(form):
        return Meaning(written, {})
    found: dict[str, tuple[int, int, str, list[str]]] = {}
    for part in scope.index.parts:
        forms = part.segment.forms
        for slips, place in alike(form, forms.names, part.segment.grams):
            if terms := scope.terms_of(name := forms.names[place]):
                often = max(scope.frequency(term) for term in terms)
                found.setdefault(name, (slips, -often, part.segment.spellings[place], terms))
    ordered = sorted(found.values(), key=lambda one: one[:3])
    if not ordered:
        return Meaning(written, {})
    fewest = ordered[0][0]
    weight = ONE_SLIP if fewest == 1 else TWO_SLIPS
    taken = [one for one in ordered if one[0] == fewest][:MOST_MENDED]
    return Meaning(written, {term: weight for one in taken for term in one[3]}, mended=taken[0][2])
