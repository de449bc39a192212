"""A share known for a sample and predicted by a machine for all: neither the sample alone, nor the machine alone.

Angelopoulos, Bates, Fannjiang, Jordan and Zrnic, Prediction-powered inference (Science 382, 2023, 669-674);
the weight of the predictions as in Angelopoulos, Duchi and Zrnic, PPI++ (arXiv:2311.01453, 2023), section 6.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from naves.domains.monitor.rules.arrays import Floats
from naves.domains.monitor.rules.method import CONFIDENCE

FEWEST_JUDGED: Final = 30
"""The interval is that of large samples."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """estimate: prediction-powered; classical: of the judged sample alone; naive: of the machine alone, uncorrected.

    weight: how far predictions are used, 0 = not at all. judged, predicted: sizes of the two samples.
    """

    estimate: float
    interval: tuple[float, float]
    classical: float
    classical_interval: tuple[float, float]
    naive: float
    weight: float
    judged: int
    predicted: int


def corrected_mean(judged: Floats, foreseen: Floats, predicted: Floats) -> Corrected | None:
    """Mean of an outcome between 0 and 1; None where fewer than FEWEST_JUDGED are judged or nothing is predicted.

    judged: outcomes of a random sample, float64[n]; foreseen: predictions of the same, float64[n];
    predicted: predictions of the others, float64[N]. The correction holds only if the sample was drawn at random.

        theta = w mean(predicted) + mean(judged - w foreseen)
        w     = cov(judged, foreseen) / ((1 + n / N) var(predictions)), cut to [0, 1]
        se²   = w² var(predicted) / N + var(judged - w foreseen) / n
    """
    n, more = len(judged), len(predicted)
    if n < FEWEST_JUDGED or more == 0:
        return None
    weight = _weight(judged, foreseen, predicted)
    rectified = judged - weight * foreseen
    estimate = weight * predicted.mean() + rectified.mean()
    error = np.sqrt(weight**2 * _variance(predicted) / more + _variance(rectified) / n)
    classical = wilson(float(judged.sum()), n)
    # Where all outcomes are the same there is no spread to reckon with, and yet no certainty.
    interval = _around(float(estimate), float(error)) if error > 0 else classical
    return Corrected(
        estimate=float(np.clip(estimate, 0.0, 1.0)),
        interval=interval,
        classical=float(judged.mean()),
        classical_interval=classical,
        naive=float(np.concatenate([foreseen, predicted]).mean()),
        weight=weight,
        judged=n,
        predicted=more,
    )


def wilson(successes: float, trials: int) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927)."""
    z = float(stats.norm.ppf((1 + CONFIDENCE) / 2))
    share, add = successes / trials, z * z / trials
    middle = (share + add / 2) / (1 + add)
    half = z / (1 + add) * float(np.sqrt(share * (1 - share) / trials + add / (4 * trials)))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _weight(judged: Floats, foreseen: Floats, predicted: Floats) -> float:
    everything = np.concatenate([foreseen, predicted])
    if np.ptp(everything) == 0:
        return 0.0
    spread = _variance(everything)
    together = float(np.cov(judged, foreseen, ddof=1)[0, 1])
    return float(np.clip(together / ((1 + len(judged) / len(predicted)) * spread), 0.0, 1.0))


def _variance(values: Floats) -> float:
    return float(np.var(values, ddof=1)) if len(values) > 1 else 0.0


def _around(estimate: float, error: float) -> tuple[float, float]:
    half = float(stats.norm.ppf((1 + CONFIDENCE) / 2)) * error
    return min(max(estimate - half, 0.0), 1.0), max(min(estimate + half, 1.0), 0.0)
