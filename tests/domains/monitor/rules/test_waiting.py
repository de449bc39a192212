"""Who waits how long: against the definition need by need, and never changed by what is recorded later."""

from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.facts import FOREVER
from naves.domains.monitor.rules.waiting import touching, waiting
from tests.domains.monitor.rules import oracle
from tests.domains.monitor.rules.test_as_of import known_on
from tests.domains.monitor.rules.worlds import THEMES, World, days, facts_of, some, worlds

levels = st.integers(1, 4)


def by_hand(world: World, day: int, level: int) -> dict[int, tuple[int, bool]]:
    result = {}
    for need in range(world.need_count):
        spells = [(start, end) for who, _, start, end in world.needs if who == need and start <= day and start < end]
        if not spells:
            continue
        published = min(start for start, _ in spells)
        ends = [end if end <= day else FOREVER for _, end in spells]
        stopped = max(ends)
        came = [start for who, rung, start, end in world.levels if who == need and rung >= level and start < end]
        came = [start for start in came if start <= day and start < stopped]
        last = min(came) if came else min(stopped, day)
        result[need] = (max(last - published, 0), bool(came))
    return result


@some
@given(worlds(), days, levels)
def test_waits_equal_the_definition_need_by_need(world: World, day: int, level: int) -> None:
    found = waiting(facts_of(world), day, level)
    ours = zip(found.need.tolist(), zip(found.days.tolist(), found.answered.tolist(), strict=True), strict=True)
    assert dict(ours) == by_hand(world, day, level)


@some
@given(worlds(), days, levels)
def test_later_records_do_not_change_how_long_needs_waited_as_of_a_day(world: World, day: int, level: int) -> None:
    then, now = (waiting(facts_of(each), day, level) for each in (known_on(world, day), world))
    for name in ("need", "days", "answered", "town"):
        assert getattr(then, name).tolist() == getattr(now, name).tolist()


@some
@given(worlds(), days, st.integers(0, THEMES - 1))
def test_needs_touching_a_theme_are_those_with_a_share_of_it(world: World, day: int, theme: int) -> None:
    facts = facts_of(world)
    found = waiting(facts, day, 1)
    marked = touching(facts, day, found.need, theme=theme, group=None).tolist()
    assert marked == [oracle.share_of(world, need, theme, day) > 0 for need in found.need.tolist()]


@some
@given(worlds(), days)
def test_a_need_belongs_to_the_theme_of_its_greatest_share(world: World, day: int) -> None:
    found = waiting(facts_of(world), day, 1)
    for need, theme in zip(found.need.tolist(), found.theme.tolist(), strict=True):
        shares = [oracle.share_of(world, need, each, day) for each in range(THEMES)]
        assert theme == (shares.index(max(shares)) if max(shares) else -1)


def test_withdrawn_and_merged_needs_stop_waiting_without_an_answer() -> None:
    world = World(
        towns=[(10.0, None, 0, 0)],
        needs=[(0, 0, 1, 5), (1, 0, 1, FOREVER), (2, 0, 3, FOREVER)],
        levels=[(0, 2, 5, FOREVER), (1, 2, 4, 4), (2, 3, 9, 12)],
        need_count=3,
    )
    found = waiting(facts_of(world), 15, 2)
    # Answered on the day it was withdrawn: too late. Answered and taken back on one day: never. Lapsed since: it was.
    assert (found.days.tolist(), found.answered.tolist()) == ([4, 14, 6], [False, False, True])
