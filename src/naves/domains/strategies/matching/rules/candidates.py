"""The likeliest measures of each need, among those whose strategy covers its place.

Work goes unit by unit of the territory: a town's needs are compared with its own measures and with those of the
units above it, never with another town's. So the work grows with the needs, not with all pairs of the country.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from naves.domains.strategies.matching.rules.features import NAMES, UNKNOWN_THEME
from naves.kernel.text.ranking import Weights, nearest, scores_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LEAST = 0.02
"""Below this share of a need explained, what two texts have in common is chance."""
LOOKED_AT = 24
"""Candidates of each need and unit that are compared more closely."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Counted words: whole texts and titles alone, one row per need or measure."""

    whole: csr_matrix
    titles: csr_matrix


@dataclass(frozen=True, slots=True)
class Territory:
    """For each need the units that it lies in, for each measure those that its strategy covers; nearness by unit."""

    needs: Sequence[Sequence[int]]
    measures: Sequence[Sequence[int]]
    nearness: dict[int, float]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs by row of need and measure, with their features; for each need the best first."""

    need: Ints
    measure: Ints
    features: Floats


def candidates(
    needs: Texts,
    measures: Texts,
    *,
    weights: Weights,
    territory: Territory,
    themes: tuple[csr_matrix, csr_matrix],
    top: int,
) -> Candidates:
    """Return the ``top`` measures of each need. ``themes``: shares of needs, and 0/1 of measures, theme by column."""
    asked, offered = weights.queries(needs.whole), weights.documents(measures.whole)
    parts = list(_by_unit(asked, offered, territory))
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Candidates(empty, empty, np.zeros((0, len(NAMES))))
    found = _joined(parts)
    # A measure found through two units stands once, as the nearer.
    found = found.take(np.lexsort((-found.near, found.measure, found.need)))
    again = (found.need[1:] == found.need[:-1]) & (found.measure[1:] == found.measure[:-1])
    found = found.take(np.flatnonzero(np.append(True, ~again)))
    theme = _theme(found.need, found.measure, themes)
    order = np.lexsort((-(found.words * (1 + theme)), found.need))
    found, theme = found.take(order), theme[order]
    place = np.arange(len(found.need)) - np.searchsorted(found.need, found.need)
    best = np.flatnonzero(place < top)
    found, theme, place = found.take(best), theme[best], place[best]
    pairs = (found.need, found.measure)
    whole = scores_of(weights.unit(needs.whole), weights.unit(measures.whole), pairs)
    titles = scores_of(weights.unit(needs.titles), weights.unit(measures.titles), pairs)
    features = np.column_stack([found.words, whole, titles, theme, found.near, 1 / (1 + place)]).astype(np.float64)
    return Candidates(found.need, found.measure, features)


@dataclass(frozen=True, slots=True)
class _Found:
    need: Ints
    measure: Ints
    words: Floats
    near: Floats

    def take(self, rows: Ints) -> "_Found":
        return _Found(self.need[rows], self.measure[rows], self.words[rows], self.near[rows])


def _joined(parts: Sequence[_Found]) -> _Found:
    return _Found(
        np.concatenate([part.need for part in parts]),
        np.concatenate([part.measure for part in parts]),
        np.concatenate([part.words for part in parts]),
        np.concatenate([part.near for part in parts]),
    )


def _by_unit(asked: csr_matrix, offered: csr_matrix, territory: Territory) -> Iterator[_Found]:
    needs, measures = _rows_by_unit(territory.needs), _rows_by_unit(territory.measures)
    for unit, columns in measures.items():
        if unit not in needs:
            continue
        rows = needs[unit]
        for found in nearest(asked[rows], offered[columns], top=LOOKED_AT, least=LEAST):
            near = np.full(len(found), territory.nearness[unit])
            yield _Found(rows[found.query], columns[found.document], found.score.astype(np.float64), near)


def _rows_by_unit(units_of: Sequence[Sequence[int]]) -> dict[int, Ints]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row, units in enumerate(units_of):
        for unit in units:
            found[unit].append(row)
    return {unit: np.array(rows, dtype=np.int64) for unit, rows in found.items()}


def _theme(need: Ints, measure: Ints, themes: tuple[csr_matrix, csr_matrix]) -> Floats:
    shares, has = themes
    common = scores_of(shares, has, (need, measure)).astype(np.float64)
    unknown = np.asarray(has.sum(axis=1)).ravel()[measure] == 0
    common[unknown] = UNKNOWN_THEME
    return np.clip(common, 0, 1)
