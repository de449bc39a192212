"""Finding and ranking: BM25 over folded lemmas, the title before the text, a whole title before all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from naves.adapters.search_index.engine.index import Index, Part
from naves.adapters.search_index.engine.lists import Array
from naves.adapters.search_index.engine.meanings import Meaning, Scope, meanings
from naves.adapters.search_index.engine.question import Question
from naves.adapters.search_index.engine.segment import BETWEEN, FACET, KEY, LEVELS, identifier_of
from naves.kernel.search import Audience

_WORDS, _TITLES = 0xFF, 8
WHOLE_TITLE = 100.0
"""Added where the words asked for are all the words of a title."""
Wanted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document."""

    kind: str
    identifier: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The page asked for and what surrounds it.

    ``kinds`` counts by kind under the facets chosen; ``facets`` counts each facet under the kind and the other
    facets. ``is_loose``: no document holds all words, these hold some.
    """

    hits: list[Hit]
    total: int
    kinds: dict[str, int]
    facets: dict[str, dict[str, int]]
    meanings: list[Meaning] = field(default_factory=list)
    is_loose: bool = False


@dataclass(slots=True)
class _Matched:
    rows: Array
    scores: Array


def search(
    index: Index,
    asked: Question,
    audiences: Mapping[str, Audience],
    *,
    kind: str = "",
    wanted: Wanted | None = None,
    facets: Sequence[str] = (),
    start: int = 0,
    size: int = 20,
    while_typing: bool = False,
) -> Found:
    """Return what ``audiences`` (by kind; a kind that is missing is closed) let be found."""
    scope = Scope(index, [visible(part, index.kinds, audiences) for part in index.parts])
    found = meanings(scope, asked, while_typing=while_typing)
    usable = [meaning for meaning in found if meaning.terms]
    matched, is_loose = _matched(scope, usable)
    chosen = wanted or {}
    number = index.kinds.index(kind) if kind in index.kinds else None
    by_facet = [
        {name: _chosen(part, name, values) for name, values in chosen.items() if values} for part in index.parts
    ]
    kinds: dict[str, int] = dict.fromkeys(index.kinds, 0)
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    kept: list[tuple[Array, Array]] = []
    for part, match, masks in zip(index.parts, matched, by_facet, strict=True):
        passing = _all_of(match.rows, masks)
        for name, amount in zip(
            index.kinds, np.bincount(part.segment.kinds[match.rows[passing]], minlength=len(kinds)), strict=True
        ):
            kinds[name] += int(amount)
        of_kind = np.ones(len(match.rows), np.bool_) if number is None else part.segment.kinds[match.rows] == number
        last = passing & of_kind
        for name in facets:
            others = last
            if name in masks:
                others = _all_of(match.rows, {other: one for other, one in masks.items() if other != name}) & of_kind
            _count(part, name, match.rows[others], counts[name])
        kept.append((match.rows[last], match.scores[last]))
    hits = _best(index, kept, start, size)
    return Found(hits, sum(len(rows) for rows, _ in kept), kinds, counts, found, is_loose)


def visible(part: Part, kinds: Sequence[str], audiences: Mapping[str, Audience]) -> Array:
    """Return which rows of ``part`` somebody may read; what is not let in by name is closed."""
    segment = part.segment
    if all(audiences.get(kind, Audience()).everything for kind in kinds):
        return part.alive
    seen = np.zeros(len(segment), np.bool_)
    for number, kind in enumerate(kinds):
        audience = audiences.get(kind, Audience())
        if not (audience.everything or audience.public or audience.keys):
            continue
        of_kind = segment.kinds == number
        if audience.everything:
            seen |= of_kind
            continue
        if audience.public:
            seen |= of_kind & segment.public
        for held in audience.keys:
            rows = segment.labels.of(KEY + held)
            seen[rows[of_kind[rows]]] = True
    return seen & part.alive


def _matched(scope: Scope, usable: Sequence[Meaning]) -> tuple[list[_Matched], bool]:
    """Return what holds all words, or else as many as any record holds."""
    scored = [_scores(part, usable, scope) for part in scope.index.parts]
    for fewest in range(len(usable), 0, -1):
        found = []
        for part, mask, (total, met) in zip(scope.index.parts, scope.masks, scored, strict=True):
            rows = np.flatnonzero(((met & _WORDS) >= fewest) & mask)
            words, titles = met[rows] & _WORDS, met[rows] >> _TITLES
            is_title = (titles >= part.segment.title_terms[rows]) & (words == len(usable))
            found.append(_Matched(rows, (total[rows] + WHOLE_TITLE * is_title) * part.segment.boost[rows]))
        if any(len(match.rows) for match in found):
            return found, fewest < len(usable)
    nothing = np.zeros(0, np.int64)
    return [_Matched(nothing, nothing.astype(np.float32)) for _ in scope.index.parts], False


def _scores(part: Part, usable: Sequence[Meaning], scope: Scope) -> tuple[Array, Array]:
    """Return by row: the score, and how many words are met, with how many of them in the title in the higher bits."""
    size = len(part.segment)
    total, met = np.zeros(size, np.float32), np.zeros(size, np.uint16)
    for meaning in usable:
        rows, scores, in_title = _met(part, meaning, scope)
        total[rows] += scores * (1 + in_title)
        met[rows] += 1 + (in_title.astype(np.uint16) << _TITLES)
    return total, met


def _met(part: Part, meaning: Meaning, scope: Scope) -> tuple[Array, Array, Array]:
    """Return the rows that a word is met in, its score there (of its terms the best) and whether in the title."""
    terms = part.segment.terms
    met = []
    for term, weight in meaning.terms.items():
        if (place := terms.place(term)) is not None:
            rows, packed = part.segment.postings(place)
            scores = (packed >> 1) * np.float32(weight * scope.rarity(term) / LEVELS)
            met.append((rows, scores, packed & np.uint8(1)))
    if len(met) == 1:
        return met[0]
    best, titles = np.zeros(len(part.segment), np.float32), np.zeros(len(part.segment), np.uint8)
    for rows, scores, in_title in met:
        best[rows] = np.maximum(best[rows], scores)
        titles[rows] |= in_title
    touched = np.flatnonzero(best)
    return touched, best[touched], titles[touched]


def _chosen(part: Part, facet: str, values: Sequence[str]) -> Array:
    mask = np.zeros(len(part.segment), np.bool_)
    for value in values:
        mask[part.segment.labels.of(f"{FACET}{facet}{BETWEEN}{value}")] = True
    return mask


def _all_of(rows: Array, masks: Mapping[str, Array]) -> Array:
    passing = np.ones(len(rows), np.bool_)
    for mask in masks.values():
        passing &= mask[rows]
    return passing


def _count(part: Part, facet: str, rows: Array, counts: dict[str, int]) -> None:
    column = part.segment.facet(facet)
    amounts = np.bincount(column.first[rows], minlength=len(column.values) + 1)[:-1]
    if len(column.more_rows):
        mask = np.zeros(len(part.segment), np.bool_)
        mask[rows] = True
        amounts = amounts + np.bincount(column.more[mask[column.more_rows]], minlength=len(column.values))
    for value, amount in zip(column.values, amounts.tolist(), strict=True):
        if amount:
            counts[value] = counts.get(value, 0) + amount


def _best(index: Index, kept: Sequence[tuple[Array, Array]], start: int, size: int) -> list[Hit]:
    """Equal scores go by where they lie, so that pages neither repeat nor skip."""
    candidates: list[tuple[float, int, int]] = []
    for number, (rows, scores) in enumerate(kept):
        chosen = _highest(scores, start + size)
        candidates += zip((-scores[chosen]).tolist(), [number] * len(chosen), rows[chosen].tolist(), strict=True)
    hits = []
    for score, number, row in sorted(candidates)[start : start + size]:
        segment = index.parts[number].segment
        kind = index.kinds[int(segment.kinds[row])]
        hits.append(Hit(kind, identifier_of(segment.identifiers[row]), -score))
    return hits


def _highest(scores: Array, most: int) -> Array:
    """Return where the highest scores are, of equal ones the first."""
    if len(scores) <= most:
        return np.arange(len(scores))
    border = np.partition(scores, len(scores) - most)[len(scores) - most]
    above = np.flatnonzero(scores > border)
    return np.concatenate([above, np.flatnonzero(scores == border)[: most - len(above)]])
