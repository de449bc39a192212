"""How well suggestions do against what people said."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Z: Final = 1.959963984540054
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% interval (Wilson); None where nothing was counted."""

    value: float | None
    low: float | None
    high: float | None
    hits: int
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of nearly the same probability: what was promised, and what came true."""

    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The mean squared error of the probabilities (Brier), the mean gap between promise and truth, and the bins."""

    brier: float
    gap: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision and recall at a threshold, and calibration."""

    threshold: float
    precision: Share
    recall: Share
    calibration: Calibration

    def plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return asdict(self)


def share(hits: int, count: int) -> Share:
    """Return a share with Wilson's interval (E. B. Wilson, JASA 22, 1927)."""
    if not count:
        return Share(None, None, None, 0, 0)
    p, z2 = hits / count, Z * Z
    middle = (p + z2 / (2 * count)) / (1 + z2 / count)
    half = Z / (1 + z2 / count) * math.sqrt(p * (1 - p) / count + z2 / (4 * count * count))
    return Share(p, max(0.0, middle - half), min(1.0, middle + half), hits, count)


def measure(truth: NDArray[np.bool_], likely: NDArray[np.float64], threshold: float) -> Measured:
    """Return how well probabilities do at ``threshold``."""
    shown = likely >= threshold
    hits = int((truth & shown).sum())
    return Measured(threshold, share(hits, int(shown.sum())), share(hits, int(truth.sum())), calibration(truth, likely))


def calibration(truth: NDArray[np.bool_], likely: NDArray[np.float64], bins: int = BINS) -> Calibration:
    """Return Brier's score and the expected calibration error over ``bins`` equal steps of probability."""
    if not len(truth):
        return Calibration(math.nan, math.nan, ())
    step = np.minimum((likely * bins).astype(int), bins - 1)
    found = [
        Bin(int(inside.sum()), float(likely[inside].mean()), float(truth[inside].mean()))
        for number in range(bins)
        if (inside := step == number).any()
    ]
    gap = sum(one.count * abs(one.predicted - one.observed) for one in found) / len(truth)
    return Calibration(float(((likely - truth) ** 2).mean()), gap, tuple(found))


def best_threshold(truth: NDArray[np.bool_], likely: NDArray[np.float64]) -> float:
    """Return the threshold with the highest F1; the lower of equals."""
    order = np.argsort(-likely, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(truth) + 1) + truth.sum())
    # Equal probabilities fall together: only the last of a run is a threshold.
    last = np.append(likely[order][1:] != likely[order][:-1], True)
    candidates = np.where(last, f1, -1.0)
    best = np.flatnonzero(candidates >= candidates.max() - 1e-12)[-1]
    return float(likely[order][best])


def recall_at(ranks: Sequence[int | None], k: int = 10) -> Share:
    """Return in how many cases the right one stands among the first ``k``; ranks count from 1, None: not found."""
    return share(sum(rank is not None and rank <= k for rank in ranks), len(ranks))
