"""Needs of one place that may say the same."""

from collections.abc import Iterator, Sequence

import numpy as np

from naves.domains.strategies.matching.rules.candidates import Ints, Texts
from naves.kernel.text.ranking import Nearest, Weights, nearest, scores_of

LEAST = 0.55
MOST_EACH = 20
"""So many twins of one need are shown; the others hang together with these."""
TITLE = 0.4
"""What the likeness of the titles weighs beside that of the whole texts."""


def alike(needs: Texts, weights: Weights, places: Sequence[Ints], *, least: float = LEAST) -> Iterator[Nearest]:
    """Yield pairs of rows (the smaller first) for the rows of each place; likeness 0-1."""
    whole, titles = weights.unit(needs.whole), weights.unit(needs.titles)
    for rows in places:
        if len(rows) < 2:  # noqa: PLR2004
            continue
        part = whole[rows]
        for found in nearest(part, part, top=MOST_EACH + 1, least=least / 2):
            one, other = rows[found.query], rows[found.document]
            first = one < other
            one, other, score = one[first], other[first], found.score[first]
            likeness = (1 - TITLE) * score + TITLE * scores_of(titles, titles, (one, other))
            kept = likeness >= least
            if kept.any():
                yield Nearest(one[kept], other[kept], np.minimum(likeness[kept], 1).astype(np.float32))


def groups(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return what hangs together by pairs, each group sorted, in the order of its first pair."""
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        parent[root(other)] = root(one)
    found: dict[int, list[int]] = {}
    for one in parent:
        found.setdefault(root(one), []).append(one)
    return [sorted(members) for members in found.values()]
