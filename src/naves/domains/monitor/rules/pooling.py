"""Small towns borrow strength from towns alike: beta-binomial partial pooling by size class x region.

A town m of stratum s answers each need with chance p_m, and p_m varies in the stratum as Beta(mean, strength).
The prior of each stratum is estimated from its towns by the marginal (beta-binomial) likelihood; Kass and Steffey
(JASA 84, 1989, 717-726) say how to carry the uncertainty of that estimate into the intervals, without which they
are too short where a stratum has few towns: the likelihood is integrated over a grid, not only maximised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from naves.domains.monitor.rules.arrays import Codes, Counts, Floats, Ids, Mask
from naves.domains.monitor.rules.method import CONFIDENCE

FEWEST_TOWNS: Final = 5
"""Assessed towns that a stratum needs to have a prior of its own."""
MEANS: Final = 24
CORRELATIONS: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What the towns of a stratum are like: their mean share and how alike they are.

    mean, strength: posterior means; Beta(mean * strength, (1 - mean) * strength) counts like `strength` needs.
    """

    mean: float
    strength: float
    towns: int


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """Per town, NaN where not assessed: posterior mean and standard deviation, 95 % interval. stratum: into `priors`.

    Towns without a need have stratum -1.
    """

    mean: Floats
    deviation: Floats
    low: Floats
    high: Floats
    stratum: Ids
    priors: tuple[Prior, ...]


def pool(answered: Floats, needs: Floats, strata: Ids) -> Pooled:
    """answered, needs: float64[towns], sums of theme shares; strata: int32[towns] of `pooling_strata`, -1 = none."""
    mean, deviation = np.full(len(needs), np.nan), np.full(len(needs), np.nan)
    kept = np.where(needs > 0, strata, -1).astype(np.int32)
    codes, stratum = np.unique(kept, return_inverse=True)
    priors = []
    for number, code in enumerate(codes.tolist()):
        if code >= 0:
            rows = np.flatnonzero(stratum == number)
            prior, mean[rows], deviation[rows] = pool_stratum(answered[rows], needs[rows])
            priors.append(prior)
    low, high = beta_interval(mean, deviation)
    # As with Jeffreys' interval (Brown, Cai and DasGupta 2001): none answered does not exclude 0, nor all 1.
    low, high = (
        np.where(answered <= 0, np.minimum(low, 0.0), low),
        np.where(answered >= needs, np.maximum(high, 1.0), high),
    )
    offset = int((codes < 0).any())
    return Pooled(mean, deviation, low, high, (stratum - offset).astype(np.int32), tuple(priors))


def pooling_strata(size_class: Codes, region: Codes, assessed: Mask) -> Ids:
    """Size class x region; a stratum of fewer than FEWEST_TOWNS assessed towns falls back on its size class.

    A size class that has as few falls back on the whole country. -1 for towns that are not assessed.
    """
    width = int(region.max(initial=0)) + 2
    cell = size_class.astype(np.int64) * width + region + 1
    whole = size_class.astype(np.int64) + (int(size_class.max(initial=0)) + 1) * width
    country = np.full_like(cell, int(whole.max(initial=0)) + 1)
    chosen = np.where(_enough(cell, assessed), cell, np.where(_enough(whole, assessed), whole, country))
    return np.where(assessed, chosen, -1).astype(np.int32)


def _enough(code: Counts, assessed: Mask) -> Mask:
    counts = np.bincount(code[assessed], minlength=int(code.max(initial=0)) + 1)
    enough: Mask = counts[code] >= FEWEST_TOWNS
    return enough


def pool_stratum(answered: Floats, needs: Floats) -> tuple[Prior, Floats, Floats]:
    """The prior of one stratum, and posterior mean and standard deviation of each of its towns (n of them)."""
    posterior = _posterior(answered, needs)
    middle = posterior.mean @ posterior.weight
    # Within a node the variance of the beta distribution, between nodes that of their means.
    within, between = posterior.variance @ posterior.weight, (posterior.mean**2) @ posterior.weight - middle**2
    deviation = np.sqrt(within + np.maximum(between, 0.0))
    return posterior.prior, middle[posterior.where], deviation[posterior.where]


Interval = tuple[float, float, float]


def pool_areas(answered: Floats, needs: Floats, strata: Ids, weight: Floats, areas: Sequence[Mask]) -> list[Interval]:
    """Weighted mean of the pooled coverage of the assessed towns of each area, with its 95 % interval; NaN without any.

    Towns of one stratum share its prior, so their errors go together; strata are independent.
    """
    known: dict[int, tuple[Counts, _Posterior]] = {}

    def of(code: int) -> "tuple[Counts, _Posterior]":
        if code not in known:
            rows = np.flatnonzero((strata == code) & (needs > 0))
            known[code] = rows, _posterior(answered[rows], needs[rows])
        return known[code]

    result = []
    for area in areas:
        own = np.where(area & (needs > 0), weight, 0.0)
        moments = [_moments(*of(code), own) for code in np.unique(strata[own > 0]).tolist()]
        result.append(_interval(moments, float(own.sum())))
    return result


