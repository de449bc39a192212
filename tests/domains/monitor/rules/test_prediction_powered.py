"""Prediction-powered inference against the formulas of the papers in plain Python."""

import statistics

import numpy as np
import pytest
from scipy import stats

from naves.domains.monitor.rules.prediction_powered import FEWEST_JUDGED, corrected_mean, wilson


def sample(n: int, more: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    score = random.beta(1, 2, n + more)
    truth = (random.random(n + more) < score**1.3).astype(float)
    return truth[:n], score[:n], score[n:]


def test_estimate_weight_and_error_equal_the_formulas() -> None:
    judged, foreseen, predicted = sample(60, 900)
    found = corrected_mean(judged, foreseen, predicted)
    assert found is not None
    everything = [*foreseen.tolist(), *predicted.tolist()]
    together = statistics.covariance(judged.tolist(), foreseen.tolist())
    weight = together / ((1 + 60 / 900) * statistics.variance(everything))
    rectified = [y - weight * f for y, f in zip(judged.tolist(), foreseen.tolist(), strict=True)]
    estimate = weight * statistics.fmean(predicted.tolist()) + statistics.fmean(rectified)
    error = (weight**2 * statistics.variance(predicted.tolist()) / 900 + statistics.variance(rectified) / 60) ** 0.5
    assert (found.weight, found.estimate) == (pytest.approx(weight), pytest.approx(estimate))
    assert found.interval == pytest.approx((estimate - 1.959964 * error, estimate + 1.959964 * error), abs=1e-6)
    assert (found.classical, found.naive) == (pytest.approx(judged.mean()), pytest.approx(np.mean(everything)))


def test_wilson_equals_scipy() -> None:
    for successes, trials in ((0, 12), (5, 12), (12, 12), (31, 200)):
        expected = stats.binomtest(successes, trials).proportion_ci(method="wilson")
        assert wilson(successes, trials) == pytest.approx((expected.low, expected.high))


def test_good_predictions_shorten_the_interval_and_useless_ones_do_no_harm() -> None:
    judged, foreseen, predicted = sample(80, 4_000)
    found = corrected_mean(judged, judged * 0.9 + 0.05, np.random.default_rng(3).permutation(np.repeat(judged, 50)))
    useless = corrected_mean(judged, np.full(80, 0.4), np.full(4_000, 0.4))
    assert found is not None
    assert useless is not None
    assert found.interval[1] - found.interval[0] < 0.5 * (found.classical_interval[1] - found.classical_interval[0])
    assert (useless.weight, useless.estimate) == (0.0, judged.mean())
    assert foreseen.size == 80
    assert predicted.size == 4_000


def test_too_few_judged_and_nothing_predicted_give_no_figure() -> None:
    judged, foreseen, predicted = sample(FEWEST_JUDGED - 1, 50)
    assert corrected_mean(judged, foreseen, predicted) is None
    assert corrected_mean(*sample(40, 0)) is None


def test_a_sample_all_of_one_kind_is_no_certainty() -> None:
    _, foreseen, predicted = sample(40, 500)
    found = corrected_mean(np.zeros(40), foreseen, predicted)
    assert found is not None
    assert (found.estimate, found.interval) == (0.0, wilson(0, 40))
    assert found.interval[1] > 0.05
