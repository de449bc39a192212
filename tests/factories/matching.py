"""Suggested and judged pairs, straight in the database."""

from datetime import datetime

from naves.domains.accounts.models import User
from naves.domains.needs.models import Need
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchJudgement, MatchSuggestion
from naves.domains.strategies.models import Measure
from tests.factories.accounts import AT


def make_suggestion(need: Need, measure: Measure, score: float, *, at: datetime = AT) -> MatchSuggestion:
    """Return a pair that the machine holds for likely."""
    return MatchSuggestion.objects.create(
        need=need,
        measure=measure,
        place=need.place,
        features=[],
        score=score,
        usefulness=0.0,
        draw=score,
        sampled=True,
        found_at=at,
    )


def make_judgement(
    need: Need, measure: Measure, judge: User, level: int | None, *, at: datetime = AT, origin: Origin = Origin.DOUBLE
) -> MatchJudgement:
    """Return a confirmation at the level, or a rejection where there is none."""
    return MatchJudgement.objects.create(
        need=need,
        measure=measure,
        judge=judge,
        verdict=Verdict.REJECT if level is None else Verdict.CONFIRM,
        level=level,
        at=at,
        origin=origin,
        score=0.5,
        features=[],
    )
