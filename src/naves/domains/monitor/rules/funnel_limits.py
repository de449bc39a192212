"""Control limits of a funnel plot: how far a town of n needs strays from the overall share by chance alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from naves.domains.monitor.rules.arrays import Counts, Floats, Levels

WARNING: Final = 0.95
ALARM: Final = 0.998
WINSORED: Final = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Limits of a share among n needs, float64 like n; `low` and `high` hold 95 %, the outer ones 99.8 %."""

    low: Floats
    high: Floats
    outer_low: Floats
    outer_high: Floats


def limits(needs: Counts, target: float) -> Limits:
    """Exact limits around `target` for towns of `needs` needs each."""
    tails = [(1 - WARNING) / 2, (1 + WARNING) / 2, (1 - ALARM) / 2, (1 + ALARM) / 2]
    sizes, where = np.unique(needs, return_inverse=True)
    low, high, outer_low, outer_high = (interpolated_limit(sizes, target, tail)[where] for tail in tails)
    return Limits(low, high, outer_low, outer_high)


def interpolated_limit(needs: Counts, target: float, tail: float) -> Floats:
    """The share that chance undercuts with probability `tail`; within [0, 1], NaN without needs.

    Spiegelhalter (Statistics in Medicine 24, 2005, 1185-1202), appendix A.1.1: with r the least count whose
    distribution function reaches the tail, F(r) >= tail, the limit is (r - a) / n with
    a = (F(r) - tail) / (F(r) - F(r - 1)): exact, and without the steps of whole counts.
    """
    count = stats.binom.ppf(tail, needs, target)
    reached, before = stats.binom.cdf(count, needs, target), stats.binom.cdf(count - 1, needs, target)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(reached > before, (reached - tail) / (reached - before), 0.0)
        share = np.clip((count - part) / needs, 0.0, 1.0)
    return np.where(needs > 0, share, np.nan)


def positions(answered: Counts, needs: Counts, found: Limits) -> Levels:
    """-2 below the outer limits, -1 below the inner ones, 0 within, 1 and 2 above; int8 like the counts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = answered / needs
    below = (share < found.low).astype(np.int8) + (share < found.outer_low).astype(np.int8)
    above = (share > found.high).astype(np.int8) + (share > found.outer_high).astype(np.int8)
    return above - below


def overdispersion(answered: Counts, needs: Counts, target: float) -> float:
    """How many times the counts vary more than binomial chance; 1 = as much, NaN where it cannot be said.

    The mean of squared z values of the towns, their extreme tenths winsorised (Spiegelhalter 2005, section 4.2).
    """
    if len(needs) == 0 or not 0 < target < 1:
        return float("nan")
    scores = (answered / needs - target) / np.sqrt(target * (1 - target) / needs)
    low, high = np.quantile(scores, [WINSORED, 1 - WINSORED])
    return float(np.mean(np.clip(scores, low, high) ** 2))
