"""BM25 as two sparse matrices whose product is the score.

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), with the query normalised:
a row of queries times a row of documents is the share of the query that the document explains, 0-1.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

SATURATION: Final = 1.2
LENGTH: Final = 0.8
QUERY_SATURATION: Final = 2.0
DOUBT: Final = 2.0
"""How many average words a query is short of: one word alone explains a third, not everything."""
COMMONEST: Final = 0.03
"""A word in more than this share of very many documents tells them apart no more, and costs the most."""
MANY: Final = 500
COMMON: Final = 1_000
"""A word in fewer documents than this is never cut."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a word weighs (0 where it is cut) in documents and in queries, and how long documents are on average."""

    idf: Floats
    asked: Floats
    average_length: float
    typical: float

    def documents(self, counts: csr_matrix) -> csr_matrix:
        """Weigh counted documents; one row each."""
        counts = _kept(counts, self.idf)
        lengths = np.asarray(counts.sum(axis=1)).ravel() / max(self.average_length, 1e-9)
        rows = _rows(counts)
        damped = counts.data + SATURATION * (1 - LENGTH + LENGTH * lengths[rows])
        weighed = counts.copy()
        weighed.data = (self.idf[counts.indices] * counts.data * (SATURATION + 1) / damped).astype(np.float32)
        return weighed

    def queries(self, counts: csr_matrix) -> csr_matrix:
        """Weigh counted queries so that the product with a document that has all of it comes near 1."""
        counts = _kept(counts, self.idf)
        weighed = counts.copy()
        damped = counts.data * (QUERY_SATURATION + 1) / (counts.data + QUERY_SATURATION)
        weighed.data = (damped * self.asked[counts.indices]).astype(np.float32)
        most = weighed @ self.idf if weighed.nnz else None
        if most is not None:
            weighed.data /= (most + DOUBT * self.typical).astype(np.float32)[_rows(weighed)]
        return weighed

    def unit(self, counts: csr_matrix) -> csr_matrix:
        """Weigh texts by tf-idf to length 1: the product of two is the cosine, the same from either side."""
        counts = _kept(counts, self.idf)
        weighed = counts.copy()
        weighed.data = ((1 + np.log(counts.data)) * self.idf[counts.indices]).astype(np.float32)
        norms = np.sqrt(np.asarray(weighed.power(2).sum(axis=1)).ravel()) if weighed.nnz else None
        if norms is not None:
            weighed.data /= np.maximum(norms, 1e-9).astype(np.float32)[_rows(weighed)]
        return weighed


def fit(
    documents: csr_matrix, width: int, *, queries: csr_matrix | None = None, commonest: float = COMMONEST
) -> Weights:
    """Learn what words weigh from counted documents; ``width`` is the size of the vocabulary.

    A word that stands in no document weighs as one that stands in half of one: a query that
    asks for it is explained the less. Where there are many queries, the words that most of
    them have in common ("the council approves a contract") say little, however rare in documents.
    """
    count = documents.shape[0]
    frequency, idf = _idf(documents, width)
    idf[frequency > max(commonest * count, COMMON)] = 0.0
    asked = np.ones(width)
    if queries is not None and queries.shape[0] >= MANY:
        asked = _idf(queries, width)[1]
        asked /= asked.max()
    lengths = np.asarray(documents.sum(axis=1)).ravel()
    found = idf[frequency > 0]
    typical = float(found.mean()) if len(found) else 1.0
    return Weights(idf.astype(np.float32), asked.astype(np.float32), float(lengths.mean()) if count else 1.0, typical)


def _idf(counts: csr_matrix, width: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return in how many texts each term stands, and what it weighs for that."""
    frequency = np.bincount(counts.indices, minlength=width)[:width].astype(np.float64)
    return frequency, np.log1p((counts.shape[0] - frequency + 0.5) / (frequency + 0.5))


def _kept(counts: csr_matrix, idf: Floats) -> csr_matrix:
    """Return the counts without words that weigh nothing, as wide as the weights; later words fall away."""
    width = len(idf)
    inside = counts.indices < width
    keep = inside & (idf[np.minimum(counts.indices, width - 1)] > 0) if width else np.zeros(counts.nnz, dtype=bool)
    ends = np.concatenate([[0], np.cumsum(keep)])[counts.indptr]
    shape: Any = (counts.shape[0], width)
    return csr_matrix((counts.data[keep], counts.indices[keep], ends), shape=shape)


def _rows(matrix: csr_matrix) -> NDArray[np.int64]:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