def _moments(rows: Counts, posterior: "_Posterior", weight: Floats) -> tuple[float, float]:
    """Mean and variance of the weighted sum of a stratum's towns."""
    own = weight[rows]
    at_node = own @ posterior.mean[posterior.where]
    squares = (own**2) @ posterior.variance[posterior.where] + at_node**2
    middle = float(at_node @ posterior.weight)
    return middle, max(float(squares @ posterior.weight) - middle**2, 0.0)


def _interval(moments: Sequence[tuple[float, float]], total: float) -> Interval:
    if total == 0:
        return float("nan"), float("nan"), float("nan")
    mean = np.array([sum(middle for middle, _ in moments) / total])
    low, high = beta_interval(mean, np.array([np.sqrt(sum(variance for _, variance in moments)) / total]))
    return float(mean[0]), float(low[0]), float(high[0])


@dataclass(frozen=True, slots=True, eq=False)
class _Posterior:
    """mean, variance: float64[pairs, nodes] of the beta distribution of each distinct pair (answered, needs).

    The grid has MEANS x CORRELATIONS nodes of (mean, intra-class correlation 1 / (1 + strength)), a priori both
    uniform. weight: float64[nodes]. where: the pair of each town.
    """

    prior: Prior
    mean: Floats
    variance: Floats
    weight: Floats
    where: Counts


def _posterior(answered: Floats, needs: Floats) -> _Posterior:
    pairs, where = np.unique(np.stack([answered, needs]), axis=1, return_inverse=True)
    first, strength, weight = _nodes(answered, needs)
    total = pairs[1][:, None] + strength
    mean = (pairs[0][:, None] + first) / total
    prior = Prior(float(first / strength @ weight), float(1 / (1 / (1 + strength) @ weight) - 1), len(needs))
    return _Posterior(prior, mean, mean * (1 - mean) / (total + 1), weight, where.ravel())


def _nodes(answered: Floats, needs: Floats) -> tuple[Floats, Floats, Floats]:
    """First parameter, strength and posterior weight of each node of the grid, flat."""
    towns, share = len(needs), float((answered / needs).mean())
    # Even if every town were all or nothing, the mean is known no worse than by as many throws of a coin.
    a, b = towns * share + 1, towns * (1 - share) + 1
    means = special.betaincinv(a, b, (np.arange(MEANS) + 0.5) / MEANS)
    spacing = -((a - 1) * np.log(means) + (b - 1) * np.log1p(-means))
    roots = (np.arange(CORRELATIONS) + 0.5) / CORRELATIONS
    # Nodes at squares lie densest where towns are alike; the width of each is then its root.
    strength = np.broadcast_to(1 / roots**2 - 1, (MEANS, CORRELATIONS))
    first = means[:, None] * strength
    log = beta_binomial_log(answered, needs, first, strength - first) + spacing[:, None] + np.log(roots)
    weight = np.exp(log - log.max())
    return first.ravel(), strength.ravel(), (weight / weight.sum()).ravel()


def beta_binomial_log(answered: Floats, needs: Floats, first: Floats, second: Floats) -> Floats:
    """Log-likelihood of the towns at each node (axes of `first`), without the binomial coefficients."""
    whole = first + second
    constant = len(needs) * (special.gammaln(whole) - special.gammaln(first) - special.gammaln(second))
    return np.asarray(
        constant + _log_gammas(answered, first) + _log_gammas(needs - answered, second) - _log_gammas(needs, whole)
    )


def _log_gammas(values: Floats, parameter: Floats) -> Floats:
    """Sum of log gamma(value + parameter) over the towns; counts repeat, so each is worked out once."""
    distinct, times = np.unique(values, return_counts=True)
    return np.asarray(np.tensordot(times.astype(np.float64), special.gammaln(distinct[:, None, None] + parameter), 1))


def beta_interval(mean: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """95 % interval of the beta distribution with these moments; NaN stays NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        strength = np.maximum(mean * (1 - mean) / deviation**2 - 1, 1e-9)
        tail = (1 - CONFIDENCE) / 2
        low = special.betaincinv(mean * strength, (1 - mean) * strength, tail)
        high = special.betaincinv(mean * strength, (1 - mean) * strength, 1 - tail)
    return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
