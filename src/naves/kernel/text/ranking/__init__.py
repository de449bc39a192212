"""Texts as weighted words, and the nearest among many: BM25 on sparse matrices.

Read the texts into one :class:`Vocabulary`, weigh them with :func:`fit`, ask :func:`nearest`.
"""

from naves.kernel.text.ranking.boilerplate import repeated_sentences, without
from naves.kernel.text.ranking.nearest import Nearest, nearest, scores_of
from naves.kernel.text.ranking.reading import TextLike, Vocabulary
from naves.kernel.text.ranking.weighing import Weights, fit

__all__ = [
    "Nearest",
    "TextLike",
    "Vocabulary",
    "Weights",
    "fit",
    "nearest",
    "repeated_sentences",
    "scores_of",
    "without",
]
