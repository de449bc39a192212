"""What pages read: lists, trees, threads – complete, and in a number of queries that does not grow."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naves.domains.needs.queries import need_list
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.domains.places.models import Place
from naves.domains.strategies import operations, queries
from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.models import Measure, StrategyVersion
from naves.domains.strategies.operations import ClaimValues
from naves.domains.strategies.queries import StrategyFilter
from naves.kernel.errors import Refused
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst
from tests.factories.places import PlaceFactory
from tests.factories.strategies import (
    DAY,
    ClaimFactory,
    DraftFactory,
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    ReadingFactory,
    ResponseFactory,
    VersionFactory,
    make_need,
)

pytestmark = pytest.mark.django_db
TODAY = DAY + timedelta(days=200)


def count(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def add_measure(version: StrategyVersion, place: Place, *, needs: int = 2) -> Measure:
    goal = GoalFactory(version=version, parent=version.goals.first())
    measure = MeasureFactory(goal=goal)
    measure.themes.set(["mobility"])
    ReadingFactory(indicator=IndicatorFactory(measure=measure), place=place)
    for _ in range(needs):
        ClaimFactory(response=ResponseFactory(need=make_need(place), measure=measure))
    return measure


def test_strategies_are_listed_in_czech_order_with_the_version_in_force_and_its_counts() -> None:
    place = PlaceFactory()
    version = VersionFactory(strategy__title="Čistá města", places=[place])
    add_measure(version, place)
    DraftFactory(strategy=version.strategy, number=2)
    VersionFactory(strategy__title="Cyklostezky")
    VersionFactory(strategy__title="Doprava", in_force_to=DAY)
    DraftFactory(strategy__title="Tajná příprava")
    page = queries.strategy_list(ANONYMOUS, TODAY)
    assert [item.strategy.title for item in page.items] == ["Cyklostezky", "Čistá města", "Doprava"]
    assert [(item.version.number, item.is_in_force) for item in page.items] == [(1, True), (1, True), (1, False)]
    counts = page.items[1].counts
    assert (counts.goals, counts.measures, counts.places, counts.answered_needs) == (1, 1, 1, 2)


def test_pages_of_strategies_follow_each_other_without_gaps() -> None:
    for number in range(7):
        VersionFactory(strategy__title=f"Strategie {number}")
    seen, cursor = [], None
    while True:
        page = queries.strategy_list(ANONYMOUS, TODAY, cursor=cursor, limit=3)
        seen += [item.strategy.title for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"Strategie {number}" for number in range(7)]
    assert [item.strategy.title for item in queries.strategies_for_export(ANONYMOUS, TODAY)] == seen
    with pytest.raises(Refused):
        queries.strategy_list(ANONYMOUS, TODAY, cursor="nesmysl")


def test_strategies_are_narrowed_by_text_owner_place_and_force() -> None:
    town = PlaceFactory()
    regional = VersionFactory(strategy__title="Kraj bez bariér", places=[town.region])
    over = VersionFactory(strategy__title="Stará doprava", places=[town], in_force_to=DAY)
    other = VersionFactory(strategy__title="Jinde", places=[PlaceFactory()])

    def found(**values: object) -> set[str]:
        page = queries.strategy_list(ANONYMOUS, TODAY, StrategyFilter(**values))  # type: ignore[arg-type]
        return {item.strategy.title for item in page.items}

    assert found(text="barier KRAJ") == {"Kraj bez bariér"}
    assert found(owner_id=other.strategy.owner_id) == {"Jinde"}
    assert found(place=town) == {regional.strategy.title, over.strategy.title}
    assert found(in_force=True) == {"Kraj bez bariér", "Jinde"}
    assert found(in_force=False) == {"Stará doprava"}


def test_a_hidden_draft_does_not_betray_which_places_it_will_cover() -> None:
    place = PlaceFactory()
    DraftFactory(strategy=VersionFactory().strategy, number=2, places=[place])
    assert queries.strategy_list(ANONYMOUS, TODAY, StrategyFilter(place=place)).items == []
    assert len(queries.strategy_list(SYSTEM, TODAY, StrategyFilter(place=place)).items) == 1


def test_the_tree_of_a_strategy_holds_measures_and_what_they_answer() -> None:
    place = PlaceFactory()
    version = VersionFactory(places=[place.region])
    top = GoalFactory(version=version, code="1")
    measure = add_measure(version, place, needs=2)
    ResponseFactory(need=make_need(place), measure=measure, contradicts=True)
    MeasureFactory(goal=top)
    detail = queries.strategy_detail(ANONYMOUS, version.strategy_id, TODAY)
    (node,) = detail.goals
    (child,) = node.children
    (item,) = child.measures
    assert (node.goal, item.measure, item.response_count, item.contradicting_count) == (top, measure, 2, 1)
    answering = detail.answering
    assert (answering.needs_in_places, answering.needs_answered) == (3, 2)
    assert (answering.measures, answering.measures_answering_nothing) == (2, 1)


def test_reads_take_the_same_number_of_queries_however_much_there_is() -> None:
    place = PlaceFactory()
    analyst = make_analyst()
    version = VersionFactory(places=[place])
    measure = add_measure(version, place, needs=1)
    need = measure.responses.select_related("need__place").get().need
    reads: list[Callable[[], object]] = [
        lambda: queries.strategy_list(analyst, TODAY),
        lambda: queries.strategy_detail(analyst, version.strategy_id, TODAY),
        lambda: queries.measure_detail(analyst, measure.pk, TODAY),
        lambda: queries.responses_of_need(analyst, need, TODAY),
        lambda: queries.response_timeline(analyst, need, TODAY),
    ]
    before = [count(read) for read in reads]
    for _ in range(3):
        add_measure(version, place, needs=2)
        add_measure(VersionFactory(places=[place]), place)
        ClaimFactory(response=ResponseFactory(need=need))
        ClaimFactory(response=ResponseFactory(need=make_need(place), measure=measure))
        ReadingFactory(indicator=measure.indicators.get(), place=place)
    assert [count(read) for read in reads] == before
    assert max(before) <= 16


def test_a_measure_shows_its_needs_indicators_and_other_versions() -> None:
    place = PlaceFactory()
    version = VersionFactory(places=[place])
    measure = add_measure(version, place)
    detail = queries.measure_detail(ANONYMOUS, measure.pk, TODAY)
    assert [(item.level, item.response.need.place) for item in detail.responses] == [(2, place), (2, place)]
    assert [(indicator.name, len(readings)) for indicator, readings in detail.indicators] == [("Nehody s chodci", 1)]
    assert (detail.response_count, detail.is_in_force, detail.other_versions) == (2, True, ())


def test_a_need_shows_what_answers_it_by_level_and_what_works_against_it() -> None:
    place = PlaceFactory()
    need = make_need(place)
    planned, paid = (ClaimFactory(response__need=need, level=level).response for level in (2, 3))
    against = ResponseFactory(need=need, contradicts=True)
    proposed = ResponseFactory(need=need, confirmed_at=None)
    ended = ResponseFactory(need=need, withdrawn_at=AT, withdrawn_reason="Omyl")
    seen = queries.responses_of_need(SYSTEM, need, TODAY)
    assert (seen.level, [item.response for item in seen.confirmed]) == (3, [paid, planned])
    assert [item.response for item in seen.contradicting] == [against]
    assert [item.response for item in seen.proposals] == [proposed]
    assert [item.response for item in seen.withdrawn] == [ended]
    assert queries.responses_of_need(ANONYMOUS, need, TODAY).proposals == ()


def test_the_thread_of_a_need_tells_each_step_once() -> None:
    place = PlaceFactory()
    need = make_need(place)
    version = VersionFactory(places=[place], in_force_to=DAY + timedelta(days=150))
    MeasureFactory(goal=GoalFactory(version=version, code="1"), code="1.1")
    measure = version.measures.get()
    response = operations.propose_response(actor=SYSTEM, at=AT, need=need, target=measure, note_text="Stejná ulice")
    claim = ClaimValues(
        level=Level.RESOURCED,
        proof_kind=ProofKind.APPROVED_BUDGET,
        proof_text="Rozpočet",
        proof_url="https://www.example.cz/rozpocet",
        lapses_on=DAY + timedelta(days=100),
    )
    operations.confirm_response(actor=SYSTEM, at=AT + timedelta(hours=1), response=response, claim=claim)
    operations.mark_contradicts(actor=SYSTEM, at=AT + timedelta(days=180), response=response, reason="Ruší zastávku")
    thread = queries.response_timeline(ANONYMOUS, need, TODAY)
    assert [(entry.kind, entry.detail.get("level")) for entry in thread] == [
        ("response_proposed", None),
        ("response_confirmed", None),
        ("level_claimed", 3),
        ("level_claimed", 2),
        ("level_fell", 2),
        ("level_fell", 0),
        ("response_withdrawn", None),
        ("response_proposed", None),
        ("response_contradicts", None),
    ]
    assert [entry.at.date() for entry in thread if entry.kind == "level_fell"] == [
        DAY + timedelta(days=99),  # midnight in Prague is still the day before in UTC
        DAY + timedelta(days=150),
    ]


def test_a_carried_response_goes_on_in_one_step() -> None:
    place = PlaceFactory()
    need = make_need(place)
    version = VersionFactory(places=[place])
    measure = MeasureFactory(goal=GoalFactory(version=version))
    ClaimFactory(response=ResponseFactory(need=need, measure=measure))
    later = AT + timedelta(days=50)
    draft = operations.new_version(actor=SYSTEM, at=later, strategy=version.strategy, in_force_from=later.date())
    operations.approve_version(actor=SYSTEM, at=later, version=draft)
    kinds = [entry.kind for entry in queries.response_timeline(ANONYMOUS, need, TODAY)]
    assert kinds == ["response_proposed", "response_confirmed", "level_claimed", "response_carried"]
    seen = queries.responses_of_need(ANONYMOUS, need, TODAY)
    assert (seen.level, len(seen.confirmed), [item.is_carried for item in seen.withdrawn]) == (2, 1, [True])


def test_unanswered_needs_are_listed_by_people_affected() -> None:
    place = PlaceFactory()
    few, many = make_need(place, people_affected=10), make_need(place, people_affected=900)
    ClaimFactory(response__need=make_need(place, people_affected=5000))
    page = need_list(ANONYMOUS, sort="people", among=queries.unanswered_needs(TODAY))
    assert [item.need for item in page.items] == [many, few]
    assert page.total == 2
