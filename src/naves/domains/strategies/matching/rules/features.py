"""What is known of a pair of a need and a measure before anybody looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from naves.domains.places.enums import PlaceLevel

Floats = NDArray[np.float64]

NAMES: Final = ("words", "likeness", "titles", "theme", "nearness", "rank")
"""Share of the need's words that the measure explains (BM25); cosine of the texts and of the titles; share of the
need in a theme of the measure; how near to the town the strategy covers it; 1 / place among the need's candidates."""
UNKNOWN_THEME: Final = 0.5
NEARNESS: Final = {
    PlaceLevel.MUNICIPALITY: 1.0,
    PlaceLevel.ORP: 0.8,
    PlaceLevel.DISTRICT: 0.6,
    PlaceLevel.REGION: 0.4,
    PlaceLevel.STATE: 0.2,
}


@dataclass(frozen=True, slots=True)
class PairFacts:
    """The features of one pair by name, for the page that shows why it is suggested."""

    words: float
    likeness: float
    titles: float
    theme: float
    nearness: float
    rank: float


def facts(row: Sequence[float]) -> PairFacts:
    """Return a stored row of features by name."""
    return PairFacts(*row)


def plain_score(features: Floats) -> Floats:
    """Return the score without learning, 0-1, for rows of features.

    The words decide; a theme in common lifts a pair, and without any word in common nothing does.
    The cube makes the first words in common count most: few measures repeat half of what a need says.
    """
    words, titles, theme = features[:, 0], features[:, 2], features[:, 3]
    explained = 1 - (1 - np.clip(words, 0, 1)) ** 3
    score = explained * (0.6 + 0.25 * theme) + 0.15 * np.clip(titles, 0, 1)
    return np.clip(score, 0, 1)
