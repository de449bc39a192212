"""A figure of an earlier day is never rewritten, and nothing counts twice."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.country import assess
from naves.domains.monitor.rules.cross_section import as_of
from naves.domains.monitor.rules.estimates import ESTIMANDS
from naves.domains.monitor.rules.facts import FOREVER
from naves.domains.monitor.rules.relevance import relevance
from tests.domains.monitor.rules import oracle
from tests.domains.monitor.rules.worlds import World, days, facts_of, some, worlds

TABLES = ("needs", "shares", "groups", "levels", "measures", "responses", "contradictions")


def figures(world: World, day: int) -> list[object]:
    facts = facts_of(world)
    seen, table = assess(facts, day, resample=None)
    table = [table.at(estimand, level) for estimand in ESTIMANDS for level in (1, 2, 3, 4)]
    return [table, relevance(facts, seen.cross)]


def known_on(world: World, day: int) -> World:
    """What stood in the records at the end of the day: nothing begun later, no later end."""
    return replace(
        world,
        **{
            name: [
                (*row[:-1], row[-1] if row[-1] <= day else FOREVER) for row in getattr(world, name) if row[-2] <= day
            ]
            for name in TABLES
        },
    )


@some
@given(worlds(), days)
def test_an_as_of_figure_does_not_change_when_later_records_arrive(world: World, day: int) -> None:
    assert figures(known_on(world, day), day) == figures(world, day)


@some
@given(worlds(), days)
def test_active_needs_are_those_of_the_records(world: World, day: int) -> None:
    cross = as_of(facts_of(world), day)
    assert dict(zip(cross.need.tolist(), cross.town.tolist(), strict=True)) == oracle.active(world, day)
    assert cross.level.tolist() == [oracle.level_of(world, need, day) for need in cross.need.tolist()]


@some
@given(worlds().filter(lambda world: world.levels), days, st.data())
def test_withdrawing_a_response_never_raises_coverage(world: World, day: int, data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(world.levels) - 1))
    withdrawn = data.draw(days)
    need, level, start, end = world.levels[which]
    shortened = (need, level, start, max(start, min(end, withdrawn)))
    after = replace(world, levels=[*world.levels[:which], shortened, *world.levels[which + 1 :]])
    before_table, after_table = (assess(facts_of(each), day, resample=None)[1] for each in (world, after))
    for estimand in ESTIMANDS:
        for level_ in (1, 2, 3, 4):
            for theme in (-1, 0, 1, 2):
                high = before_table.at(estimand, level_, theme).coverage
                low = after_table.at(estimand, level_, theme).coverage
                assert (high is None) == (low is None)
                assert high is None or low <= high + 1e-12


@some
@given(worlds().filter(lambda world: world.levels), days, st.integers(2, 5))
def test_a_second_response_of_the_same_level_changes_nothing(world: World, day: int, times: int) -> None:
    repeated = replace(world, levels=world.levels * times)
    assert figures(repeated, day) == figures(world, day)


@some
@given(worlds().filter(lambda world: world.need_count > 1), days)
def test_a_merged_need_stops_counting_on_the_day_it_is_merged(world: World, day: int) -> None:
    merged = replace(
        world,
        needs=[row if row[0] != 0 else (*row[:-1], max(row[-2], min(row[-1], day))) for row in world.needs],
    )
    left = as_of(facts_of(merged), day).need.tolist()
    assert left == [need for need in as_of(facts_of(world), day).need.tolist() if need != 0]


@some
@given(worlds(), days)
def test_a_need_whose_spells_overlap_counts_once(world: World, day: int) -> None:
    doubled = replace(world, needs=world.needs * 2)
    assert figures(doubled, day) == figures(world, day)


def test_a_response_recorded_and_withdrawn_on_one_day_never_counted() -> None:
    world = World(
        towns=[(10.0, None, 0, 0)], needs=[(0, 0, 1, FOREVER)], levels=[(0, 4, 5, 5)], need_count=1, measure_count=0
    )
    assert as_of(facts_of(world), 5).level.tolist() == [0]


def test_a_lapsed_level_falls_back_to_the_next_response_on_its_date() -> None:
    world = World(
        towns=[(10.0, None, 0, 0)],
        needs=[(0, 0, 1, FOREVER)],
        levels=[(0, 3, 2, 6), (0, 1, 2, FOREVER)],
        need_count=1,
    )
    facts = facts_of(world)
    assert [as_of(facts, day).level.tolist() for day in (1, 2, 5, 6)] == [[0], [3], [3], [1]]
