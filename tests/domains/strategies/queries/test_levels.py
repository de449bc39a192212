"""Reads that say which level holds: all of them must agree with the rule, over a country of random histories."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need, NeedMerge
from naves.domains.strategies import queries
from naves.domains.strategies.enums import Level, MeasureStatus, VersionStatus
from naves.domains.strategies.facts import measure_cover, spells_of
from naves.domains.strategies.models import Measure, MeasureTransition, Response
from naves.domains.strategies.rules.spells import level_on
from tests.factories.places import PlaceFactory
from tests.factories.strategies import (
    ClaimFactory,
    GoalFactory,
    MeasureFactory,
    ResponseFactory,
    VersionFactory,
    make_need,
)

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 20)
LENGTH = 20
TODAY = FIRST + timedelta(days=LENGTH)
"""All that is recorded was recorded by the end of this day; the clocks change in between."""


class RandomCountry:
    """Needs whose responses, strategies and measures began, stopped, lapsed and ended on random days."""

    def __init__(self, seed: int, size: int = 60) -> None:
        self.random = random.Random(seed)  # noqa: S311  # a seed makes the country again, it guards nothing
        self.place = PlaceFactory()
        targets = [self.target() for _ in range(12)]
        for _ in range(size):
            need = make_need(self.place)
            for target in self.random.sample(targets, self.random.randint(0, 2)):
                self.response(need, target)

    def day(self, first: int = 0) -> date:
        return FIRST + timedelta(days=self.random.randint(first, LENGTH))

    def moment(self, first: int = 0) -> datetime:
        return datetime.combine(self.day(first), time(self.random.choice([0, 9, 21]), 30), tzinfo=UTC)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def target(self) -> object:
        start = self.day()
        ended = self.moment(5) if self.chance(0.3) else None
        version = VersionFactory(
            status=VersionStatus.SUPERSEDED if ended else VersionStatus.APPROVED,
            approved_at=self.moment() - timedelta(days=10),
            in_force_from=start,
            in_force_to=start + timedelta(days=self.random.randint(0, 20)) if self.chance(0.5) else None,
            ended_at=ended,
        )
        if self.chance(0.2):
            return GoalFactory(version=version)
        measure = MeasureFactory(goal__version=version)
        for at in sorted(self.moment() for _ in range(self.random.choice([0, 0, 1, 2, 3]))):
            status = MeasureStatus.RUNNING if measure.status == MeasureStatus.STOPPED else MeasureStatus.STOPPED
            MeasureTransition.objects.create(measure=measure, from_status=measure.status, to_status=status, at=at)
            measure.status = status
            measure.save()
        return measure

    def response(self, need: Need, target: object) -> None:
        withdrawn = {"withdrawn_at": self.moment(10), "withdrawn_reason": "Omyl"} if self.chance(0.2) else {}
        response = ResponseFactory(
            need=need,
            measure=target if isinstance(target, Measure) else None,
            goal=None if isinstance(target, Measure) else target,
            confirmed_at=self.moment() if self.chance(0.85) else None,
            contradicts=self.chance(0.1),
            **withdrawn,
        )
        for level in self.random.sample(list(Level)[1:], self.random.randint(0, 3)):
            self.claim(response, level)

    def claim(self, response: Response, level: Level) -> None:
        recorded, valid_from = self.moment(), self.day()
        lapse = {}
        if self.chance(0.4):
            lapse["lapses_on"] = valid_from + timedelta(days=self.random.randint(1, 15))
            if self.chance(0.5):
                lapse["lapse_recorded_at"] = max(recorded, self.moment())
        withdrawn = (
            {"withdrawn_at": max(recorded, self.moment()), "withdrawn_reason": "Omyl"} if self.chance(0.2) else {}
        )
        ClaimFactory(response=response, level=level, recorded_at=recorded, valid_from=valid_from, **lapse, **withdrawn)


def levels_by_rule(day: date) -> dict[object, int]:
    levels = dict.fromkeys(Need.objects.values_list("pk", flat=True), 0)
    for response in Response.objects.all():
        levels[response.need_id] = max(levels[response.need_id], level_on(spells_of(response), day.toordinal()))
    return levels


@pytest.mark.parametrize("seed", range(4))
def test_columns_agree_with_the_rule_on_every_day(seed: int) -> None:
    RandomCountry(seed)
    columns = queries.ladder_columns()
    for offset in range(-2, LENGTH + 20):
        day = FIRST + timedelta(days=offset)
        told = dict.fromkeys(Need.objects.values_list("pk", flat=True), 0)
        spells = columns.levels
        for number, start, end, level in zip(spells.key, spells.from_day, spells.until_day, spells.level, strict=True):
            if start <= day.toordinal() < end:
                told[columns.needs[number]] = max(told[columns.needs[number]], int(level))
        assert told == levels_by_rule(day)


@pytest.mark.parametrize("seed", range(4))
def test_what_holds_today_agrees_with_the_rule(seed: int) -> None:
    RandomCountry(seed)
    expected = levels_by_rule(TODAY)
    assert queries.levels_of(list(expected), TODAY) == expected
    for level in (1, 2, 3, 4):
        unanswered = set(queries.unanswered_needs(TODAY, level).values_list("pk", flat=True))
        assert unanswered == {need for need, held in expected.items() if held < level}


@pytest.mark.parametrize("seed", range(4))
def test_measures_in_force_agree_with_the_rule(seed: int) -> None:
    RandomCountry(seed)
    day = TODAY.toordinal()
    expected = {
        measure.pk
        for measure in Measure.objects.all()
        if any(period.from_day <= day < period.until_day for period in measure_cover(measure))
    }
    assert set(queries.measures_in_force(TODAY).values_list("pk", flat=True)) == expected
    columns = queries.ladder_columns().measures_in_force
    held = columns.key[(columns.from_day <= day) & (day < columns.until_day)]
    assert {queries.ladder_columns().measures[number] for number in held} == expected


def test_columns_of_some_needs_are_a_part_of_the_whole() -> None:
    RandomCountry(7)
    some = set(Need.objects.values_list("pk", flat=True)[:10])
    whole, part = queries.ladder_columns(), queries.ladder_columns(some)
    assert spells_by_need(part) == {need: spells for need, spells in spells_by_need(whole).items() if need in some}


def spells_by_need(columns: queries.LadderColumns) -> dict[object, set[tuple[int, int, int]]]:
    found: dict[object, set[tuple[int, int, int]]] = {}
    rows = columns.levels
    for number, start, end, level in zip(rows.key, rows.from_day, rows.until_day, rows.level, strict=True):
        found.setdefault(columns.needs[number], set()).add((int(start), int(end), int(level)))
    return found


def test_a_contradiction_gives_no_level_and_lasts_until_it_is_withdrawn() -> None:
    at = datetime(2026, 2, 1, 12, tzinfo=UTC)
    response = ResponseFactory(
        contradicts=True, confirmed_at=at, withdrawn_at=at + timedelta(days=5), withdrawn_reason="x"
    )
    columns = queries.ladder_columns()
    first = date(2026, 2, 1).toordinal()
    assert len(columns.levels.key) == 0
    assert len(columns.answers.need) == 0
    against = columns.contradictions
    assert [columns.needs[number] for number in against.key] == [response.need_id]
    assert (against.from_day.tolist(), against.until_day.tolist()) == ([first], [first + 5])


def test_what_answers_a_merged_need_answers_the_one_it_was_merged_into_as_long_as_it_is() -> None:
    at = datetime(2026, 2, 1, 12, tzinfo=UTC)
    claim = ClaimFactory()
    merged, middle, target = (
        claim.response.need,
        make_need(claim.response.need.place),
        make_need(claim.response.need.place),
    )
    NeedMerge.objects.create(need=merged, into=middle, at=at, status_before="published")
    NeedMerge.objects.create(
        need=middle, into=target, at=at + timedelta(days=3), status_before="published", split_at=at + timedelta(days=9)
    )
    first = date(2026, 2, 1).toordinal()
    spells = spells_by_need(queries.ladder_columns([target.pk]))
    assert spells[target.pk] == {(first + 3, first + 9, 2)}
    Need.objects.filter(pk=merged.pk).update(status=NeedStatus.MERGED, merged_into=middle)
    assert queries.levels_of([middle.pk, target.pk], date(2026, 5, 1)) == {middle.pk: 2, target.pk: 0}
    assert middle not in queries.unanswered_needs(date(2026, 5, 1))


def test_columns_take_a_fixed_number_of_queries() -> None:
    RandomCountry(1)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queries.ladder_columns()
    assert len(captured) == 6
