"""What answers a need."""

import uuid
from dataclasses import dataclass
from datetime import date

from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import LevelClaim, Response
from naves.domains.strategies.permissions import may_propose
from naves.domains.strategies.queries.items import ResponseItem, items_of, with_related
from naves.domains.strategies.queries.visibility import visible_responses
from naves.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class NeedResponses:
    """Responses to a need and to those merged into it: live ones first, by level; withdrawn ones apart.

    `level` is today's level of the need. `proposals` wait for somebody to confirm them.
    """

    level: int
    confirmed: tuple[ResponseItem, ...]
    contradicting: tuple[ResponseItem, ...]
    proposals: tuple[ResponseItem, ...]
    withdrawn: tuple[ResponseItem, ...]
    may_propose: bool


def responses_of_need(actor: Actor, need: Need, today: date) -> NeedResponses:
    """Return all that `actor` may see of what answers `need` (four queries)."""
    merged = Need.objects.filter(merged_into=need).values_list("pk", flat=True)
    chosen = visible_responses(actor).filter(need__in=[need.pk, *merged])
    items = items_of(actor, today, list(with_related(chosen).order_by("proposed_at", "pk")))
    live = [item for item in items if item.response.withdrawn_at is None]
    confirmed = [item for item in live if item.response.confirmed_at is not None]
    helping = [item for item in confirmed if not item.response.contradicts]
    return NeedResponses(
        level=max((item.level for item in helping), default=0),
        confirmed=tuple(sorted(helping, key=lambda item: -item.level)),
        contradicting=tuple(item for item in confirmed if item.response.contradicts),
        proposals=tuple(item for item in live if item.response.confirmed_at is None),
        withdrawn=tuple(item for item in items if item.response.withdrawn_at is not None),
        may_propose=may_propose(actor, need),
    )


def get_response(actor: Actor, response_id: uuid.UUID) -> Response:
    """Return the response with its need and target, or NotFound: what one may not see does not exist."""
    response = with_related(visible_responses(actor)).filter(pk=response_id).first()
    if response is None:
        raise NotFound("response", response_id)
    return response


def get_claim(actor: Actor, claim_id: uuid.UUID) -> LevelClaim:
    """Return the claim with its response, or NotFound."""
    claims = LevelClaim.objects.select_related("response__need__place", "reading__indicator")
    claim = claims.filter(pk=claim_id, response__in=visible_responses(actor)).first()
    if claim is None:
        raise NotFound("claim", claim_id)
    return claim
