"""Filling an empty installation with the demonstration country: all of it or nothing."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from naves.adapters.demo.catalogue import plan_catalogue
from naves.adapters.demo.exchange import plan_exchange
from naves.adapters.demo.indicators import PERIODS, load_indicators
from naves.adapters.demo.live import load_live
from naves.adapters.demo.matching import plan_matching
from naves.adapters.demo.needs import follow_some, plan_evidence, plan_needs
from naves.adapters.demo.people import load_organisations, load_people
from naves.adapters.demo.responses import plan_responses
from naves.adapters.demo.story import Story
from naves.adapters.demo.strategies import plan_strategies
from naves.adapters.demo.territory import load_territory
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import prague_date

BEGINNING = datetime(2018, 6, 1, 8, tzinfo=UTC)
PUBLISHED_AFTER = timedelta(days=150)


@transaction.atomic
def load_demonstration(*, at: datetime) -> None:
    """Replay the demonstration's history up to ``at``."""
    places = load_territory(actor=SYSTEM, at=BEGINNING)
    organisations = load_organisations(at=BEGINNING, places=places)
    people = load_people(at=BEGINNING, organisations=organisations)
    analyst = actor_for(people["admin"])
    load_indicators(
        actor=analyst,
        periods={
            period: datetime.combine(period, BEGINNING.timetz()) + PUBLISHED_AFTER
            for period in PERIODS
            if datetime.combine(period, BEGINNING.timetz()) + PUBLISHED_AFTER <= at
        },
    )
    story = Story(analyst, prague_date(at), places, organisations, people)
    plan_strategies(story)
    plan_needs(story)
    plan_evidence(story)
    plan_responses(story)
    plan_exchange(story)
    plan_catalogue(story)
    plan_matching(story)
    story.replay()
    follow_some(story, at)
    load_live(story, at=at)
