"""Litovel prepares a strategy; Šumperk, a company, the ministry and others look on."""

from dataclasses import dataclass

from naves.domains.needs.models import Need
from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.queries import actor_for
from naves.domains.strategies.models import Goal, Measure, StrategyVersion
from tests.factories.exchange import organisation_of
from tests.factories.needs import make_need
from tests.factories.organisations import MembershipFactory, make_actor, make_analyst, make_clerk, make_stranger
from tests.factories.places import Country, make_country
from tests.factories.strategies import DraftFactory, GoalFactory, MeasureFactory, StrategyFactory, VersionFactory


@dataclass(frozen=True)
class World:
    """Who there is, by name, and what they talk about."""

    country: Country
    people: dict[str, Actor]
    ministry: Organisation
    litovel: Organisation
    sumperk: Organisation
    company: Organisation
    need: Need
    version: StrategyVersion
    measure: Measure
    draft: StrategyVersion
    draft_goal: Goal
    draft_measure: Measure

    def __getitem__(self, name: str) -> Actor:
        """Return the actor of this name."""
        return self.people[name]


def colleague(organisation: Organisation, role: MemberRole) -> Actor:
    """Return another person acting for the organisation."""
    return actor_for(MembershipFactory(organisation=organisation, role=role).user)


def make_exchange_world() -> World:
    """Make it."""
    country = make_country()
    manager = make_clerk(country.town("Litovel"), MemberRole.MANAGER)
    litovel = organisation_of(manager)
    sumperk_clerk = make_clerk(country.town("Šumperk"))
    sumperk = organisation_of(sumperk_clerk)
    analyst = make_analyst()
    company = make_actor(OrganisationKind.COMPANY, name="Chytrá světla s. r. o.")
    people = {
        "anonymous": ANONYMOUS,
        "stranger": make_stranger(),
        "manager": manager,
        "clerk": colleague(litovel, MemberRole.EDITOR),
        "member": colleague(litovel, MemberRole.MEMBER),
        "neighbour": sumperk_clerk,
        "neighbour_member": colleague(sumperk, MemberRole.MEMBER),
        "company": company,
        "analyst": analyst,
    }
    place = country.town("Litovel")
    strategy = StrategyFactory(title="Strategie rozvoje města Litovel", owner=litovel)
    version = VersionFactory(strategy=strategy, places=[place])
    measure = MeasureFactory(goal=GoalFactory(version=version, code="1"), code="1.1", title="Přechody u škol")
    draft = DraftFactory(strategy=strategy, number=2, places=[place])
    draft_goal = GoalFactory(version=draft, code="1", title="Ulice pro všechny")
    draft_measure = MeasureFactory(goal=draft_goal, code="1.1", title="Přechody všude", lineage=measure.lineage)
    return World(
        country=country,
        people=people,
        ministry=organisation_of(analyst),
        litovel=litovel,
        sumperk=sumperk,
        company=organisation_of(company),
        need=make_need(place, title="Nebezpečný přechod u školy"),
        version=version,
        measure=measure,
        draft=draft,
        draft_goal=draft_goal,
        draft_measure=draft_measure,
    )
