"""The best few of many, by products of sparse matrices in pieces: memory stays flat, time grows with the queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

CHUNK: Final = 8192


@dataclass(frozen=True, slots=True)
class Nearest:
    """Pairs (query, document, score), by query and then the best first."""

    query: NDArray[np.int64]
    document: NDArray[np.int64]
    score: NDArray[np.float32]

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.query)


def nearest(
    queries: csr_matrix, documents: csr_matrix, *, top: int, least: float = 0.0, threads: int = 1
) -> Iterator[Nearest]:
    """Yield for each query its ``top`` documents with a score above ``least``, some thousand queries at a time."""
    if not queries.shape[0] or not documents.shape[0]:
        return
    across = documents.T.tocsr()
    for start in range(0, queries.shape[0], CHUNK):
        part = queries[start : start + CHUNK]
        found = sp_matmul_topn(
            part, across, top_n=top, threshold=least or None, sort=True, n_threads=threads if threads > 1 else None
        )
        rows = np.repeat(np.arange(part.shape[0], dtype=np.int64), np.diff(found.indptr)) + start
        kept = found.data > least
        yield Nearest(rows[kept], found.indices[kept].astype(np.int64), found.data[kept].astype(np.float32))


def scores_of(
    queries: csr_matrix, documents: csr_matrix, pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> NDArray[np.float32]:
    """Return the score of each given pair of rows."""
    rows, columns = pairs
    scores = np.zeros(len(rows), dtype=np.float32)
    for start in range(0, len(rows), CHUNK):
        part = slice(start, start + CHUNK)
        product = queries[rows[part]].multiply(documents[columns[part]])
        scores[part] = np.asarray(product.sum(axis=1)).ravel()
    return scores
