"""Responses as pages show them: where they point, their claims and the level of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from naves.domains.organisations.access import Actor
from naves.domains.strategies.facts import claim_facts, cover_of, response_facts
from naves.domains.strategies.models import Goal, LevelClaim, Measure, MeasureTransition, Response
from naves.domains.strategies.permissions import ResponseAction, allowed_response_actions
from naves.domains.strategies.rules.spells import LevelSpell, claim_spells, highest, level_on


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim and whether it holds today."""

    claim: LevelClaim
    holds: bool


@dataclass(frozen=True, slots=True)
class ResponseItem:
    """A response; `target` is None for an experiment or an agreement, which higher domains know by its reference.

    `level` is today's, 0 for what was withdrawn, is not confirmed or works against the need. `spells` is its
    whole history. `is_carried` where it continues in a later version of the strategy.
    """

    response: Response
    target: Goal | Measure | None
    claims: tuple[ClaimItem, ...]
    level: int
    spells: tuple[LevelSpell, ...]
    is_carried: bool
    actions: frozenset[ResponseAction]


def with_related(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Return `responses` with all that `items_of` reads (three queries)."""
    return responses.select_related(
        "need__place",
        "goal__version__strategy__owner",
        "measure__goal",
        "measure__version__strategy__owner",
        "carried_to",
    ).prefetch_related(
        Prefetch("claims", LevelClaim.objects.select_related("reading__indicator")),
        Prefetch("measure__transitions", MeasureTransition.objects.all()),
    )


def items_of(actor: Actor, today: date, responses: Sequence[Response]) -> list[ResponseItem]:
    """Return responses that came with `with_related`, without any further query."""
    return [_item(actor, today.toordinal(), response) for response in responses]


def _item(actor: Actor, day: int, response: Response) -> ResponseItem:
    facts, cover = response_facts(response), cover_of(response)
    claims, spells = [], []
    for claim in response.claims.all():
        own = claim_spells(claim_facts(claim), cover, facts)
        claims.append(ClaimItem(claim, holds=level_on(own, day) > 0))
        spells += own
    whole = highest(spells)
    return ResponseItem(
        response=response,
        target=response.goal or response.measure,
        claims=tuple(sorted(claims, key=lambda item: (-item.claim.level, item.claim.recorded_at))),
        level=level_on(whole, day),
        spells=tuple(whole),
        is_carried=hasattr(response, "carried_to"),
        actions=allowed_response_actions(actor, response),
    )
