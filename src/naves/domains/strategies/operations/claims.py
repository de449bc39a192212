"""Levels of the ladder claimed for a confirmed response, with their proof, until they lapse or are taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from naves.domains.needs.rules.files import HEAD_SIZE, file_problem
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.needs.rules.values import length_problems
from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.strategies.enums import Direction, Level, ProofKind
from naves.domains.strategies.facts import target_facts
from naves.domains.strategies.models import Goal, IndicatorReading, LevelClaim, Measure, Response
from naves.domains.strategies.operations.trail import conflict, locked_response, refuse, tell_responses
from naves.domains.strategies.permissions import ResponseAction, require_response
from naves.domains.strategies.proving import provable, provable_text
from naves.domains.strategies.rules.checks import day_problems, reason_problems, url_problems
from naves.domains.strategies.rules.ladder import ProofFacts, ReadingFacts, TargetFacts, claim_problems
from naves.domains.strategies.rules.spells import HOLDS_WITHOUT_STRATEGY
from naves.domains.strategies.rules.values import LENGTHS
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimValues:
    """A level and its proof. Without `valid_from` it holds from today; `lapses_on` is the first day it does not.

    `reading` is for an indicator that reached its target, `reference_id` for an experiment or an agreement.
    """

    level: Level
    proof_kind: ProofKind
    proof_text: str = ""
    proof_url: str = ""
    proof_file: File[Any] | None = None
    reading: IndicatorReading | None = None
    reference_id: UUID | None = None
    valid_from: date | None = None
    lapses_on: date | None = None


@transaction.atomic
def claim_level(*, actor: Actor, at: datetime, response: Response, claim: ClaimValues) -> LevelClaim:
    """Claim a further level for a confirmed response; what was claimed before stays beside it."""
    response = locked_response(response)
    require_response(actor, ResponseAction.CLAIM, response)
    if response.contradicts:
        raise conflict(contradicting())
    made = record_claims(actor=actor, at=at, response=response, claim=claim)
    tell_responses([response.need_id], at)
    return made


def record_claims(*, actor: Actor, at: datetime, response: Response, claim: ClaimValues) -> LevelClaim:
    """Write the claim, and under a high one the rung that the record itself proves, to fall back on.

    The caller has asked for permission and tells who listens.
    """
    day = prague_date(at)
    target = response.goal or response.measure
    facts = target_facts(target, response.need.place, day)
    text = paragraphs(claim.proof_text)
    if not text and target is not None and claim.level < HOLDS_WITHOUT_STRATEGY:
        text = provable_text(target, claim.level)[1]
    refuse(_problems(response, claim, text, facts, day))
    made = LevelClaim.objects.create(
        response=response,
        level=claim.level,
        proof_kind=claim.proof_kind,
        proof_text=text,
        proof_url=claim.proof_url.strip(),
        proof_file=claim.proof_file or "",
        reading=claim.reading,
        reference_id=claim.reference_id,
        valid_from=claim.valid_from or day,
        lapses_on=claim.lapses_on,
        recorded_at=at,
        recorded_by_id=actor.user_id,
    )
    if claim.level >= HOLDS_WITHOUT_STRATEGY and target is not None:
        _record_fallback(response, target, facts, actor=actor, at=at)
    after = claim_values(made)
    note(actor=actor, at=at, action="claim.recorded", kind="response", identifier=response.pk, after=after)
    return made


def _record_fallback(
    response: Response, target: Goal | Measure, facts: TargetFacts, *, actor: Actor, at: datetime
) -> None:
    level = provable(facts)
    below = response.claims.filter(level__lt=HOLDS_WITHOUT_STRATEGY, withdrawn_at=None, lapses_on=None)
    if level is None or below.exists():
        return
    kind, text = provable_text(target, level)
    LevelClaim.objects.create(
        response=response,
        level=level,
        proof_kind=kind,
        proof_text=text,
        valid_from=prague_date(at),
        recorded_at=at,
        recorded_by_id=actor.user_id,
    )


@transaction.atomic
def lapse_claim(*, actor: Actor, at: datetime, claim: LevelClaim, lapses_on: date, reason: str = "") -> LevelClaim:
    """Say from which day a claim no longer holds; a day in the past counts from today."""
    response, claim = _locked_claim(actor, claim)
    today = prague_date(at)
    problems = day_problems("lapses_on", lapses_on)
    if lapses_on <= claim.valid_from:
        problems.append(lapses_before_start(claim.valid_from, lapses_on))
    refuse(problems)
    if _has_lapsed(claim, today):
        raise conflict(_lapsed_already())
    before = claim_values(claim)
    claim.lapses_on, claim.lapse_recorded_at = lapses_on, at
    claim.save(update_fields=["lapses_on", "lapse_recorded_at"])
    after = {**claim_values(claim), "reason": reason.strip()}
    note(actor=actor, at=at, action="claim.lapses", kind="response", identifier=response.pk, before=before, after=after)
    tell_responses([response.need_id], at)
    return claim


@transaction.atomic
def withdraw_claim(*, actor: Actor, at: datetime, claim: LevelClaim, reason: str) -> LevelClaim:
    """Take a claim back, with a reason; the days before stay as they were."""
    response, claim = _locked_claim(actor, claim)
    refuse(reason_problems(reason))
    before = claim_values(claim)
    claim.withdrawn_at, claim.withdrawn_reason = at, reason.strip()
    claim.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    after = claim_values(claim)
    note(
        actor=actor,
        at=at,
        action="claim.withdrawn",
        kind="response",
        identifier=response.pk,
        before=before,
        after=after,
    )
    tell_responses([response.need_id], at)
    return claim


def _locked_claim(actor: Actor, claim: LevelClaim) -> tuple[Response, LevelClaim]:
    response = locked_response(claim.response)
    require_response(actor, ResponseAction.CLAIM, response)
    fresh = response.claims.get(pk=claim.pk)
    if fresh.withdrawn_at is not None:
        raise conflict(_withdrawn_already())
    return response, fresh


def _has_lapsed(claim: LevelClaim, today: date) -> bool:
    if claim.lapses_on is None:
        return False
    return max(claim.lapses_on, prague_date(claim.lapse_recorded_at or claim.recorded_at)) <= today


def _problems(response: Response, claim: ClaimValues, text: str, facts: TargetFacts, day: date) -> list[Problem]:
    url = claim.proof_url.strip()
    proof = ProofFacts(
        kind=claim.proof_kind,
        text=text,
        has_link=bool(url) or claim.proof_file is not None,
        has_reference=claim.reference_id is not None or response.reference_id is not None,
        reading=_reading_facts(claim.reading, response),
    )
    problems = [
        *claim_problems(claim.level, facts, proof),
        *url_problems("proof_url", url),
        *length_problems("proof_text", text, LENGTHS["proof_text"]),
        *day_problems("valid_from", claim.valid_from),
        *day_problems("lapses_on", claim.lapses_on),
    ]
    start = claim.valid_from or day
    if claim.lapses_on is not None and claim.lapses_on <= start:
        problems.append(lapses_before_start(start, claim.lapses_on))
    if claim.proof_file is not None:
        problems += _file_problems(claim.proof_file)
    return problems


def _reading_facts(reading: IndicatorReading | None, response: Response) -> ReadingFacts | None:
    if reading is None:
        return None
    indicator = reading.indicator
    lineages = [] if response.measure is None else response.measure.indicators.values_list("lineage", flat=True)
    return ReadingFacts(
        set_on=prague_date(indicator.created_at),
        measured_on=reading.measured_on,
        value=reading.value,
        target=indicator.target,
        direction=Direction(indicator.direction),
        of_the_measure=indicator.lineage in lineages,
        in_the_place=reading.place_id == response.need.place_id,
    )


def _file_problems(file: File[Any]) -> list[Problem]:
    head = file.read(HEAD_SIZE)
    file.seek(0)
    problem = file_problem(file.name or "", file.size, head)
    return [problem] if problem else []


def claim_values(claim: LevelClaim) -> dict[str, object]:
    """Return what the audit log keeps of a claim."""
    return {
        "claim": claim.pk,
        "level": claim.level,
        "proof_kind": claim.proof_kind,
        "proof_text": claim.proof_text,
        "proof_url": claim.proof_url,
        "proof_file": claim.proof_file.name,
        "valid_from": claim.valid_from,
        "lapses_on": claim.lapses_on,
        "withdrawn_reason": claim.withdrawn_reason,
    }


def contradicting() -> Problem:
    """Return the problem of a level for what works against the need."""
    return Problem(
        code="contradicts",
        field="level",
        message=gettext_noop("What works against a need reaches no level."),
        remedy=gettext_noop("Withdraw the response and propose it anew if it was marked by mistake."),
    )


def lapses_before_start(start: date, lapses_on: date) -> Problem:
    """Return the problem of a level that would end before it begins."""
    return Problem(
        code="lapses_before_start",
        field="lapses_on",
        value=lapses_on.isoformat(),
        message=gettext_noop("The level would lapse on %(end)s, but it holds from %(start)s only."),
        params={"start": start.isoformat(), "end": lapses_on.isoformat()},
        remedy=gettext_noop("Give a later day, or withdraw the level if it never held."),
    )


def _lapsed_already() -> Problem:
    return Problem(
        code="lapsed_already",
        field="lapses_on",
        message=gettext_noop("The level has already lapsed, and the past is not rewritten."),
        remedy=gettext_noop("Claim the level anew if it holds again."),
    )


def _withdrawn_already() -> Problem:
    return Problem(
        code="withdrawn_already",
        message=gettext_noop("The level has already been withdrawn."),
        remedy=gettext_noop("Claim the level anew if it holds again."),
    )
