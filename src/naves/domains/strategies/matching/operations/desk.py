"""The desk: one pair at a time, nobody in anybody's way, every verdict on record, the last one undone."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchClaim, MatchJudgement, MatchSuggestion
from naves.domains.strategies.matching.operations import problems
from naves.domains.strategies.matching.permissions import KIND, Action, State, require, state_of, works_at_the_desk
from naves.domains.strategies.matching.queries.waiting import held_by, waiting_for, whole
from naves.domains.strategies.matching.rules.sampling import EVERY
from naves.domains.strategies.models import Response
from naves.domains.strategies.operations.claims import ClaimValues
from naves.domains.strategies.operations.responses import confirm_response, propose_response, withdraw_response
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused

HELD_FOR: Final = timedelta(minutes=10)
"""So long a pair stays with the one who looks at it; then it goes to whoever asks next."""
TRIES: Final = 20
CONSIDERED: Final = 10


def take_next(*, actor: Actor, at: datetime) -> MatchSuggestion | None:
    """Hand the most useful pair that nobody else looks at, or the one that ``actor`` has already; None: none waits."""
    user_id = _person(actor)
    if not works_at_the_desk(actor):
        raise NotAllowed(Action.JUDGE.value, KIND)
    held = held_by(user_id, at)
    if held is not None and not _linked(held):
        MatchClaim.objects.filter(suggestion=held, user_id=user_id).update(until=at + HELD_FOR)
        return held
    judged = MatchJudgement.objects.filter(judge_id=user_id).count()
    first = judged % EVERY == EVERY - 1
    for sampled in (first, not first):
        for _ in range(TRIES):
            found = waiting_for(actor, at, sampled=sampled, limit=CONSIDERED)
            if not found:
                break
            for suggestion in found:
                if _linked(suggestion):
                    _close(suggestion)
                elif _claimed(suggestion, user_id, at):
                    return whole(suggestion)
    return None


@transaction.atomic
def judge(
    *,
    actor: Actor,
    at: datetime,
    suggestion: MatchSuggestion,
    verdict: Verdict,
    claim: ClaimValues | None = None,
) -> MatchJudgement:
    """Record a verdict. A confirmed pair becomes a response at the level that ``claim`` proves.

    Of two people who judge a pair of the sample the first decides; the second is not told what the first said,
    and the verdict only measures how far people agree. Anybody else who comes second is refused with Conflict.
    """
    suggestion = _locked(suggestion)
    user_id = _person(actor)
    require(actor, Action.JUDGE, suggestion.need.place, state=State.OPEN)
    _check_turn(user_id, suggestion)
    if verdict == Verdict.CONFIRM and claim is None:
        raise Refused(problems.level_missing())
    decides = suggestion.given == 0
    response = None
    if verdict == Verdict.CONFIRM and claim is not None and decides:
        response = _respond(actor=actor, at=at, suggestion=suggestion, claim=claim)
    made = MatchJudgement.objects.create(
        need_id=suggestion.need_id,
        measure_id=suggestion.measure_id,
        judge_id=user_id,
        verdict=verdict,
        level=claim.level if verdict == Verdict.CONFIRM and claim is not None else None,
        at=at,
        origin=Origin.DOUBLE if suggestion.sampled else Origin.DESK,
        score=suggestion.score if suggestion.probability is None else suggestion.probability,
        features=suggestion.features,
        response=response,
    )
    # Who is not sure leaves a pair of the desk to somebody else; in the sample that is an answer too.
    suggestion.given += int(suggestion.sampled or verdict != Verdict.UNSURE)
    suggestion.is_open = suggestion.given < suggestion.wanted
    suggestion.save(update_fields=["given", "is_open"])
    MatchClaim.objects.filter(suggestion=suggestion, user_id=user_id).delete()
    _note(actor, at, "match.judged", made)
    return made


@transaction.atomic
def undo_last(*, actor: Actor, at: datetime, reason: str) -> MatchJudgement:
    """Take the actor's last verdict back; a response that it made is withdrawn with ``reason``."""
    rows = MatchJudgement.objects.select_for_update(of=("self",)).select_related("need__place", "response")
    user_id = _person(actor)
    last = rows.filter(judge_id=user_id, undone_at=None).order_by("-at", "-id").first()
    if last is None:
        raise Refused(problems.nothing_to_undo())
    suggestion = MatchSuggestion.objects.filter(need=last.need_id, measure=last.measure_id).first()
    state = None if suggestion is None else state_of(suggestion)
    require(actor, Action.UNDO, last.need.place, state=state)
    if last.response is not None and last.response.withdrawn_at is None:
        if last.response.claims.exclude(recorded_by=user_id).filter(withdrawn_at=None).exists():
            raise Conflict(problems.built_upon())
        withdraw_response(actor=actor, at=at, response=last.response, reason=reason)
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    if suggestion is not None:
        if suggestion.sampled or last.verdict != Verdict.UNSURE:
            suggestion.given -= 1
        suggestion.is_open = True
        suggestion.save(update_fields=["given", "is_open"])
        MatchClaim.objects.filter(user_id=user_id).delete()
        _claimed(suggestion, user_id, at)
    _note(actor, at, "match.undone", last)
    return last


