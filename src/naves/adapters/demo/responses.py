"""Responses: proposed, confirmed with a first claim, raised, lapsed and withdrawn."""

from collections import defaultdict
from datetime import date, datetime

from naves.adapters.demo.files import Row, day, rows
from naves.adapters.demo.story import Rank, Story
from naves.domains.needs.models import Need
from naves.domains.strategies import operations
from naves.domains.strategies.enums import Direction, Level, ProofKind
from naves.domains.strategies.models import IndicatorReading, LevelClaim, Response


def plan_responses(story: Story) -> None:
    """Plan proposals, confirmations, claims and what ended."""
    claims: dict[str, list[Row]] = defaultdict(list)
    for claim in rows("levels"):
        claims[claim["response"]].append(claim)
    for row in rows("responses"):
        _plan_response(story, row, sorted(claims[row["key"]], key=lambda claim: (claim["recorded_on"], claim["level"])))


def _plan_response(story: Story, row: Row, claims: list[Row]) -> None:
    story.on(date.fromisoformat(row["proposed_on"]), Rank.PROPOSAL, lambda at: _propose(story, row, at))
    confirmed_on = day(row["confirmed_on"])
    if confirmed_on is None:
        return
    contradicts = row["contradicts"] == "1"
    first = None if contradicts or not claims else claims[0]
    story.on(confirmed_on, Rank.CONFIRMATION, lambda at: _confirm(story, row, first, at))
    for claim in [] if contradicts else claims:
        _plan_claim(story, row, claim, confirmed_on, is_first=claim is first)
    if withdrawn_on := day(row["withdrawn_on"]):
        story.on(withdrawn_on, Rank.FATE, lambda at: _withdraw(story, row, at))


def _plan_claim(story: Story, row: Row, claim: Row, confirmed_on: date, *, is_first: bool) -> None:
    recorded_on = max(date.fromisoformat(claim["recorded_on"]), confirmed_on)
    if not is_first:
        story.on(recorded_on, Rank.CLAIM, lambda at: _claim(story, row, claim, at))
    if withdrawn_on := day(claim["withdrawn_on"]):
        story.on(withdrawn_on, Rank.FATE, lambda at: _withdraw_claim(story, row, claim, at))


def _propose(story: Story, row: Row, at: datetime) -> None:
    need = Need.objects.get(pk=story.needs[row["need"]].pk)
    target = story.target((row["strategy"], int(row["version"]), row["target_kind"], row["target"]))
    carried = Response.objects.filter(need=need, withdrawn_at=None, **{row["target_kind"]: target}).first()
    story.responses[row["key"]] = carried or operations.propose_response(
        actor=story.actor,
        at=at,
        need=need,
        target=target,
        contradicts=row["contradicts"] == "1",
        note_text=row["note"],
    )


def _confirm(story: Story, row: Row, claim: Row | None, at: datetime) -> None:
    response = Response.objects.get(pk=story.responses[row["key"]].pk)
    if response.confirmed_at is not None:
        if claim is not None:
            _claim(story, row, claim, at)
        return
    operations.confirm_response(
        actor=story.actor,
        at=at,
        response=response,
        claim=None if claim is None else _values(response, claim, at),
    )


def _claim(story: Story, row: Row, claim: Row, at: datetime) -> None:
    response = Response.objects.get(pk=story.responses[row["key"]].pk)
    if response.withdrawn_at is None:
        operations.claim_level(actor=story.actor, at=at, response=response, claim=_values(response, claim, at))


def _values(response: Response, claim: Row, at: datetime) -> operations.ClaimValues:
    kind = ProofKind(claim["evidence_kind"])
    return operations.ClaimValues(
        level=Level(int(claim["level"])),
        proof_kind=kind,
        proof_text=claim["evidence_text"],
        proof_url=claim["evidence_url"] or f"https://ukazka.example/doklady/{claim['response'].lower()}",
        reading=_reading(response) if kind == ProofKind.INDICATOR_TARGET else None,
        valid_from=max(date.fromisoformat(claim["valid_from"]), at.date()),
        lapses_on=day(claim["lapses_on"]),
    )


def _reading(response: Response) -> IndicatorReading | None:
    readings = IndicatorReading.objects.filter(
        indicator__measure=response.measure, place=response.need.place
    ).select_related("indicator")
    return next((reading for reading in readings if _reached(reading)), None)


def _reached(reading: IndicatorReading) -> bool:
    target, rising = reading.indicator.target, reading.indicator.direction == Direction.HIGHER
    return reading.value >= target if rising else reading.value <= target


def _withdraw(story: Story, row: Row, at: datetime) -> None:
    response = Response.objects.get(pk=story.responses[row["key"]].pk)
    if response.withdrawn_at is None:
        operations.withdraw_response(actor=story.actor, at=at, response=response, reason=row["withdrawn_reason"])


def _withdraw_claim(story: Story, row: Row, claim: Row, at: datetime) -> None:
    made = LevelClaim.objects.filter(
        response=story.responses[row["key"]], level=int(claim["level"]), withdrawn_at=None
    ).last()
    if made is not None:
        operations.withdraw_claim(actor=story.actor, at=at, claim=made, reason=claim["withdrawn_reason"])
