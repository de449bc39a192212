"""What waits at the desk, in the order in which it is handed out."""

import uuid
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from naves.domains.needs.models import Need
from naves.domains.needs.queries.visibility import governed_places
from naves.domains.organisations.access import Actor
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.queries import municipalities_of
from naves.domains.strategies.matching.models import MatchClaim, MatchJudgement, MatchSuggestion

_WITH = ("need__place", "measure__version__strategy__owner", "measure__goal")


def suggestions_for(actor: Actor) -> QuerySet[MatchSuggestion]:
    """Return the suggested pairs that ``actor`` may judge: all for an analyst, else those of the governed places."""
    rows = MatchSuggestion.objects.all()
    if actor.is_analyst:
        return rows
    governed = governed_places(actor)
    return rows.filter(Q(place__in=governed) | Q(place__district__in=governed) | Q(region__in=governed))


def waiting_for(actor: Actor, at: datetime, *, sampled: bool, limit: int) -> list[MatchSuggestion]:
    """Return open pairs that ``actor`` has not judged and that others do not fill, the most useful first.

    Pairs of the sample come in the order of their lots, so that those judged so far are a random sample of all;
    a town knows only its own pairs, so the sample is for analysts.
    """
    if sampled:
        ways: list[dict[str, object]] = [{}] if actor.is_analyst else []
    else:
        ways = [{}] if actor.is_analyst else [_way(place) for place in _governed(actor)]
    here = {"suggestion": OuterRef("pk"), "until__gt": at}
    looked_at = MatchClaim.objects.filter(**here).order_by().values("suggestion").annotate(n=Count("pk")).values("n")
    mine = MatchJudgement.objects.filter(
        judge_id=actor.user_id, need=OuterRef("need"), measure=OuterRef("measure"), undone_at=None
    )
    order = ("draw", "id") if sampled else ("-usefulness", "id")
    wanted = 2 if sampled else 1
    found: dict[int, MatchSuggestion] = {}
    for way in ways:
        # By one value of one column, so that an index gives the order and nothing else is read.
        rows = MatchSuggestion.objects.filter(~Exists(mine), is_open=True, sampled=sampled, **way)
        rows = rows.filter(given__lt=wanted - Coalesce(Subquery(looked_at), 0)).order_by(*order)
        found |= {row.pk: row for row in rows[:limit]}
    return sorted(found.values(), key=lambda row: row.draw if sampled else -row.usefulness)[:limit]


def whole(suggestion: MatchSuggestion) -> MatchSuggestion:
    """Return the pair with its need, place, measure, goal, strategy and owner (one query)."""
    return MatchSuggestion.objects.select_related(*_WITH).get(pk=suggestion.pk)


def _governed(actor: Actor) -> list[Place]:
    return list(Place.objects.filter(pk__in=governed_places(actor)))


def _way(place: Place) -> dict[str, object]:
    if place.level == PlaceLevel.REGION:
        return {"region_id": place.pk}
    if place.level == PlaceLevel.MUNICIPALITY:
        return {"place_id": place.pk}
    return {"place_id__in": list(municipalities_of(place).values_list("pk", flat=True))}


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
