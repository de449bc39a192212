"""Reads that say which level holds: all of them must agree with the rule, over a country of random histories."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.strategies import queries
from naves.domains.strategies.enums import Level, MeasureStatus, VersionStatus
from naves.domains.strategies.facts import spells_of
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
def test_what_holds_today_agrees_with_the_rule(seed: int) -> None:
    RandomCountry(seed)
    expected = levels_by_rule(TODAY)
    assert queries.levels_of(list(expected), TODAY) == expected
    for level in (1, 2, 3, 4):
        unanswered = set(queries.unanswered_needs(TODAY, level).values_list("pk", flat=True))
        assert unanswered == {need for need, held in expected.items() if held < level}


def test_what_answers_a_merged_need_answers_the_one_it_was_merged_into() -> None:
    claim = ClaimFactory()
    merged, into, other = claim.response.need, make_need(claim.response.need.place), make_need(PlaceFactory())
    Need.objects.filter(pk=merged.pk).update(status=NeedStatus.MERGED, merged_into=into)
    assert queries.levels_of([into.pk, other.pk], TODAY) == {into.pk: 2, other.pk: 0}
    assert set(queries.unanswered_needs(TODAY)) == {other}
