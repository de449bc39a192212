"""How coverage is spread over towns, in the weights of the estimand."""

import numpy as np

from naves.domains.monitor.rules.arrays import Floats, ratio
from naves.domains.monitor.rules.method import HALF, LOW_TAIL

_ROUNDING = 1e-12


def low_tail(coverage: Floats, weight: Floats) -> Floats:
    """P10: the least coverage c such that towns at or below c hold at least a tenth of the assessed weight.

    coverage: float64[levels, themes, towns], NaN = not assessed; weight: float64[estimands, towns].
    Returns float64[estimands, levels, themes], NaN where nothing with weight is assessed.
    """
    if coverage.shape[-1] == 0:
        return np.full((len(weight), *coverage.shape[:-1]), np.nan)
    order = np.argsort(coverage, axis=-1)
    ascending = np.take_along_axis(coverage, order, axis=-1)
    assessed = ~np.isnan(ascending)
    return np.stack([_low_tail(ascending, np.where(assessed, one[order], 0.0)) for one in weight])


def _low_tail(ascending: Floats, weight: Floats) -> Floats:
    held = np.cumsum(weight, axis=-1)
    total = held[..., -1:]
    position = np.argmax(held >= LOW_TAIL * (1.0 - _ROUNDING) * total, axis=-1)[..., None]
    tail = np.take_along_axis(ascending, position, axis=-1)
    return np.where(total > 0, tail, np.nan)[..., 0]


def share_below_half(coverage: Floats, weight: Floats) -> Floats:
    """Share of the assessed weight that lies in towns answering less than half of their needs; axes as above."""
    assessed = ~np.isnan(coverage)
    below = np.einsum("ltn,en->elt", (coverage < HALF).astype(np.float64), weight)
    return ratio(below, np.einsum("ltn,en->elt", assessed.astype(np.float64), weight))
