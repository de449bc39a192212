"""National figures against the formulas in plain Python, and what must always hold of them."""

import math
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.country import assess
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import ESTIMANDS, EVERYWHERE
from naves.domains.monitor.rules.resampling import draw
from tests.domains.monitor.rules import oracle
from tests.domains.monitor.rules.worlds import REGIONS, THEMES, World, days, facts_of, some, worlds

Cell = tuple[Estimand, int, int, int]
cells = st.tuples(
    st.sampled_from(ESTIMANDS),
    st.integers(1, 4),
    st.integers(-1, THEMES - 1),
    st.integers(-1, REGIONS - 1),
)


@some
@given(worlds(), days, cells)
def test_every_figure_equals_the_formula_in_plain_python(world: World, day: int, cell: Cell) -> None:
    estimand, level, theme, area = cell
    found = assess(facts_of(world), day, resample=None)[1].at(estimand, level, theme, area)
    region = None if area == EVERYWHERE else area
    expected = oracle.national(world, day, (estimand.value, level, theme), region)
    assert (found.coverage, found.assessed_share, found.p10, found.share_below_half) == pytest.approx(expected)


@some
@given(worlds(), days, cells)
def test_bounds_contain_the_estimate_and_stay_within_zero_and_one(world: World, day: int, cell: Cell) -> None:
    found = assess(facts_of(world), day, resample=None)[1].at(*cell)
    low, high = found.bounds
    assert 0 <= low <= high <= 1
    if found.coverage is None:
        assert (low, high) == (0, 1)
    else:
        assert low <= found.coverage <= high
        assert low == pytest.approx(found.assessed_share * found.coverage)
        assert high - low == pytest.approx(1 - found.assessed_share)


@some
@given(worlds(), days)
def test_a_place_with_no_recorded_need_is_not_assessed(world: World, day: int) -> None:
    coverage = assess(facts_of(world), day, resample=None)[0].tallies.coverage()[0, -1]
    assessed = set(oracle.active(world, day).values())
    assert {town for town, value in enumerate(coverage) if not math.isnan(value)} == assessed


@some
@given(worlds(), days, cells)
def test_a_higher_rung_never_covers_more(world: World, day: int, cell: Cell) -> None:
    estimand, _, theme, area = cell
    table = assess(facts_of(world), day, resample=None)[1]
    covered = [table.at(estimand, level, theme, area).coverage for level in (1, 2, 3, 4)]
    if covered[0] is not None:
        assert covered == sorted(covered, reverse=True)


@some
@given(worlds(), days)
def test_theme_shares_partition_the_needs_of_a_town(world: World, day: int) -> None:
    tallies = assess(facts_of(world), day, resample=None)[0].tallies
    assert tallies.needs[:-1].sum(axis=0).tolist() == tallies.needs[-1].tolist()
    assert tallies.answered[:, :-1].sum(axis=1).tolist() == tallies.answered[:, -1].tolist()


@some
@given(worlds(), days)
def test_towns_of_unknown_exclusion_are_outside_the_sensitivity_frame_and_counted(world: World, day: int) -> None:
    table = assess(facts_of(world), day, resample=None)[1]
    unknown = sum(1 for town in world.towns if town[1] is None)
    found = table.at(ESTIMANDS[2], 1)
    assert (found.towns_outside_frame, found.towns_in_frame) == (unknown, len(world.towns) - unknown)
    assert table.at(ESTIMANDS[0], 1).towns_outside_frame == 0


@some
@given(worlds(), days, cells)
def test_an_interval_needs_two_assessed_towns(world: World, day: int, cell: Cell) -> None:
    facts = facts_of(world)
    found = assess(facts, day, resample=partial(draw, draws=30))[1].at(*cell)
    if found.towns_assessed < 2:
        assert found.interval is None


def test_one_assessed_town_has_a_coverage_but_no_interval() -> None:
    world = World(towns=[(100.0, None, 0, 0)] * 3, needs=[(0, 1, 0, 9)], levels=[(0, 2, 0, 9)], need_count=1)
    facts = facts_of(world)
    found = assess(facts, 3, resample=draw)[1].at(ESTIMANDS[0], 2)
    assert (found.coverage, found.interval, found.assessed_share) == (1.0, None, 1 / 3)
    assert found.bounds == pytest.approx((1 / 3, 1.0))
