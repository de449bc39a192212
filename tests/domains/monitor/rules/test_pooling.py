"""Partial pooling against scipy: likelihood, posterior by brute force, and what pooling must do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gammaln

from naves.domains.monitor.rules.pooling import (
    FEWEST_TOWNS,
    beta_binomial_log,
    beta_interval,
    pool,
    pool_areas,
    pool_stratum,
    pooling_strata,
)

counts = st.lists(st.tuples(st.integers(1, 30), st.floats(0, 1)), min_size=1, max_size=12)


def columns(rows: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    needs = np.array([float(count) for count, _ in rows])
    return np.array([float(round(count * share)) for count, share in rows]), needs


@settings(max_examples=40, deadline=None)
@given(counts, st.floats(0.1, 20), st.floats(0.1, 20))
def test_the_likelihood_is_the_beta_binomial_one_of_scipy(rows: list[tuple[int, float]], a: float, b: float) -> None:
    answered, needs = columns(rows)
    choices = gammaln(needs + 1) - gammaln(answered + 1) - gammaln(needs - answered + 1)
    found = beta_binomial_log(answered, needs, np.array([[a]]), np.array([[b]]))[0, 0]
    assert found + choices.sum() == pytest.approx(stats.betabinom.logpmf(answered, needs, a, b).sum(), abs=1e-7)


def test_the_posterior_equals_a_fine_integration_with_scipy() -> None:
    random = np.random.default_rng(4)
    needs = random.integers(2, 25, 12).astype(float)
    answered = random.binomial(needs.astype(int), random.beta(4, 6, 12)).astype(float)
    means, correlations = np.meshgrid(np.linspace(0.0025, 0.9975, 200), np.linspace(0.0025, 0.9975, 200))
    a, b = means * (1 / correlations - 1), (1 - means) * (1 / correlations - 1)
    log = sum(stats.betabinom.logpmf(x, n, a, b) for x, n in zip(answered, needs, strict=True))
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    _, mean, deviation = pool_stratum(answered, needs)
    for town, (x, n) in enumerate(zip(answered, needs, strict=True)):
        posterior = stats.beta(a + x, b + n - x)
        first, second = (weight * posterior.mean()).sum(), (weight * (posterior.var() + posterior.mean() ** 2)).sum()
        assert mean[town] == pytest.approx(first, abs=0.004)
        assert deviation[town] == pytest.approx(np.sqrt(second - first**2), rel=0.04)


def test_the_interval_is_the_beta_one_of_its_moments() -> None:
    low, high = beta_interval(np.array([0.3, np.nan]), np.array([0.1, np.nan]))
    strength = 0.3 * 0.7 / 0.01 - 1
    assert (low[0], high[0]) == pytest.approx(stats.beta.interval(0.95, 0.3 * strength, 0.7 * strength))
    assert np.isnan([low[1], high[1]]).all()


@settings(max_examples=40, deadline=None)
@given(counts)
def test_a_pooled_figure_lies_between_its_own_and_what_towns_alike_have(rows: list[tuple[int, float]]) -> None:
    answered, needs = columns(rows)
    found = pool(answered, needs, np.zeros(len(needs), dtype=np.int32))
    assert np.all((found.low <= found.mean) & (found.mean <= found.high))
    assert np.all((found.low >= 0) & (found.high <= 1))
    assert np.all(found.low[answered == 0] == 0)
    assert np.all(found.high[answered == needs] == 1)
    prior = found.priors[0].mean
    own = answered / needs
    assert np.all((found.mean - own) * (prior - own) >= -0.05)


def test_more_needs_of_its_own_move_a_town_away_from_the_others() -> None:
    needs = np.array([2.0, 200.0, *[20.0] * 10])
    answered = np.array([2.0, 200.0, *[8.0] * 10])
    found = pool(answered, needs, np.zeros(12, dtype=np.int32))
    assert found.mean[2] < found.mean[0] < found.mean[1]
    assert found.high[1] - found.low[1] < found.high[0] - found.low[0]


def test_towns_without_a_need_are_not_assessed_and_change_nothing() -> None:
    needs, answered = np.array([5.0, 0.0, 9.0, 4.0]), np.array([1.0, 0.0, 5.0, 2.0])
    stratum = np.array([0, 0, 0, 0], dtype=np.int32)
    found, without = pool(answered, needs, stratum), pool(answered[[0, 2, 3]], needs[[0, 2, 3]], stratum[1:])
    assert np.isnan([found.mean[1], found.low[1], found.high[1]]).all()
    assert found.stratum.tolist() == [0, -1, 0, 0]
    assert found.mean[[0, 2, 3]].tolist() == without.mean.tolist()


def test_a_stratum_of_few_towns_falls_back_on_its_size_class_and_then_on_the_country() -> None:
    size_class = np.array([0] * 6 + [0] * 2 + [1] * 2, dtype=np.int16)
    region = np.array([0] * 6 + [1] * 2 + [0] * 2, dtype=np.int16)
    found = pooling_strata(size_class, region, np.array([True] * 9 + [False]))
    assert len(set(found[:6].tolist())) == 1
    assert len({found[0], found[6], found[8]}) == 3
    assert found[6] == found[7]
    assert found[9] == -1
    assert FEWEST_TOWNS == 5


def test_an_area_of_one_town_is_that_town_and_no_town_is_not_assessed() -> None:
    needs, answered = np.array([5.0, 8.0, 9.0, 4.0, 7.0]), np.array([1.0, 3.0, 5.0, 2.0, 2.0])
    stratum, one = np.zeros(5, dtype=np.int32), np.array([0, 1, 0, 0, 0], dtype=bool)
    found = pool(answered, needs, stratum)
    area, none = pool_areas(answered, needs, stratum, np.full(5, 7.0), [one, np.zeros(5, dtype=bool)])
    assert area == pytest.approx((found.mean[1], found.low[1], found.high[1]))
    assert np.isnan(none).all()
