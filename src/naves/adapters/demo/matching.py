"""Pairs that wait at the desk, and a sample that two people of the ministry judged, so that their agreement is known.

Which pairs fall into the sample follows from their identities, so each load draws others; the verdicts follow one rule.
"""

from datetime import datetime, timedelta
from typing import Final

from naves.adapters.demo.story import Rank, Story
from naves.domains.organisations.queries import actor_for
from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.enums import Verdict
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.matching.rules.features import facts
from naves.domains.strategies.operations.claims import ClaimValues

FOUND, FIRST, SECOND = 3, 2, 1
"""Days before today: the pairs are found, then judged by one person and by the other."""
JUDGED: Final = 40
"""Pairs of the sample, by their lots; enough for the agreement (20) and for the corrected coverage (30)."""
TOGETHER: Final = 4
"""The likeliest of them are confirmed by both; only the second person confirms the next one."""


def plan_matching(story: Story) -> None:
    """Plan the search for pairs and the judgements of the sample."""
    story.on(story.today - timedelta(days=FOUND), Rank.FATE, lambda at: _find(story, at))
    story.on(story.today - timedelta(days=FIRST), Rank.FATE, lambda at: _judge_all(story, "analyst", TOGETHER, at))
    story.on(
        story.today - timedelta(days=SECOND),
        Rank.FATE,
        lambda at: _judge_all(story, "ministry_manager", TOGETHER + 1, at),
    )


def _find(story: Story, at: datetime) -> None:
    operations.suggest(actor=story.actor, at=at)
    operations.find_likenesses(actor=story.actor, at=at)


def _judge_all(story: Story, person: str, together: int, at: datetime) -> None:
    actor = actor_for(story.people[person])
    drawn = MatchSuggestion.objects.filter(sampled=True).order_by("draw")[:JUDGED]
    for place, suggestion in enumerate(sorted(drawn, key=_likelihood, reverse=True)):
        verdict = Verdict.CONFIRM if place < together else Verdict.REJECT
        claim = ClaimValues(level=Level.MENTIONED, proof_kind=ProofKind.STRATEGY_TEXT)
        operations.judge(
            actor=actor,
            at=at,
            suggestion=suggestion,
            verdict=verdict,
            claim=claim if verdict == Verdict.CONFIRM else None,
        )


def _likelihood(suggestion: MatchSuggestion) -> tuple[bool, float]:
    """Pairs with a theme and words of their titles in common come first, then the machine's score."""
    known = facts(suggestion.features)
    return known.theme > 0 and known.titles > 0, suggestion.score
