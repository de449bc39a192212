"""Levels day by day against a plain oracle, and the promise that nothing recorded later changes an earlier day."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.strategies.rules import columns
from naves.domains.strategies.rules.spells import (
    ALWAYS,
    FOREVER,
    ClaimFacts,
    LevelSpell,
    Period,
    ResponseFacts,
    Step,
    VersionFacts,
    cover,
    in_force,
    level_on,
    level_spells,
)

LAST = 30
days = st.integers(1, LAST)
maybe = st.none() | days


@dataclass(frozen=True)
class World:
    """Everything recorded about one response by the last day."""

    response: ResponseFacts
    claims: tuple[ClaimFacts, ...]
    version: VersionFacts
    steps: tuple[Step, ...]

    def spells(self) -> list[LevelSpell]:
        return level_spells(self.claims, cover(self.version, self.steps), self.response)


@st.composite
def claims(draw: st.DrawFn) -> ClaimFacts:
    """A claim whose lapse may have been recorded with it, or later; operations refuse to move a lapse that has come."""
    recorded, valid_from = draw(days), draw(days)
    lapses = draw(st.none() | st.integers(valid_from + 1, LAST + 5))
    lapse_recorded = draw(st.none() | st.integers(recorded, LAST)) if lapses else None
    return ClaimFacts(
        draw(st.integers(1, 4)),
        recorded,
        valid_from,
        lapses,
        lapse_recorded,
        draw(st.none() | st.integers(recorded, LAST)),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    confirmed = draw(maybe)
    start = draw(days)
    version = VersionFacts(draw(maybe), start, draw(st.none() | st.integers(start, LAST)), draw(st.none() | days))
    steps = sorted(draw(st.lists(st.builds(Step, days, st.booleans()), max_size=5)), key=lambda step: step.day)
    return World(
        ResponseFacts(confirmed, draw(maybe), draw(st.booleans())),
        tuple(draw(st.lists(claims(), max_size=4))),
        version,
        tuple(steps),
    )


def oracle(world: World, day: int) -> int:
    """Say it in words, one day at a time."""
    response = world.response
    if response.contradicts or response.confirmed is None or response.confirmed > day:
        return 0
    if response.withdrawn is not None and response.withdrawn <= day:
        return 0
    return max((claim.level for claim in world.claims if claim_holds(claim, world, day)), default=0)


def claim_holds(claim: ClaimFacts, world: World, day: int) -> bool:
    known = claim.recorded <= day and claim.valid_from <= day
    taken_back = claim.withdrawn is not None and claim.withdrawn <= day
    known_lapse = claim.recorded if claim.lapse_recorded is None else claim.lapse_recorded
    lapsed = claim.lapses is not None and claim.lapses <= day and known_lapse <= day
    return known and not taken_back and not lapsed and (claim.level >= 3 or strategy_holds(world, day))


def strategy_holds(world: World, day: int) -> bool:
    version = world.version
    approved = version.approved is not None and version.approved <= day
    running = version.in_force_from <= day and (version.in_force_to is None or day <= version.in_force_to)
    ended = version.ended is not None and version.ended <= day
    so_far = [step.stopped for step in world.steps if step.day <= day]
    return approved and running and not ended and not (so_far and so_far[-1])


@given(worlds())
def test_the_level_of_each_day_is_what_the_records_of_that_day_say(world: World) -> None:
    spells = world.spells()
    assert [level_on(spells, day) for day in range(LAST + 10)] == [oracle(world, day) for day in range(LAST + 10)]


@given(worlds())
def test_spells_are_in_order_do_not_overlap_and_are_as_long_as_can_be(world: World) -> None:
    spells = world.spells()
    assert all(spell.from_day < spell.until_day for spell in spells)
    for one, next_one in pairwise(spells):
        assert one.until_day <= next_one.from_day
        assert one.until_day < next_one.from_day or one.level != next_one.level


def as_known_on(world: World, day: int) -> World:
    """Return what was on record at the end of `day`."""

    def then(value: int | None) -> int | None:
        return value if value is not None and value <= day else None

    response = world.response._replace(
        confirmed=then(world.response.confirmed), withdrawn=then(world.response.withdrawn)
    )
    known = []
    for claim in world.claims:
        if claim.recorded > day:
            continue
        later = claim.lapse_recorded is not None and claim.lapse_recorded > day
        known.append(
            claim._replace(
                withdrawn=then(claim.withdrawn),
                lapses=None if later else claim.lapses,
                lapse_recorded=None if later else claim.lapse_recorded,
            )
        )
    version = world.version._replace(approved=then(world.version.approved), ended=then(world.version.ended))
    return World(response, tuple(known), version, tuple(step for step in world.steps if step.day <= day))


@given(worlds(), days)
def test_what_is_recorded_later_never_changes_an_earlier_day(world: World, day: int) -> None:
    now, then = world.spells(), as_known_on(world, day).spells()
    assert [level_on(now, earlier) for earlier in range(day + 1)] == [
        level_on(then, earlier) for earlier in range(day + 1)
    ]


@given(worlds(), days)
def test_withdrawing_a_response_never_raises_a_level(world: World, day: int) -> None:
    withdrawn = World(world.response._replace(withdrawn=day), world.claims, world.version, world.steps)
    before, after = world.spells(), withdrawn.spells()
    if world.response.withdrawn is None:
        assert all(level_on(after, each) <= level_on(before, each) for each in range(LAST + 10))


@given(worlds())
def test_columns_say_the_same_as_the_rule(world: World) -> None:
    claim_rows = [] if world.response.contradicts or world.response.confirmed is None else list(world.claims)
    spells = columns.claim_spells(claim_columns(claim_rows, world.response), period_columns(world))
    told = [
        LevelSpell(int(level), int(start), int(end))
        for level, start, end in zip(spells.level, spells.from_day, spells.until_day, strict=True)
    ]
    expected = world.spells()
    assert [level_on(told, day) for day in range(LAST + 10)] == [level_on(expected, day) for day in range(LAST + 10)]


def claim_columns(claims: list[ClaimFacts], response: ResponseFacts) -> columns.ClaimColumns:
    def day_column(values: list[int | None]) -> columns.Days:
        return np.array([FOREVER if value is None else value for value in values], dtype=np.int32)

    numbers = np.zeros(len(claims), dtype=np.int32)
    return columns.ClaimColumns(
        key=numbers,
        target=numbers,
        level=np.array([claim.level for claim in claims], dtype=np.int8),
        recorded=day_column([claim.recorded for claim in claims]),
        valid_from=day_column([claim.valid_from for claim in claims]),
        lapses=day_column([claim.lapses for claim in claims]),
        lapse_recorded=day_column(
            [claim.recorded if claim.lapse_recorded is None else claim.lapse_recorded for claim in claims]
        ),
        withdrawn=day_column([claim.withdrawn for claim in claims]),
        confirmed=day_column([response.confirmed] * len(claims)),
        response_withdrawn=day_column([response.withdrawn] * len(claims)),
    )


def period_columns(world: World) -> columns.PeriodColumns:
    periods = cover(world.version, world.steps)
    return columns.PeriodColumns(
        np.zeros(len(periods), dtype=np.int32),
        np.array([period.from_day for period in periods], dtype=np.int32),
        np.array([period.until_day for period in periods], dtype=np.int32),
    )


CONFIRMED = ResponseFacts(confirmed=5)


def test_the_last_day_of_a_strategy_still_counts() -> None:
    assert in_force(VersionFacts(approved=1, in_force_from=3, in_force_to=9)) == Period(3, 10)


def test_a_strategy_superseded_on_a_day_no_longer_counts_on_it() -> None:
    assert in_force(VersionFacts(approved=1, in_force_from=3, ended=9)) == Period(3, 9)


def test_when_the_money_lapses_the_plan_holds_again() -> None:
    claims = [ClaimFacts(2, 5, 5), ClaimFacts(3, 6, 6, lapses=10)]
    assert level_spells(claims, ALWAYS, CONFIRMED) == [
        LevelSpell(2, 5, 6),
        LevelSpell(3, 6, 10),
        LevelSpell(2, 10, FOREVER),
    ]


def test_a_lapse_learnt_late_counts_from_the_day_it_was_recorded() -> None:
    claim = ClaimFacts(3, 5, 5, lapses=8, lapse_recorded=20)
    assert level_spells([claim], ALWAYS, CONFIRMED) == [LevelSpell(3, 5, 20)]


def test_a_proven_result_outlives_its_strategy() -> None:
    strategy = cover(VersionFacts(approved=1, in_force_from=1, in_force_to=9))
    assert level_spells([ClaimFacts(1, 5, 5), ClaimFacts(4, 7, 7)], strategy, CONFIRMED) == [
        LevelSpell(1, 5, 7),
        LevelSpell(4, 7, FOREVER),
    ]


def test_a_measure_stopped_and_taken_up_on_the_same_day_was_never_stopped() -> None:
    steps = [Step(4, stopped=True), Step(4, stopped=False)]
    assert cover(VersionFacts(approved=1, in_force_from=1), steps) == (Period(1, FOREVER),)


def test_what_works_against_a_need_gives_it_no_level() -> None:
    assert level_spells([ClaimFacts(4, 1, 1)], ALWAYS, ResponseFacts(1, contradicts=True)) == []


def test_what_nobody_confirmed_gives_no_level() -> None:
    assert level_spells([ClaimFacts(4, 1, 1)], ALWAYS, ResponseFacts(None)) == []
