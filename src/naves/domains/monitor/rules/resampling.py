"""Stratified bootstrap of towns.

Rescaling bootstrap of Rao and Wu (JASA 83, 1988, 231-241): in a stratum of n towns, n - 1 are drawn
with replacement and each drawing weighs n / (n - 1), which makes the variance of a stratified total unbiased
also in small strata. A town brings all its needs with it, so towns are the clusters.
"""

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Counts, Floats
from naves.domains.monitor.rules.frames import Towns
from naves.domains.monitor.rules.method import DRAWS, METHOD_VERSION, PERCENTILES, SEED

_TWO = 2


def strata(size_class: Codes, region: Codes) -> Counts:
    """Stratum of each town, int64[towns]: size class x region, with lone towns pooled towards their size class.

    Lone towns of one size class form a stratum together; if only one is left it joins the smallest other
    stratum of its class. A town that is the only one of its class stays alone and adds no sampling variation.
    """
    width = int(region.max(initial=0)) + 2
    pooled = width - 1
    stratum = size_class.astype(np.int64) * width + region
    codes, where, sizes = np.unique(stratum, return_inverse=True, return_counts=True)
    lone = sizes[where] == 1
    for size in np.unique(size_class[lone]).tolist():
        lonely = np.flatnonzero(lone & (size_class == size))
        others = (codes // width == size) & (sizes > 1)
        if len(lonely) > 1:
            stratum[lonely] = size * width + pooled
        elif others.any():
            stratum[lonely] = codes[others][np.argmin(sizes[others])]
    return stratum


def joined(size_class: Codes) -> Codes:
    """Size classes of which each holds two towns or more: a lone town joins the class below it, or else above.

    Alone, it would add no sampling variation, however much of the weight it holds.
    """
    result = size_class.copy()
    while True:
        codes, sizes = np.unique(result, return_counts=True)
        lone = np.flatnonzero(sizes == 1)
        if len(codes) < _TWO or len(lone) == 0:
            return result
        at = int(lone[-1])
        result[result == codes[at]] = codes[at - 1] if at else codes[1]


def strata_of(towns: Towns, *, version: str = METHOD_VERSION) -> Counts:
    """Strata of the towns that exist, int64[towns]; -1 for the others."""
    present = np.flatnonzero(towns.exists)
    size_class = towns.size_class[present]
    result = np.full(len(towns), -1, dtype=np.int64)
    result[present] = strata(size_class if version == PERCENTILES else joined(size_class), towns.region[present])
    return result


def draw(towns: Towns, *, draws: int = DRAWS, seed: int = SEED, version: str = METHOD_VERSION) -> Floats:
    """Resampling weights, float64[draws, towns]. The same draws serve every cell of a table.

    Each stratum has a random stream of its own, so that its draws do not depend on the rest of the country.
    """
    result = np.ones((draws, len(towns)))
    present = np.flatnonzero(towns.exists)
    stratum = strata_of(towns, version=version)[present]
    order = np.argsort(stratum, kind="stable")
    codes, starts, sizes = np.unique(stratum[order], return_index=True, return_counts=True)
    for code, start, size in zip(codes.tolist(), starts.tolist(), sizes.tolist(), strict=True):
        if size > 1:
            members = present[order[start : start + size]]
            result[:, members] = _draw_stratum(size, draws, np.random.default_rng([seed, code]))
    return result


def _draw_stratum(size: int, draws: int, random: np.random.Generator) -> Floats:
    picked = random.integers(0, size, size=(draws, size - 1))
    picked += np.arange(draws)[:, None] * size
    counts = np.bincount(picked.ravel(), minlength=draws * size).reshape(draws, size)
    return np.asarray(counts * (size / (size - 1)), dtype=np.float64)