def _respond(*, actor: Actor, at: datetime, suggestion: MatchSuggestion, claim: ClaimValues) -> Response:
    proposed = propose_response(actor=actor, at=at, need=suggestion.need, target=suggestion.measure, suggested=True)
    return confirm_response(actor=actor, at=at, response=proposed, claim=claim)


def _person(actor: Actor) -> uuid.UUID:
    """Return who judges: a verdict is always somebody's."""
    if actor.user_id is None:
        raise NotAllowed(Action.JUDGE.value, KIND)
    return actor.user_id


def _check_turn(user_id: uuid.UUID, suggestion: MatchSuggestion) -> None:
    mine = MatchJudgement.objects.filter(
        need=suggestion.need_id, measure=suggestion.measure_id, judge_id=user_id, undone_at=None
    )
    if mine.exists():
        raise Conflict(problems.judged_by_you())
    if not suggestion.is_open:
        raise Conflict(problems.judged_already())


def _locked(suggestion: MatchSuggestion) -> MatchSuggestion:
    rows = MatchSuggestion.objects.select_for_update(of=("self",)).select_related(
        "need__place", "measure__version__strategy__owner"
    )
    try:
        return rows.get(pk=suggestion.pk)
    except MatchSuggestion.DoesNotExist:
        raise NotFound(KIND, suggestion.pk) from None


def _linked(suggestion: MatchSuggestion) -> bool:
    """Whether somebody linked the pair elsewhere; the sample's first verdict did that at the desk itself."""
    if suggestion.given:
        return False
    live = Response.objects.filter(need=suggestion.need_id, measure=suggestion.measure_id, withdrawn_at=None)
    return live.exists()


def _close(suggestion: MatchSuggestion) -> None:
    MatchSuggestion.objects.filter(pk=suggestion.pk).update(is_open=False)


def _claimed(suggestion: MatchSuggestion, user_id: uuid.UUID, at: datetime) -> bool:
    """Take a free slot of the pair; False where somebody was quicker."""
    claims = MatchClaim.objects.filter(suggestion=suggestion)
    claims.filter(until__lte=at).delete()
    taken = set(claims.values_list("slot", flat=True))
    if len(taken) >= suggestion.wanted - suggestion.given:
        return False
    slot = min(set(range(suggestion.wanted)) - taken)
    try:
        with transaction.atomic():
            claims.create(suggestion=suggestion, slot=slot, user_id=user_id, until=at + HELD_FOR)
    except IntegrityError:
        return False
    return True


def _note(actor: Actor, at: datetime, action: str, made: MatchJudgement) -> None:
    after = {
        "need": made.need_id,
        "measure": made.measure_id,
        "verdict": made.verdict,
        "level": made.level,
        "origin": made.origin,
        "response": made.response_id,
        "undone": made.undone_at,
    }
    note(actor=actor, at=at, action=action, kind="match", identifier=made.pk, after=after)
