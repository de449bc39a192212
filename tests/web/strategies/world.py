"""A small country with a strategy in force, its draft, and answers to needs in every state."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client

from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.queries import actor_for
from naves.domains.strategies.models import Goal, Indicator, LevelClaim, Measure, Response, StrategyVersion
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.organisations import (
    MembershipFactory,
    make_actor,
    make_analyst,
    make_clerk,
    make_stranger,
    user_of,
)
from tests.factories.places import Country, make_country
from tests.factories.strategies import (
    ClaimFactory,
    DraftFactory,
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    ReadingFactory,
    ResponseFactory,
    StrategyFactory,
    VersionFactory,
)


@dataclass(frozen=True)
class World:
    """Litovel answers its needs; the region's people, the ministry and a stranger look on."""

    country: Country
    owner: Organisation
    version: StrategyVersion
    draft: StrategyVersion
    goal: Goal
    measure: Measure
    idle: Measure
    indicator: Indicator
    draft_goal: Goal
    draft_measure: Measure
    draft_indicator: Indicator
    need: Need
    open_need: Need
    response: Response
    claim: LevelClaim
    proposal: Response
    people: dict[str, Actor]

    def client(self, who: str) -> Client:
        """Return a browser in which somebody is signed in; anybody else is anonymous."""
        client = Client()
        if who in self.people:
            client.force_login(user_of(self.people[who]), backend="django.contrib.auth.backends.ModelBackend")
        return client


def make_world() -> World:
    """Make it."""
    country = make_country()
    litovel = country.town("Litovel")
    manager = make_clerk(litovel, MemberRole.MANAGER)
    owner = Membership.objects.get(user=manager.user_id).organisation
    people = {
        "manager": manager,
        "clerk": _colleague(owner, MemberRole.EDITOR),
        "member": _colleague(owner, MemberRole.MEMBER),
        "analyst": make_analyst(),
        "neighbour": make_clerk(country.town("Šumperk")),
        "company": make_actor(OrganisationKind.COMPANY, name="Chytrá světla s. r. o."),
        "stranger": make_stranger(),
    }
    strategy = StrategyFactory(
        title="Strategie rozvoje města Litovel do roku 2030", owner=owner, identifier="LITOVEL-2030"
    )
    version = VersionFactory(strategy=strategy, places=[litovel], summary="Bezpečné město, kam se dá dojet.")
    goal = GoalFactory(version=version, code="1", title="Bezpečné ulice", description="Méně nehod u škol.")
    measure = MeasureFactory(goal=goal, code="1.1", title="Přechody u škol", budget_czk=1_250_000)
    measure.themes.set(["mobility"])
    idle = MeasureFactory(goal=goal, code="1.2", title="Koncepce osvětlení", responsible_body="", deadline=None)
    indicator = IndicatorFactory(measure=measure, baseline_on=date(2025, 12, 31))
    ReadingFactory(indicator=indicator, place=litovel, value=7.0, measured_on=date(2026, 3, 1))
    ReadingFactory(indicator=indicator, place=litovel, value=3.0, measured_on=date(2026, 9, 1))
    draft = DraftFactory(strategy=strategy, number=2, places=[litovel], in_force_from=date(2026, 11, 1))
    draft_goal = GoalFactory(version=draft, code="1", title="Ulice pro všechny", lineage=goal.lineage)
    draft_measure = MeasureFactory(goal=draft_goal, code="1.1", title="Přechody všude")
    draft_indicator = IndicatorFactory(measure=draft_measure)
    need = make_need(litovel, title="Nebezpečný přechod u školy", themes={"mobility": Decimal(1)})
    open_need = make_need(litovel, title="Autobus nečeká na vlak", themes={"mobility": Decimal(1)})
    doubted = make_need(litovel, title="Tma v parku u školy", themes={"mobility": Decimal(1)})
    response = ResponseFactory(need=need, measure=measure, note="Rada o tom jednala.")
    return World(
        country=country,
        owner=owner,
        version=version,
        draft=draft,
        goal=goal,
        measure=measure,
        idle=idle,
        indicator=indicator,
        draft_goal=draft_goal,
        draft_measure=draft_measure,
        draft_indicator=draft_indicator,
        need=need,
        open_need=open_need,
        response=response,
        claim=ClaimFactory(response=response),
        proposal=ResponseFactory(need=doubted, measure=measure, confirmed_at=None, proposed_at=AT),
        people=people,
    )


def _colleague(owner: Organisation, role: MemberRole) -> Actor:
    return actor_for(MembershipFactory(organisation=owner, role=role).user)
