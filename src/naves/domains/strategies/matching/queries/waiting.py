"""What waits at the desk, in the order in which it is handed out."""

import uuid
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from naves.domains.needs.models import Need
from naves.domains.needs.queries.visibility import governed_places
from naves.domains.organisations.access import Actor
from naves.domains.strategies.matching.models import MatchClaim, MatchJudgement, MatchSuggestion

_WITH = ("need__place", "measure__version__strategy__owner", "measure__goal")


def suggestions_for(actor: Actor) -> QuerySet[MatchSuggestion]:
    """Return the suggested pairs that ``actor`` may judge: all for an analyst, else those of the governed places."""
    rows = MatchSuggestion.objects.all()
    if actor.is_analyst:
        return rows
    governed = governed_places(actor)
    if not governed:
        return rows.none()
    inside = Q(place__in=governed) | Q(place__district__in=governed) | Q(place__region__in=governed)
    return rows.filter(inside)


def waiting_for(actor: Actor, at: datetime, *, sampled: bool) -> QuerySet[MatchSuggestion]:
    """Return the open pairs that ``actor`` has not judged and that others do not fill, the most useful first.

    Pairs of the sample come in the order of their lots, so that those judged so far are a random sample of all.
    """
    here = {"suggestion": OuterRef("pk"), "until__gt": at}
    looked_at = MatchClaim.objects.filter(**here).order_by().values("suggestion").annotate(n=Count("pk")).values("n")
    mine = MatchJudgement.objects.filter(
        judge_id=actor.user_id, need=OuterRef("need"), measure=OuterRef("measure"), undone_at=None
    )
    rows = suggestions_for(actor).filter(~Exists(mine), is_open=True, sampled=sampled)
    wanted = 2 if sampled else 1
    rows = rows.filter(given__lt=wanted - Coalesce(Subquery(looked_at), 0))
    order = ("draw", "id") if sampled else ("-usefulness", "id")
    return rows.select_related(*_WITH).order_by(*order)


def held_by(user_id: uuid.UUID, at: datetime) -> MatchSuggestion | None:
    """Return the open pair that somebody is looking at, or None."""
    claims = MatchClaim.objects.filter(user_id=user_id, until__gt=at, suggestion__is_open=True)
    found = claims.select_related(*(f"suggestion__{name}" for name in _WITH)).order_by("-until").first()
    return None if found is None else found.suggestion


def needs_in_reach(actor: Actor) -> QuerySet[Need]:
    """Return the needs whose pairs ``actor`` may judge."""
    if actor.is_analyst:
        return Need.objects.all()
    governed = governed_places(actor)
    return Need.objects.filter(Q(place__in=governed) | Q(place__district__in=governed) | Q(place__region__in=governed))
