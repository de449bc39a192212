"""Bootstrap intervals, and the bounds that not-assessed places leave open."""

import math

import numpy as np

from naves.domains.monitor.rules.arrays import Counts, Floats
from naves.domains.monitor.rules.method import CONFIDENCE


def percentile_interval(draws: Floats, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Lower and upper percentile over axis 0, linear between order statistics.

    A draw that hit no assessed town is NaN and left out of its cell; all NaN gives NaN.
    """
    ordered = np.sort(draws, axis=0)
    valid = np.count_nonzero(~np.isnan(ordered), axis=0)
    tail = (1.0 - confidence) / 2.0
    return _quantile(ordered, valid, tail), _quantile(ordered, valid, 1.0 - tail)


def _quantile(ordered: Floats, valid: Counts, q: float) -> Floats:
    position = np.maximum(valid - 1, 0) * q
    below = np.floor(position).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(valid - 1, 0))
    low = np.take_along_axis(ordered, below[None], axis=0)[0]
    high = np.take_along_axis(ordered, above[None], axis=0)[0]
    return np.asarray(low + (high - low) * (position - below))


def bounds(coverage: float, assessed_share: float) -> tuple[float, float]:
    """[R C, R C + 1 - R]: what coverage could be if not-assessed places answered none or all of their needs.

    Worst-case bounds of Manski (1989). Where nothing is assessed they are [0, 1].
    """
    if math.isnan(coverage):
        return 0.0, 1.0
    answered = assessed_share * coverage
    # Rounding must not push the estimate out of its own bounds.
    return min(answered, coverage), max(min(answered + 1.0 - assessed_share, 1.0), coverage)
