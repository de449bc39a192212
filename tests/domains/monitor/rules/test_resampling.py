"""The bootstrap: strata, seeds, and equality with a loop that resamples towns one by one."""

import math
import statistics
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from naves.domains.monitor.rules.country import assess
from naves.domains.monitor.rules.estimates import ESTIMANDS
from naves.domains.monitor.rules.intervals import logit_interval, percentile_interval
from naves.domains.monitor.rules.method import PERCENTILES
from naves.domains.monitor.rules.resampling import draw, joined, strata, strata_of
from tests.domains.monitor.rules import oracle
from tests.domains.monitor.rules.worlds import World, days, facts_of, some, towns_of, towns_rows, worlds

Rows = list[tuple[float, float | None, int, int]]
many_towns = st.lists(towns_rows, min_size=1, max_size=30)


def codes(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int16)


@given(many_towns)
def test_draws_are_the_same_for_the_same_seed_and_differ_for_another(rows: Rows) -> None:
    towns = towns_of(rows)
    assert np.array_equal(draw(towns, draws=20, seed=7), draw(towns, draws=20, seed=7))
    if len(rows) > 10:
        assert not np.array_equal(draw(towns, draws=20, seed=7), draw(towns, draws=20, seed=8))


@given(many_towns)
def test_every_draw_keeps_the_size_of_every_stratum(rows: Rows) -> None:
    towns = towns_of(rows)
    stratum, weights = strata_of(towns), draw(towns, draws=20)
    for code, size in Counter(stratum.tolist()).items():
        assert weights[:, stratum == code].sum(axis=1).tolist() == pytest.approx([size] * 20)


@given(many_towns)
def test_a_stratum_lies_within_one_size_class_and_is_alone_only_if_its_class_is(rows: Rows) -> None:
    towns = towns_of(rows)
    stratum = strata(towns.size_class, towns.region)
    for code, size in Counter(stratum.tolist()).items():
        classes = set(towns.size_class[stratum == code].tolist())
        assert len(classes) == 1
        if size == 1:
            assert np.count_nonzero(towns.size_class == classes.pop()) == 1


def test_lone_towns_of_a_size_class_are_pooled_together() -> None:
    stratum = strata(codes(0, 0, 0, 0), codes(0, 1, 2, 2))
    assert stratum[0] == stratum[1] != stratum[2] == stratum[3]


def test_a_single_lone_town_joins_the_smallest_stratum_of_its_class() -> None:
    stratum = strata(codes(0, 0, 0, 0, 0, 0), codes(0, 1, 1, 1, 2, 2))
    assert stratum[0] == stratum[4] == stratum[5] != stratum[1]


def test_the_draws_of_a_stratum_do_not_depend_on_the_rest_of_the_country() -> None:
    rows = [(100.0, None, 0, 0)] * 5
    more = [*rows, *[(100.0, None, 1, 1)] * 4]
    assert np.array_equal(draw(towns_of(rows), draws=9), draw(towns_of(more), draws=9)[:, :5])


@given(many_towns)
def test_only_a_country_of_one_town_has_a_size_class_of_one(rows: Rows) -> None:
    sizes = Counter(joined(towns_of(rows).size_class).tolist())
    assert min(sizes.values()) > 1 or len(rows) == 1 or len(sizes) == 1


def test_a_lone_city_joins_the_class_below_it_and_was_left_alone_by_the_method_before() -> None:
    towns = towns_of([(100.0, None, 0, 0), (900.0, None, 0, 0), (5000.0, None, 0, 1)])
    assert len(set(strata_of(towns).tolist())) == 1
    assert strata_of(towns, version=PERCENTILES)[2] != strata_of(towns, version=PERCENTILES)[0]


@some
@given(worlds(), days)
def test_intervals_equal_a_loop_over_draws_and_towns(world: World, day: int) -> None:
    facts = facts_of(world)
    towns = facts.towns.on(day)
    weights = draw(towns, draws=15)
    table = assess(facts, day, resample=lambda _: weights)[1]
    for estimand in ESTIMANDS:
        for level, theme in ((1, -1), (3, 0)):
            found = table.at(estimand, level, theme)
            expected = looped(world, day, (estimand.value, level, theme), weights, strata_of(towns).tolist())
            assert found.interval == (None if expected is None else pytest.approx(expected, abs=1e-9))


