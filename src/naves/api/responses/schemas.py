"""Responses as JSON: the link from a need to what answers it, and the levels claimed for it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ninja import Field, Schema

from naves.api.texts import Text
from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.models import Goal
from naves.domains.strategies.permissions import ResponseAction, ResponseState, state_of
from naves.domains.strategies.queries import ClaimItem, ResponseItem


class TargetKind(StrEnum):
    """What may answer a need."""

    GOAL = "goal"
    MEASURE = "measure"
    EXPERIMENT = "experiment"
    AGREEMENT = "agreement"


class TargetOut(Schema):
    """What answers the need: a goal or a measure of a strategy, or a record named by kind and id."""

    kind: TargetKind
    id: UUID | None
    code: str
    title: str
    strategy: UUID | None
    strategy_title: str
    version: int | None


class ClaimOut(Schema):
    """A level that was claimed, on what proof, from when until when."""

    id: UUID
    level: Level
    proof_kind: ProofKind
    proof_text: str
    proof_url: str
    reading: int | None
    valid_from: date
    lapses_on: date | None = Field(description="The first day on which it no longer holds.")
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    holds: bool = Field(description="Whether it holds today.")

    @classmethod
    def of(cls, item: ClaimItem) -> "ClaimOut":
        """Show ``item``."""
        own = [name for name in cls.model_fields if name not in {"reading", "holds"}]
        fields = {name: getattr(item.claim, name) for name in own}
        return cls(**fields, reading=item.claim.reading_id, holds=item.holds)


class ResponseOut(Schema):
    """A response; `level` is today's: 0 where it is not confirmed, withdrawn, or works against the need."""

    id: UUID
    need: UUID
    target: TargetOut
    state: ResponseState
    level: Level
    contradicts: bool = Field(description="The measure works against the need.")
    suggested: bool = Field(description="Made by a machine; it counts once a person confirms it.")
    note: str
    proposed_at: datetime
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    carried_from: UUID | None = Field(description="The response to the version before that this one continues.")
    claims: list[ClaimOut]
    actions: list[ResponseAction]

    @classmethod
    def of(cls, item: ResponseItem) -> "ResponseOut":
        """Show ``item``."""
        response = item.response
        own = ("contradicts", "suggested", "note", "proposed_at", "confirmed_at", "withdrawn_at", "withdrawn_reason")
        return cls(
            id=response.pk,
            need=response.need_id,
            target=_target(item),
            state=state_of(response),
            level=Level(item.level),
            carried_from=response.carried_from_id,
            claims=[ClaimOut.of(claim) for claim in item.claims],
            actions=sorted(item.actions),
            **{name: getattr(response, name) for name in own},
        )


class NeedResponsesOut(Schema):
    """What answers a need and those merged into it; `level` is the need's today."""

    level: Level
    confirmed: list[ResponseOut]
    contradicting: list[ResponseOut]
    proposals: list[ResponseOut]
    withdrawn: list[ResponseOut]


class TargetIn(Schema):
    """Exactly one of the two."""

    goal: UUID | None = None
    measure: UUID | None = None


class ProposalIn(TargetIn):
    """A link of a need with a goal or a measure of a strategy in force."""

    contradicts: bool = False
    suggested: bool = False
    note: Text = Field("", max_length=20_000)


class ClaimIn(Schema):
    """A level and its proof. Levels 1 and 2 of a measure are proved by the record itself."""

    level: Level = Field(Level.PLANNED, description="1 mentioned, 2 planned, 3 resourced, 4 proven.")
    proof_kind: ProofKind
    proof_text: Text = Field("", max_length=100_000)
    proof_url: Text = Field("", max_length=2000)
    reading: int | None = Field(None, ge=1, le=2**62, description="The reading that reached its target (level 4).")
    reference_id: UUID | None = Field(None, description="The experiment or agreement that proves it.")
    valid_from: date | None = Field(None, description="Today by default.")
    lapses_on: date | None = Field(None, description="The first day on which it no longer holds.")


class ConfirmIn(Schema):
    """The level with its proof; none for what works against the need."""

    claim: ClaimIn | None = None


class WithdrawIn(Schema):
    """Why; nothing is deleted."""

    reason: Text = Field("", max_length=5000)


class LapseIn(Schema):
    """From which day a claim no longer holds."""

    lapses_on: date
    reason: Text = Field("", max_length=5000)


def _target(item: ResponseItem) -> TargetOut:
    target = item.target
    if target is None:
        kind, pk = TargetKind(item.response.reference_kind), item.response.reference_id
        return TargetOut(kind=kind, id=pk, code="", title="", strategy=None, strategy_title="", version=None)
    strategy = target.version.strategy
    return TargetOut(
        kind=TargetKind.GOAL if isinstance(target, Goal) else TargetKind.MEASURE,
        id=target.pk,
        code=target.code,
        title=target.title,
        strategy=strategy.pk,
        strategy_title=strategy.title,
        version=target.version.number,
    )
