"""Bootstrap intervals, and the bounds that not-assessed places leave open."""

import math

import numpy as np
from scipy import special

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


def logit_interval(
    coverage: Floats, draws: Floats, degrees: Floats, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Interval on the logit scale: standard deviation of the draws (axis 0) times Student's t; axes of `coverage`.

    The logit keeps it within 0 and 1 and takes most of the skewness away; t with the degrees of freedom of the
    strata makes up for a variance that few towns tell (simulations in tests/domains/monitor/rules/simulations
    show what percentiles miss). Where all towns answer none or all of their needs, draws do not vary:
    the interval is then that of Clopper and Pearson (Biometrika 26, 1934) with degrees + 1 towns as trials.
    """
    tail = (1.0 - confidence) / 2.0
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = _deviation(draws) / (coverage * (1.0 - coverage))
        half = np.where(deviation > 0, special.stdtrit(np.maximum(degrees, 1.0), 1.0 - tail) * deviation, 0.0)
        middle = np.log(coverage / (1.0 - coverage))
        low, high = special.expit(middle - half), special.expit(middle + half)
        least = tail ** (1.0 / (np.maximum(degrees, 1.0) + 1.0))
    low, high = np.where(coverage >= 1, least, low), np.where(coverage <= 0, 1.0 - least, high)
    return np.where(coverage <= 0, 0.0, low), np.where(coverage >= 1, 1.0, high)


def _deviation(draws: Floats) -> Floats:
    """Standard deviation over axis 0; draws that hit no assessed town (NaN) are left out."""
    valid = ~np.isnan(draws)
    count = valid.sum(axis=0)
    filled = np.where(valid, draws, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(axis=0) / count
        squares = np.where(valid, (draws - mean) ** 2, 0.0).sum(axis=0)
        return np.asarray(np.sqrt(squares / (count - 1)))


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
