"""Strategies, responses and claims, straight in the database."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from naves.domains.needs.enums import NeedStatus, VoicedBy
from naves.domains.needs.models import Need
from naves.domains.places.models import Place
from naves.domains.strategies.enums import Level, ProofKind, VersionStatus
from naves.domains.strategies.models import (
    Goal,
    Indicator,
    IndicatorReading,
    LevelClaim,
    Measure,
    Response,
    Strategy,
    StrategyVersion,
)
from naves.kernel.text import collation_key
from tests.factories.accounts import AT
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import PlaceFactory

PROOFS = {
    Level.MENTIONED: ProofKind.STRATEGY_TEXT,
    Level.PLANNED: ProofKind.MEASURE_PLAN,
    Level.RESOURCED: ProofKind.APPROVED_BUDGET,
    Level.PROVEN: ProofKind.EXPERIMENT_VERDICT,
}
DAY = AT.date()


class StrategyFactory(DjangoModelFactory[Strategy]):
    """A strategy of some organisation."""

    class Meta:
        model = Strategy

    identifier = factory.Sequence(lambda n: f"STR-{n}")
    title = factory.Sequence(lambda n: f"Strategie rozvoje {n}")
    title_sort = factory.LazyAttribute(lambda strategy: collation_key(strategy.title))
    owner = factory.SubFactory(OrganisationFactory)
    created_at = AT


class VersionFactory(DjangoModelFactory[StrategyVersion]):
    """An approved version in force for ten years; give ``places`` as a list."""

    class Meta:
        model = StrategyVersion
        skip_postgeneration_save = True

    strategy = factory.SubFactory(StrategyFactory)
    number = 1
    status = VersionStatus.APPROVED
    in_force_from = DAY
    in_force_to = date(2035, 12, 31)
    created_at = AT
    approved_at = factory.LazyAttribute(lambda version: None if version.status == VersionStatus.DRAFT else AT)

    @factory.post_generation
    def places(self: StrategyVersion, create: bool, given: list[Place] | None) -> None:
        self.places.set(given or [])


class DraftFactory(VersionFactory):
    """A draft."""

    status = VersionStatus.DRAFT


class GoalFactory(DjangoModelFactory[Goal]):
    """A goal of an approved version."""

    class Meta:
        model = Goal

    version = factory.SubFactory(VersionFactory)
    code = factory.Sequence(lambda n: f"{n}")
    title = "Bezpečné ulice"


class MeasureFactory(DjangoModelFactory[Measure]):
    """A measure with a responsible body and a deadline, in a goal of its own."""

    class Meta:
        model = Measure

    goal = factory.SubFactory(GoalFactory)
    version = factory.SelfAttribute("goal.version")
    code = factory.Sequence(lambda n: f"1.{n}")
    title = "Přechody u škol"
    responsible_body = "Odbor dopravy"
    deadline = date(2028, 12, 31)


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """Accidents a year: fewer are better, from twelve down to four."""

    class Meta:
        model = Indicator

    measure = factory.SubFactory(MeasureFactory)
    name = "Nehody s chodci"
    unit = "za rok"
    direction = "lower_is_better"
    baseline = 12.0
    target = 4.0
    target_on = date(2028, 12, 31)
    created_at = AT


class ReadingFactory(DjangoModelFactory[IndicatorReading]):
    """A value measured half a year later."""

    class Meta:
        model = IndicatorReading

    indicator = factory.SubFactory(IndicatorFactory)
    place = factory.SubFactory(PlaceFactory)
    value = 3.0
    measured_on = DAY + timedelta(days=180)
    source = "Policie ČR"
    recorded_at = AT + timedelta(days=181)


class ResponseFactory(DjangoModelFactory[Response]):
    """A confirmed response to a measure of a strategy that covers the place; give ``need`` or ``place``."""

    class Meta:
        model = Response

    class Params:
        place = factory.SubFactory(PlaceFactory)

    need = factory.LazyAttribute(lambda response: make_need(response.place))
    measure = factory.LazyAttribute(
        lambda response: MeasureFactory(goal__version=VersionFactory(places=[response.need.place]))
    )
    proposed_at = AT
    confirmed_at = AT


class ClaimFactory(DjangoModelFactory[LevelClaim]):
    """Level 2 of a confirmed response; the kind of proof follows the level."""

    class Meta:
        model = LevelClaim

    response = factory.SubFactory(ResponseFactory)
    level = Level.PLANNED
    proof_kind = factory.LazyAttribute(lambda claim: PROOFS[Level(claim.level)])
    proof_text = "Usnesení č. 12/2026"
    proof_url = "https://www.example.cz/usneseni"
    valid_from = DAY
    recorded_at = AT


def make_need(place: Place, status: NeedStatus = NeedStatus.PUBLISHED, **values: object) -> Need:
    """Return a published need without themes."""
    return Need.objects.create(
        place=place,
        status=status,
        **{
            "title": "Nebezpečný přechod u školy",
            "voiced_by": VoicedBy.TOWN,
            "voiced_on": DAY,
            "severity": 2,
            "created_at": AT,
            "published_at": None if status == NeedStatus.DRAFT else AT,
            **values,
        },
    )