def looped(
    world: World, day: int, cell: tuple[str, int, int], weights: np.ndarray, stratum: list[int]
) -> tuple[float, ...] | None:
    estimand, level, theme = cell
    covered = oracle.town_coverage(world, day, level, theme)
    frame = oracle.frame(world, estimand)
    inside = [town for town in covered if town in frame]
    if len(inside) < 2:
        return None
    values = []
    for drawn in weights:
        total = sum(drawn[town] * frame[town] for town in inside)
        if total > 0:
            values.append(sum(drawn[town] * frame[town] * covered[town] for town in inside) / total)
    degrees = satterthwaite([(frame[town], stratum[town]) for town in inside])
    share = sum(frame[town] * covered[town] for town in inside) / sum(frame[town] for town in inside)
    if share in (0.0, 1.0):
        least = 0.025 ** (1 / (degrees + 1))
        return (0.0, 1 - least) if share == 0 else (least, 1.0)
    half = stats.t.ppf(0.975, degrees) * statistics.stdev(values) / (share * (1 - share))
    middle = math.log(share / (1 - share))
    return tuple(1 / (1 + math.exp(-(middle + sign * half))) for sign in (-1, 1))


def satterthwaite(towns: list[tuple[float, int]]) -> float:
    variances = []
    for code in {code for _, code in towns}:
        own = [weight for weight, where in towns if where == code]
        variances.append((sum(weight**2 for weight in own), max(len(own) - 1, 1)))
    return sum(v for v, _ in variances) ** 2 / sum(v**2 / df for v, df in variances)


def test_a_share_of_nought_or_one_is_no_certainty() -> None:
    low, high = logit_interval(np.array([0.0, 1.0]), np.array([[0.0, 1.0]] * 9), np.array([9.0, 9.0]))
    assert (low[0], high[1]) == (0.0, 1.0)
    clopper_pearson = stats.binomtest(0, 10).proportion_ci(method="exact")
    assert (high[0], 1 - low[1]) == (pytest.approx(clopper_pearson.high), pytest.approx(clopper_pearson.high))


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=40))
def test_percentiles_equal_those_of_numpy(rows: list[list[float]]) -> None:
    low, high = percentile_interval(np.array(rows))
    expected = np.quantile(np.array(rows), [0.025, 0.975], axis=0)
    assert np.allclose([low, high], expected)


def test_draws_that_hit_no_assessed_town_are_left_out_of_the_percentiles() -> None:
    low, high = percentile_interval(np.array([[np.nan, np.nan], [0.25, np.nan], [0.75, np.nan]]), confidence=0.5)
    assert (low[0], high[0]) == (0.375, 0.625)
    assert np.isnan([low[1], high[1]]).all()


@given(many_towns, st.integers(1, 5))
def test_draws_do_not_depend_on_towns_that_became_known_later(rows: Rows, later: int) -> None:
    towns = towns_of(rows)
    more = towns_of([*rows, *[(300.0, None, 0, 0)] * later])
    known = np.arange(len(more)) < len(towns)
    assert np.array_equal(draw(replace(more, exists=known), draws=9)[:, : len(towns)], draw(towns, draws=9))


def test_the_spread_of_draws_is_the_textbook_standard_error() -> None:
    """With equal weights and every town assessed it is the standard error of a stratified mean."""
    random = np.random.default_rng(3)
    rows = [(1.0, None, region, 0) for region in (0, 1) for _ in range(40)]
    value = random.random(80)
    means = draw(towns_of(rows), draws=20_000) @ value / 80
    expected = np.sqrt(sum((40 / 80) ** 2 * value[part].var(ddof=1) / 40 for part in (slice(0, 40), slice(40, 80))))
    assert means.std() == pytest.approx(expected, rel=0.03)
