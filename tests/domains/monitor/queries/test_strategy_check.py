"""What a version answers and leaves out: in force, as a draft, and beside another version."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from naves.domains.monitor.queries.strategy_changes import change_of_needs
from naves.domains.monitor.queries.strategy_check import (
    People,
    StrategyCheck,
    ThemeGap,
    Which,
    checked_needs,
    strategy_check,
)
from naves.domains.monitor.queries.strategy_elsewhere import Example, answered_elsewhere
from naves.domains.needs.models import Need
from naves.domains.needs.operations import merge_needs
from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies.enums import Level, MeasureStatus
from naves.domains.strategies.models import Measure, StrategyVersion
from naves.domains.strategies.operations import approve_version
from naves.domains.strategies.queries import strategy_detail
from naves.domains.strategies.queries.comparing import compare_versions
from naves.domains.strategies.queries.lineages import version_items
from naves.kernel.clock import prague_date
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.places import Country, make_country
from tests.factories.strategies import (
    ClaimFactory,
    DraftFactory,
    GoalFactory,
    MeasureFactory,
    ResponseFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db
DAY = prague_date(AT) + timedelta(days=10)
LATER = AT + timedelta(days=10)


@dataclass(frozen=True)
class World:
    """Litovel answers two of its four needs; Šumperk and the state look on. The draft drops a measure and adds one."""

    country: Country
    version: StrategyVersion
    draft: StrategyVersion
    crossing: Measure
    money: Measure
    idle: Measure
    school: Need
    clinic: Need
    bus: Need
    park: Need


@pytest.fixture
def world() -> World:
    country = make_country()
    litovel = country.town("Litovel")
    version = VersionFactory(places=[litovel])
    goal = GoalFactory(version=version, code="1")
    crossing = MeasureFactory(goal=goal, code="1.1")
    money = MeasureFactory(goal=goal, code="1.2", title="Nový lékař")
    idle = MeasureFactory(goal=goal, code="1.3", title="Koncepce")
    school = make_need(litovel, title="Přechod u školy", people_affected=300, themes={"mobility": Decimal(1)})
    clinic = make_need(litovel, title="Chybí lékař", people_affected=None, themes={"health": Decimal(1)})
    bus = make_need(
        litovel,
        title="Autobus nejede",
        people_affected=90,
        themes={"mobility": Decimal("0.5"), "health": Decimal("0.5")},
    )
    park = make_need(litovel, title="Zanedbaný park", people_affected=None, themes={"environment": Decimal(1)})
    ClaimFactory(response=ResponseFactory(need=school, measure=crossing), level=Level.PLANNED)
    ClaimFactory(response=ResponseFactory(need=clinic, measure=money), level=Level.RESOURCED)
    ResponseFactory(need=park, measure=idle, confirmed_at=None)
    draft = DraftFactory(strategy=version.strategy, number=2, places=[litovel], in_force_from=date(2020, 1, 1))
    kept = GoalFactory(version=draft, code="1", lineage=goal.lineage)
    MeasureFactory(goal=kept, code="1.1", title="Přechody všude", lineage=crossing.lineage, deadline=None)
    MeasureFactory(goal=kept, code="1.4", title="Lavičky")
    return World(country, version, draft, crossing, money, idle, school, clinic, bus, park)


def check(version: StrategyVersion, day: date = DAY) -> StrategyCheck:
    return strategy_check(version_items(version), day)


def needs_of(version: StrategyVersion, which: Which, **options: object) -> list[uuid.UUID]:
    total, rows = checked_needs(version_items(version), DAY, which, **options)  # type: ignore[arg-type]
    assert total == len(rows)
    return [row.need_id for row in rows]


def test_version_in_force_is_credited_with_what_is_confirmed(world: World) -> None:
    found = check(world.version)
    assert (found.needs, found.answered, found.coverage) == (4, 2, 0.5)
    assert found.at_level == (2, 2, 1, 0)
    assert [(answers.needs, answers.people) for answers in found.measures] == [
        (1, People(300, 0)),
        (1, People(0, 1)),
        (0, People(0, 0)),
    ]
    assert (found.answering, found.relevance) == (2, 2 / 3)


def test_check_says_the_same_as_the_page_of_the_strategy(world: World) -> None:
    answering = strategy_detail(SYSTEM, world.version.strategy_id, DAY, number=1).answering
    found = check(world.version)
    assert (answering.needs_in_places, answering.needs_answered) == (found.needs, found.answered)
    assert answering.measures_answering_nothing == len(found.measures) - found.answering


def test_what_is_left_out_is_told_by_theme_with_the_people(world: World) -> None:
    found = check(world.version)
    assert found.total == ThemeGap(None, 4, 2, 2, People(90, 1))
    assert found.themes == (
        ThemeGap("health", 2, 1, 1, People(90, 0)),
        ThemeGap("mobility", 2, 1, 1, People(90, 0)),
        ThemeGap("environment", 1, 1, 1, People(0, 1)),
    )


def test_lists_put_most_people_first(world: World) -> None:
    assert needs_of(world.version, Which.LEFT_OUT) == [world.bus.pk, world.park.pk]
    assert needs_of(world.version, Which.LEFT_OUT, theme="environment") == [world.park.pk]
    assert needs_of(world.version, Which.ANSWERED, item_id=world.crossing.pk) == [world.school.pk]
    assert needs_of(world.version, Which.ALL)[:2] == [world.school.pk, world.bus.pk]
    assert needs_of(world.version, Which.ALL, theme="nothing") == []


def test_need_that_another_strategy_plans_for_is_left_out_but_not_by_everybody(world: World) -> None:
    other = MeasureFactory(goal__version=VersionFactory(places=[world.country.town("Litovel")]))
    ClaimFactory(response=ResponseFactory(need=world.bus, measure=other))
    assert check(world.version).total == ThemeGap(None, 4, 2, 1, People(90, 1))
    assert needs_of(world.version, Which.NOBODY) == [world.park.pk]


def test_draft_holds_what_it_carries_on_and_no_plan_without_a_deadline(world: World) -> None:
    found = check(world.draft)
    assert (found.answered, found.at_level) == (1, (1, 0, 0, 0))
    assert [answers.needs for answers in found.measures] == [1, 0]


def test_figures_of_a_draft_come_true_when_it_is_approved(world: World) -> None:
    before = check(world.draft)
    approved = approve_version(actor=SYSTEM, at=LATER, version=world.draft)
    after = check(approved)
    assert (after.needs, after.answered, after.at_level) == (before.needs, before.answered, before.at_level)
    assert [one.needs for one in after.measures] == [one.needs for one in before.measures]


def test_draft_changes_nothing_that_holds_today(world: World) -> None:
    assert check(world.version).answered == 2
    check(world.draft)
    assert check(world.version).answered == 2


def test_proposals_withdrawn_and_later_responses_count_nowhere(world: World) -> None:
    ResponseFactory(need=world.bus, measure=world.idle, withdrawn_at=AT, withdrawn_reason="Omyl.")
    ResponseFactory(need=world.park, measure=world.crossing, confirmed_at=LATER + timedelta(days=2))
    assert check(world.version).answered == 2
    assert check(world.version, DAY + timedelta(days=3)).answered == 3


def test_measure_that_works_against_a_need_does_not_answer_it(world: World) -> None:
    ResponseFactory(need=world.bus, measure=world.idle, contradicts=True)
    found = check(world.version)
    assert (found.answered, found.against, found.answering) == (2, 1, 2)


def test_stopped_measure_plans_nothing_but_keeps_the_money(world: World) -> None:
    for measure in (world.crossing, world.money):
        measure.transitions.create(from_status="planned", to_status="stopped", at=AT + timedelta(days=1))
        Measure.objects.filter(pk=measure.pk).update(status=MeasureStatus.STOPPED)
    assert check(world.version).at_level == (1, 1, 1, 0)


def test_what_answers_a_merged_need_answers_the_other(world: World) -> None:
    merge_needs(actor=SYSTEM, at=AT, needs=[world.school], into=world.bus, reason="Totéž.")
    found = check(world.version)
    assert (found.needs, found.answered) == (3, 2)
    assert needs_of(world.version, Which.LEFT_OUT) == [world.park.pk]


def test_places_above_the_town_cover_it(world: World) -> None:
    make_need(world.country.town("Šumperk"))
    litovel = world.country.town("Litovel")
    counts = []
    for place in (litovel.orp, litovel.district, litovel.region, world.country.state, world.country.town("Most")):
        assert place is not None
        counts.append(check(DraftFactory(places=[place])).needs)
    assert counts == [4, 4, 5, 5, 0]


def test_version_without_places_or_measures_is_not_assessed() -> None:
    found = check(DraftFactory())
    assert (found.needs, found.coverage, found.relevance, found.themes) == (0, None, None, ())


def test_towns_alike_show_with_which_measures_they_answer(world: World) -> None:
    sumperk = world.country.town("Šumperk")
    alike = sumperk if sumperk.size_class == world.country.town("Litovel").size_class else None
    town = alike or _resized(sumperk, world.country.town("Litovel"))
    other = MeasureFactory(goal__version=VersionFactory(places=[town]), title="Nádražní spoje")
    need = make_need(town, themes={"mobility": Decimal(1)})
    ClaimFactory(response=ResponseFactory(need=need, measure=other))
    ClaimFactory(response=need.responses.get(), level=Level.RESOURCED)
    mobility, environment = answered_elsewhere(version_items(world.version), DAY, ["mobility", "environment"])
    assert mobility.examples == (Example(other.pk, 1, 1, Level.RESOURCED),)
    assert (mobility.towns_answering, environment.towns_answering, environment.examples) == (1, 0, ())


def _resized(town: object, like: object) -> object:
    from naves.domains.places.models import Place

    assert isinstance(town, Place)
    assert isinstance(like, Place)
    town.population, town.size_class = like.population, like.size_class
    town.save()
    town.populations.all().delete()  # type: ignore[attr-defined]
    return town


def test_comparison_tells_needs_lost_and_gained(world: World) -> None:
    change = change_of_needs(version_items(world.version), version_items(world.draft), DAY)
    assert (change.before.coverage, change.after.coverage) == (0.5, 0.25)
    assert ([row.need_id for row in change.lost], change.gained) == ([world.clinic.pk], [])
    back = change_of_needs(version_items(world.draft), version_items(world.version), DAY)
    assert ([row.need_id for row in back.gained], back.lost_count) == ([world.clinic.pk], 0)


def test_comparison_tells_what_changed_field_by_field(world: World) -> None:
    found = compare_versions(world.version, world.draft)
    assert [measure.code for measure in found.measures.added] == ["1.4"]
    assert [measure.code for measure in found.measures.removed] == ["1.2", "1.3"]
    (changed,) = found.measures.changed
    assert changed.fields == {
        "title": ("Přechody u škol", "Přechody všude"),
        "deadline": (date(2028, 12, 31), None),
    }
    assert (found.goals.same, found.places) == (1, None)


def test_version_is_the_same_as_itself(world: World) -> None:
    found = compare_versions(world.version, world.version)
    assert (found.goals.same, found.measures.same, found.measures.changed, found.period) == (1, 3, (), None)
