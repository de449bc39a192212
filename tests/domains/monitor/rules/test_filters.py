"""Funnel, relevance, heat table, trend, silent needs and filters against plain counting."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.country import assess, trend
from naves.domains.monitor.rules.cross_section import as_of
from naves.domains.monitor.rules.estimates import ESTIMANDS
from naves.domains.monitor.rules.heat import heat_table, need_counts
from naves.domains.monitor.rules.ladder import funnel, rankable
from naves.domains.monitor.rules.relevance import relevance
from naves.domains.monitor.rules.selection import Areas, Selection, select
from naves.domains.monitor.rules.silent import silent
from tests.domains.monitor.rules import oracle
from tests.domains.monitor.rules.worlds import GROUPS, REGIONS, THEMES, World, days, facts_of, some, worlds

themes = st.none() | st.integers(0, THEMES - 1)
groups = st.none() | st.integers(0, GROUPS - 1)
regions = st.none() | st.integers(0, REGIONS - 1)


def needs_of(world: World, day: int, theme: int | None, group: int | None, region: int | None) -> list[int]:
    concerned = {who for who, which, *spell in world.groups if which == group and oracle.held(spell, day)}
    return sorted(
        need
        for need, town in oracle.active(world, day).items()
        if (theme is None or oracle.share_of(world, need, theme, day) > 0)
        and (group is None or need in concerned)
        and (region is None or world.towns[town][2] == region)
    )


@some
@given(worlds(), days, themes, groups, regions)
def test_the_funnel_counts_the_selected_needs_on_each_rung(
    world: World, day: int, theme: int | None, group: int | None, region: int | None
) -> None:
    facts = facts_of(world)
    mask = None if region is None else facts.towns.region == region
    selected = select(as_of(facts, day), Selection(theme=theme, group=group, towns=mask))
    expected = needs_of(world, day, theme, group, region)
    found = funnel(selected, facts.contradictions)
    assert selected.need.tolist() == expected
    assert found.recorded == len(expected)
    assert found.answered == tuple(
        sum(oracle.level_of(world, need, day) >= level for need in expected) for level in (1, 2, 3, 4)
    )
    against = {who for who, *spell in world.contradictions if oracle.held(spell, day)}
    assert found.contradicted == len(against & set(expected))


@some
@given(worlds(), days, groups, regions)
def test_a_filtered_figure_is_the_figure_of_the_filtered_country(
    world: World, day: int, group: int | None, region: int | None
) -> None:
    facts = facts_of(world)
    chosen = set(needs_of(world, day, None, group, region))
    mask = None if region is None else facts.towns.region == region
    smaller = World(
        **{**vars(world), "needs": [row for row in world.needs if row[0] in chosen]},
    )
    found = assess(facts, day, resample=None, selection=Selection(group=group, towns=mask))[1]
    for estimand in ESTIMANDS:
        expected = oracle.national(smaller, day, (estimand.value, 1, oracle.ALL), region)
        cell = found.at(estimand, 1)
        assert np.allclose(
            np.array([cell.coverage, cell.assessed_share], dtype=float),
            np.array(expected[:2], dtype=float),
            equal_nan=True,
        )


@some
@given(worlds(), days)
def test_relevance_counts_measures_in_force_that_answer_a_counted_need(world: World, day: int) -> None:
    in_force = {measure for measure, *spell in world.measures if oracle.held(spell, day)}
    needs = oracle.active(world, day)
    answering = {
        measure for measure, need, *spell in world.responses if oracle.held(spell, day) and need in needs
    } & in_force
    facts = facts_of(world)
    found = relevance(facts, as_of(facts, day))
    assert (found.measures_in_force, found.answering) == (len(in_force), len(answering))
    assert found.share == (len(answering) / len(in_force) if in_force else None)


def test_relevance_can_speak_of_the_measures_of_one_strategy() -> None:
    world = World(
        towns=[(1.0, None, 0, 0)],
        needs=[(0, 0, 0, 9)],
        measures=[(0, 0, 9), (1, 0, 9), (2, 0, 9)],
        responses=[(0, 0, 0, 9)],
        need_count=1,
        measure_count=3,
    )
    facts = facts_of(world)
    found = relevance(facts, as_of(facts, 1), np.array([True, True, False]))
    assert (found.answering, found.measures_in_force) == (1, 2)


@some
@given(worlds(), days)
def test_heat_table_counts_needs_and_reads_the_national_table(world: World, day: int) -> None:
    facts = facts_of(world)
    seen, table = assess(facts, day, resample=None)
    counts = need_counts(seen.cross, Areas(facts.towns.region, REGIONS), themes=THEMES)
    rows = heat_table(table, counts, estimand=ESTIMANDS[0], level=2)
    assert [len(row) for row in rows] == [REGIONS + 1] * (THEMES + 1)
    for cell in (cell for row in rows for cell in row):
        expected = needs_of(
            world, day, None if cell.theme < 0 else cell.theme, None, None if cell.area < 0 else cell.area
        )
        assert cell.needs == len(expected)
        assert cell.estimate == table.at(ESTIMANDS[0], 2, cell.theme, cell.area)
        assert (cell.estimate.coverage is None) == (not expected)


@some
@given(worlds(), st.lists(days, max_size=3))
def test_a_trend_is_the_figure_of_each_of_its_days(world: World, dates: list[int]) -> None:
    facts = facts_of(world)
    points = trend(facts, dates)
    assert [point.day for point in points] == dates
    for point in points:
        single = assess(facts, point.day, resample=None)[1]
        for theme in (-1, 0):
            assert point.table.at(ESTIMANDS[1], 2, theme) == single.at(ESTIMANDS[1], 2, theme)


@some
@given(worlds(), days, st.lists(st.tuples(st.integers(0, 0), st.integers(0, THEMES - 1)), max_size=5))
def test_a_gap_is_silent_where_no_counted_need_of_its_theme_was_voiced(
    world: World, day: int, gaps: list[tuple[int, int]]
) -> None:
    cross = as_of(facts_of(world), day)
    found = silent(
        cross,
        np.array([town for town, _ in gaps], dtype=np.int32),
        np.array([theme for _, theme in gaps], dtype=np.int16),
        towns=len(world.towns),
        themes=THEMES,
    )
    voiced = {
        (town, theme)
        for need, town in oracle.active(world, day).items()
        for theme in range(THEMES)
        if oracle.share_of(world, need, theme, day) > 0
    }
    assert found.tolist() == [gap not in voiced for gap in gaps]


def test_a_town_with_fewer_than_five_needs_is_not_ranked() -> None:
    assert rankable(np.array([0, 4, 5, 60])).tolist() == [False, False, True, True]
