"""Columns read from the database against the domains' own rules, record by record."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest

from naves.domains.monitor.facts.current import picture
from naves.domains.monitor.rules.cross_section import as_of
from naves.domains.monitor.rules.relevance import relevance
from naves.domains.needs import operations as needs
from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies.enums import Level, MeasureStatus
from naves.domains.strategies.facts import spells_of
from naves.domains.strategies.models import MeasureTransition
from naves.domains.strategies.rules.spells import level_on
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need, make_values
from tests.factories.places import make_country, record_population
from tests.factories.strategies import ClaimFactory, MeasureFactory, ResponseFactory, VersionFactory

pytestmark = pytest.mark.django_db
DAY = AT.date().toordinal()


def days_later(days: int) -> int:
    return DAY + days


def levels(day: int) -> dict[str, int]:
    """Level of every counted need."""
    held = picture()
    cross = as_of(held.facts, day)
    names = held.columns.needs.number.keys()
    return {
        names[need].tobytes().hex(): level
        for need, level in zip(cross.need.tolist(), cross.level.tolist(), strict=True)
    }


def test_a_need_counts_for_its_town_from_its_publication_until_it_is_withdrawn() -> None:
    country = make_country()
    need = make_need(country.towns["Litovel"], at=AT)
    needs.withdraw(actor=SYSTEM, at=AT + timedelta(days=5), need=need, reason="Zapsáno omylem.")
    assert [list(levels(day)) for day in (DAY - 1, DAY, DAY + 4, DAY + 5)] == [[], [need.pk.hex], [need.pk.hex], []]
    held = picture()
    town = int(as_of(held.facts, DAY).town[0])
    assert held.columns.territory.towns.place[town] == country.towns["Litovel"].pk


def test_a_draft_and_a_military_district_count_nowhere() -> None:
    country = make_country()
    make_need(country.towns["Most"], status="draft")
    held = picture()
    assert len(as_of(held.facts, DAY)) == 0
    assert len(held.facts.towns) == len(country.towns) - 1


def test_shares_and_groups_are_those_of_the_day() -> None:
    need = make_need(make_country().towns["Most"], themes={"health": Decimal("0.4"), "social": Decimal("0.6")})
    needs.edit_need(
        actor=SYSTEM,
        at=AT + timedelta(days=3),
        need=need,
        version=need.version,
        values=make_values(themes={"waste": Decimal(1)}, groups=frozenset({"children", "youth"})),
    )
    assert shares_and_groups(DAY + 2) == ({"health": 400, "social": 600}, {"seniors"})
    assert shares_and_groups(DAY + 3) == ({"waste": 1000}, {"children", "youth"})


def shares_and_groups(day: int) -> tuple[dict[str, int], set[str]]:
    held = picture()
    names, cross = held.columns.territory.names, as_of(held.facts, day)
    shares = zip(cross.theme.tolist(), cross.share.tolist(), strict=True)
    return {names.themes[theme]: share for theme, share in shares}, {
        names.groups[code] for code in cross.group.tolist()
    }


@pytest.mark.parametrize("level", list(Level)[1:])
def test_a_claim_holds_its_level_while_its_strategy_is_in_force_or_its_money_stands(level: Level) -> None:
    claimed = ClaimFactory(
        level=level, response__need=make_need(make_country().towns["Most"]), lapses_on=AT.date() + timedelta(days=30)
    )
    version = claimed.response.measure.version
    version.status, version.ended_at, version.ended_reason = "withdrawn", AT + timedelta(days=20), "Zrušeno."
    version.save()
    after_the_strategy = int(level) if level >= Level.RESOURCED else 0
    found = [next(iter(levels(days_later(days)).values()), None) for days in (0, 19, 20, 29, 30)]
    assert found == [int(level), int(level), after_the_strategy, after_the_strategy, 0]


def test_levels_equal_those_of_the_strategies_own_rules_on_every_day() -> None:
    country = make_country()
    response = ResponseFactory(need=make_need(country.towns["Most"]), confirmed_at=AT + timedelta(days=2))
    ClaimFactory(response=response, level=Level.MENTIONED)
    ClaimFactory(response=response, level=Level.PLANNED, recorded_at=AT + timedelta(days=4))
    ClaimFactory(
        response=response,
        level=Level.RESOURCED,
        valid_from=AT.date() + timedelta(days=6),
        lapses_on=AT.date() + timedelta(days=9),
        lapse_recorded_at=AT + timedelta(days=11),
    )
    for days, before, after in ((13, "planned", "stopped"), (15, "stopped", "running")):
        MeasureTransition.objects.create(
            measure=response.measure, from_status=before, to_status=after, at=AT + timedelta(days=days)
        )
    response.withdrawn_at, response.withdrawn_reason = AT + timedelta(days=18), "Nebylo tak."
    response.save()
    spells = spells_of(response)
    found = [levels(day)[response.need.pk.hex] for day in range(DAY, DAY + 20)]
    assert found == [level_on(spells, day) for day in range(DAY, DAY + 20)]
    assert set(found) == {0, 1, 2, 3}


def test_an_unconfirmed_and_a_contradicting_response_count_nowhere_but_the_latter_is_counted_apart() -> None:
    country = make_country()
    ClaimFactory(response__need=make_need(country.towns["Most"]), response__confirmed_at=None)
    ClaimFactory(response__need=make_need(country.towns["Most"]), response__contradicts=True)
    held = picture()
    assert set(levels(DAY).values()) == {0}
    assert held.facts.contradictions.held(DAY).sum() == 1
    assert relevance(held.facts, as_of(held.facts, DAY)).answering == 0


def test_relevance_counts_measures_in_force_that_answer_a_counted_need() -> None:
    country = make_country()
    MeasureFactory(goal__version=VersionFactory(places=[country.towns["Most"]]))
    MeasureFactory(goal__version=VersionFactory(status="draft"))
    ResponseFactory(need=make_need(country.towns["Most"]))
    stopped = ResponseFactory(need=make_need(country.towns["Most"]))
    MeasureTransition.objects.create(
        measure=stopped.measure,
        from_status=MeasureStatus.PLANNED,
        to_status=MeasureStatus.STOPPED,
        at=AT + timedelta(days=1),
    )
    held = picture()
    found = [relevance(held.facts, as_of(held.facts, day)) for day in (DAY, DAY + 1)]
    assert [(each.answering, each.measures_in_force) for each in found] == [(2, 3), (1, 2)]


def test_what_answers_a_merged_need_answers_the_one_it_was_merged_into_and_counts_once() -> None:
    country = make_country()
    kept, doubled, third = (make_need(country.towns["Most"]) for _ in range(3))
    ClaimFactory(response__need=third, level=Level.RESOURCED)
    needs.merge_needs(actor=SYSTEM, at=AT + timedelta(days=1), needs=[third], into=doubled)
    needs.merge_needs(actor=SYSTEM, at=AT + timedelta(days=3), needs=[doubled], into=kept)
    needs.split_need(actor=SYSTEM, at=AT + timedelta(days=6), need=Need.objects.get(pk=third.pk))
    assert levels(DAY) == {kept.pk.hex: 0, doubled.pk.hex: 0, third.pk.hex: 3}
    assert levels(DAY + 1) == {kept.pk.hex: 0, doubled.pk.hex: 3}
    assert levels(DAY + 3) == {kept.pk.hex: 3}
    assert levels(DAY + 6) == {kept.pk.hex: 0, third.pk.hex: 3}


def test_more_evidence_changes_no_column() -> None:
    need = make_need(make_country().towns["Most"])
    before = picture().columns
    for _ in range(5):
        make_evidence(need=need)
    after = picture().columns
    assert len(after.needs.claims) == len(before.needs.claims) == 0
    assert np.array_equal(after.needs.counted.from_day, before.needs.counted.from_day)
    assert len(after.needs.own) == len(before.needs.own)


def test_a_later_census_does_not_change_the_weights_of_earlier_days() -> None:
    town = make_country().towns["Litovel"]
    record_population(town, 12_000, reference_date="2026-01-10", at=AT + timedelta(days=30))
    held = picture()
    number = held.columns.territory.towns.place.tolist().index(town.pk)
    found = [held.facts.towns.on(day).population[number] for day in (DAY - 900, DAY + 29, DAY + 30)]
    assert found == [9_510, 9_510, 12_000]


def test_days_are_those_of_the_prague_calendar() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    make_need(make_country().towns["Most"], at=late)
    assert [len(levels(date(2026, 7, day).toordinal())) for day in (1, 2)] == [0, 1]
