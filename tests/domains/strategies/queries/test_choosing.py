"""What is offered for linking, to whom, and in which order."""

from decimal import Decimal

import pytest

from naves.domains.organisations.access import ANONYMOUS
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.queries.choosing import (
    covered_places,
    governed_places,
    needs_for,
    owners_for,
    proposes_somewhere,
    targets_for,
)
from naves.domains.strategies.queries.lists import Standing, StrategyFilter, strategy_list
from naves.domains.strategies.queries.owning import owned_in_force
from naves.kernel.clock import today
from tests.factories.needs import make_need
from tests.factories.organisations import make_actor, make_analyst, make_clerk, make_stranger
from tests.factories.places import make_country
from tests.factories.strategies import (
    DraftFactory,
    GoalFactory,
    MeasureFactory,
    ResponseFactory,
    StrategyFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


def test_measures_that_share_words_and_theme_come_first_and_linked_ones_not_at_all() -> None:
    country = make_country()
    version = VersionFactory(places=[country.regions["CZ071"]])
    goal = GoalFactory(version=version, title="Doprava")
    alike = MeasureFactory(goal=goal, title="Večerní autobusy od vlaku")
    alike.themes.set(["mobility"])
    other = MeasureFactory(goal=goal, title="Stromořadí")
    linked = MeasureFactory(goal=goal, title="Autobusy na objednání")
    MeasureFactory(goal__version=VersionFactory(places=[country.town("Most")]), title="Autobusy")
    need = make_need(country.town("Litovel"), title="Autobus nečeká na vlak", themes={"mobility": Decimal(1)})
    ResponseFactory(need=need, measure=linked)
    found = targets_for(need, today())
    assert found[0].target == alike
    assert (found[0].shared, found[0].has_theme) == (("autobus", "vlak"), True)
    assert {choice.target for choice in found} == {alike, other, goal}
    assert [choice.target for choice in targets_for(need, today(), text="stromo")] == [other]


def test_needs_of_covered_places_and_themes_are_offered_for_a_measure() -> None:
    country = make_country()
    version = VersionFactory(places=[country.districts["CZ0712"]])
    measure = MeasureFactory(goal__version=version, title="Večerní autobusy")
    measure.themes.set(["mobility"])
    near = make_need(country.town("Litovel"), title="Chybí autobus", themes={"mobility": Decimal(1)})
    make_need(country.town("Šumperk"), title="Chybí autobus", themes={"mobility": Decimal(1)})
    school = make_need(country.town("Litovel"), title="Malá škola", themes={"education": Decimal(1)})
    actor = make_clerk(country.town("Litovel"))
    assert [choice.need for choice in needs_for(actor, measure)] == [near]
    assert [choice.need for choice in needs_for(actor, measure, text="skola")] == [school]


def test_covered_places_are_told_for_many_versions_at_once() -> None:
    country = make_country()
    one = VersionFactory(places=[country.town("Litovel"), country.town("Most")])
    other = VersionFactory()
    assert [place.name for place in covered_places([one.pk, other.pk])[one.pk]] == ["Litovel", "Most"]
    assert other.pk not in covered_places([one.pk, other.pk])


def test_editors_write_for_their_organisation_and_analysts_for_any() -> None:
    country = make_country()
    clerk = make_clerk(country.town("Litovel"))
    member = make_clerk(country.town("Most"), MemberRole.MEMBER)
    assert [owner.name for owner in owners_for(clerk)] == ["Litovel"]
    assert (owners_for(member).count(), owners_for(make_analyst()).count() > 2) == (0, True)
    assert [place.name for place in governed_places(clerk)] == ["Litovel"]
    assert governed_places(member) == []


def test_who_may_propose_somewhere() -> None:
    company = make_actor(OrganisationKind.COMPANY)
    found = [proposes_somewhere(actor) for actor in (company, make_analyst(), make_stranger(), ANONYMOUS)]
    assert found == [True, True, False, False]


def test_strategies_are_told_apart_by_where_they_stand() -> None:
    in_force = VersionFactory().strategy
    drafted = DraftFactory().strategy
    over = VersionFactory(status=VersionStatus.APPROVED, in_force_from="2013-01-01", in_force_to="2020-12-31").strategy
    analyst = make_analyst()
    found = {
        standing: [item.strategy for item in strategy_list(analyst, today(), StrategyFilter(standing=standing)).items]
        for standing in Standing
    }
    assert found == {Standing.IN_FORCE: [in_force], Standing.DRAFT: [drafted], Standing.OVER: [over]}


def test_strategies_in_force_are_counted_by_owner() -> None:
    strategy = StrategyFactory()
    VersionFactory(strategy=strategy)
    DraftFactory(strategy__owner=strategy.owner)
    assert owned_in_force([strategy.owner_id], today()) == {strategy.owner_id: 1}
