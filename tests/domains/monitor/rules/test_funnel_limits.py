"""Control limits against the definition by loops over the binomial distribution."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from naves.domains.monitor.rules.funnel_limits import interpolated_limit, limits, overdispersion, positions


def looped(needs: int, target: float, tail: float) -> float:
    """Spiegelhalter 2005, A.1.1, count by count."""
    below = 0.0
    for count in range(needs + 1):
        here = math.comb(needs, count) * target**count * (1 - target) ** (needs - count)
        if below + here >= tail:
            return min(max((count - (below + here - tail) / here) / needs, 0.0), 1.0)
        below += here
    raise AssertionError


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.floats(0.02, 0.98), st.sampled_from([0.001, 0.025, 0.975, 0.999]))
def test_limits_equal_the_definition_count_by_count(needs: int, target: float, tail: float) -> None:
    found = interpolated_limit(np.array([needs]), target, tail)[0]
    assert found == pytest.approx(looped(needs, target, tail), abs=1e-6)


def test_limits_close_in_on_the_target_and_meet_the_normal_ones_of_many_needs() -> None:
    found = limits(np.array([10, 100, 10_000]), 0.4)
    assert np.all(np.diff(found.outer_high - found.outer_low) < 0)
    half = stats.norm.ppf(0.975) * math.sqrt(0.24 / 10_000)
    assert (found.low[2], found.high[2]) == (pytest.approx(0.4 - half, abs=2e-4), pytest.approx(0.4 + half, abs=2e-4))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 1)), min_size=1), st.floats(0.05, 0.95))
def test_a_position_says_which_limits_a_town_is_outside(rows: list[tuple[int, float]], target: float) -> None:
    needs = np.array([count for count, _ in rows])
    answered = np.array([round(count * share) for count, share in rows])
    found = limits(needs, target)
    for share, place, low, high, least, most in zip(
        answered / needs,
        positions(answered, needs, found),
        found.low,
        found.high,
        found.outer_low,
        found.outer_high,
        strict=True,
    ):
        assert least <= low <= high <= most
        expected = -2 if share < least else -1 if share < low else 2 if share > most else 1 if share > high else 0
        assert place == expected


def test_towns_that_differ_by_chance_alone_vary_as_much_as_chance() -> None:
    random = np.random.default_rng(2)
    needs = random.integers(20, 200, 4_000)
    by_chance = random.binomial(needs, 0.4)
    assert overdispersion(by_chance, needs, 0.4) == pytest.approx(1.0, abs=0.3)
    assert overdispersion(random.binomial(needs, random.beta(4, 6, 4_000)), needs, 0.4) > 3
    assert math.isnan(overdispersion(by_chance[:0], needs[:0], 0.4))


def test_chance_alone_puts_a_twentieth_of_the_towns_outside_the_inner_limits() -> None:
    random = np.random.default_rng(8)
    needs = random.integers(40, 400, 40_000)
    place = positions(random.binomial(needs, 0.3), needs, limits(needs, 0.3))
    assert np.mean(place != 0) == pytest.approx(0.05, abs=0.008)
    assert np.mean(np.abs(place) == 2) == pytest.approx(0.002, abs=0.001)
