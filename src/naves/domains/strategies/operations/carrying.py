"""Responses to a version that was replaced go on with the next one, so that coverage does not drop that day."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from naves.domains.places.models import Place
from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.facts import chain, facts_of
from naves.domains.strategies.models import Goal, LevelClaim, Measure, Response, StrategyVersion
from naves.domains.strategies.proving import provable, provable_text
from naves.domains.strategies.rules.ladder import ProofFacts, TargetFacts, claim_problems
from naves.domains.strategies.rules.spells import HOLDS_WITHOUT_STRATEGY
from naves.domains.strategies.rules.territory import covers
from naves.kernel.clock import prague_date
from naves.kernel.errors import gettext_noop

CARRIED_OVER: Final = gettext_noop("Carried over to the next version of the strategy.")


def carry_over(previous: StrategyVersion, approved: StrategyVersion, *, at: datetime) -> list[Response]:
    """Continue each live response whose goal or measure is in the new version and of which something still holds."""
    day = prague_date(at)
    targets = _targets(approved)
    covered = set(approved.places.values_list("pk", flat=True))
    chains: dict[int, set[int]] = {}
    made: list[Response] = []
    claims: list[LevelClaim] = []
    ended: list[Response] = []
    for response in _live(previous):
        old = response.goal or response.measure
        target = targets.get(old.lineage) if old is not None else None
        if target is None:
            continue
        facts = facts_of(target, covers_place=covers(covered, _chain(response.need.place, chains)), day=day)
        following = _following(response, target, at)
        kept = _kept_claims(response, following, target, facts, at)
        if response.confirmed_at is not None and not response.contradicts and not kept:
            continue
        response.withdrawn_at, response.withdrawn_reason = at, CARRIED_OVER
        ended.append(response)
        made.append(following)
        claims += kept
    Response.objects.bulk_update(ended, ["withdrawn_at", "withdrawn_reason"], batch_size=200)
    Response.objects.bulk_create(made, batch_size=500)
    LevelClaim.objects.bulk_create(claims, batch_size=500)
    return made


def _live(version: StrategyVersion) -> Iterable[Response]:
    return (
        Response.objects.filter(Q(goal__version=version) | Q(measure__version=version), withdrawn_at=None)
        .select_related("need__place", "goal", "measure")
        .prefetch_related("claims")
    )


def _targets(version: StrategyVersion) -> Mapping[uuid.UUID, Goal | Measure]:
    found: dict[uuid.UUID, Goal | Measure] = {goal.lineage: goal for goal in version.goals.all()}
    found.update({measure.lineage: measure for measure in version.measures.all()})
    for target in found.values():
        target.version = version
    return found


def _chain(place: Place, known: dict[int, set[int]]) -> set[int]:
    if place.pk not in known:
        known[place.pk] = chain(place)
    return known[place.pk]


def _following(response: Response, target: Goal | Measure, at: datetime) -> Response:
    return Response(
        need_id=response.need_id,
        goal=target if isinstance(target, Goal) else None,
        measure=target if isinstance(target, Measure) else None,
        contradicts=response.contradicts,
        suggested=response.suggested,
        note=response.note,
        proposed_at=response.proposed_at,
        proposed_by_id=response.proposed_by_id,
        confirmed_at=None if response.confirmed_at is None else at,
        confirmed_by_id=response.confirmed_by_id,
        carried_from=response,
        source=response.source,
        source_id=response.source_id,
    )


def _kept_claims(
    response: Response, following: Response, target: Goal | Measure, facts: TargetFacts, at: datetime
) -> list[LevelClaim]:
    """Return the claims that hold on the new target; where a plan no longer holds, the mention may."""
    live = [claim for claim in response.claims.all() if _is_live(claim, prague_date(at))]
    kept = [_copied(claim, following, at) for claim in live if _still_holds(claim, facts)]
    lost = [claim for claim in live if not _still_holds(claim, facts)]
    level = provable(facts)
    if lost and level is not None and not any(claim.level == level for claim in kept):
        kept.append(_derived(lost[0], following, target, level, at))
    return kept


def _is_live(claim: LevelClaim, day: date) -> bool:
    return claim.withdrawn_at is None and (claim.lapses_on is None or claim.lapses_on > day)


def _still_holds(claim: LevelClaim, facts: TargetFacts) -> bool:
    if claim.level >= HOLDS_WITHOUT_STRATEGY:
        return True
    proof = ProofFacts(ProofKind(claim.proof_kind), claim.proof_text, has_link=bool(claim.proof_url))
    return not claim_problems(Level(claim.level), facts, proof)


def _copied(claim: LevelClaim, response: Response, at: datetime) -> LevelClaim:
    return LevelClaim(
        response=response,
        level=claim.level,
        proof_kind=claim.proof_kind,
        proof_text=claim.proof_text,
        proof_url=claim.proof_url,
        proof_file=claim.proof_file.name,
        reading_id=claim.reading_id,
        reference_id=claim.reference_id,
        valid_from=claim.valid_from,
        lapses_on=claim.lapses_on,
        recorded_at=at,
        recorded_by_id=claim.recorded_by_id,
    )


def _derived(claim: LevelClaim, response: Response, target: Goal | Measure, level: Level, at: datetime) -> LevelClaim:
    kind, text = provable_text(target, level)
    return LevelClaim(
        response=response,
        level=level,
        proof_kind=kind,
        proof_text=text,
        valid_from=prague_date(at),
        lapses_on=claim.lapses_on,
        recorded_at=at,
        recorded_by_id=claim.recorded_by_id,
    )
