"""One need with all that its page shows."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from naves.domains.needs.models import AffectedGroup, Evidence, Need
from naves.domains.needs.permissions import KIND, Action, allowed_actions, may
from naves.domains.needs.queries.followers import follower_ids
from naves.domains.needs.queries.items import ThemeShare, groups_of, shares_of
from naves.domains.needs.queries.visibility import visible_needs
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotFound

MOST_EVIDENCE = 200
"""A page shows no more; the count tells how many there are."""


@dataclass(frozen=True, slots=True)
class NeedDetail:
    """``evidence``: of the need and of all merged into it, the newest first. ``merged``: those that may be seen."""

    need: Need
    themes: tuple[ThemeShare, ...]
    groups: tuple[AffectedGroup, ...]
    evidence: list[Evidence]
    evidence_count: int
    merged: list[Need]
    follower_count: int
    is_followed: bool
    actions: frozenset[Action]


def get_need(actor: Actor, need_id: uuid.UUID) -> Need:
    """Return the need with its place, or NotFound: what one may not see does not exist (one query)."""
    try:
        related = ("place__district", "place__region", "place__orp", "organisation", "merged_into")
        return visible_needs(actor).select_related(*related).get(pk=need_id)
    except Need.DoesNotExist:
        raise NotFound(KIND, need_id) from None


def need_detail(actor: Actor, need_id: uuid.UUID) -> NeedDetail:
    """Return the need with all that belongs to it, in eight queries whatever their number."""
    need = get_need(actor, need_id)
    evidence = _evidence_of(need)
    shown = list(evidence.order_by("-occurred_on", "-pk")[: MOST_EVIDENCE + 1])
    followers = follower_ids(need.pk)
    return NeedDetail(
        need=need,
        themes=shares_of([need.pk])[need.pk],
        groups=groups_of([need.pk])[need.pk],
        evidence=shown[:MOST_EVIDENCE],
        evidence_count=evidence.count() if len(shown) > MOST_EVIDENCE else len(shown),
        merged=list(visible_needs(actor).filter(merged_into=need).order_by("listed_at", "pk")),
        follower_count=len(followers),
        is_followed=actor.user_id in followers,
        actions=allowed_actions(actor, need),
    )


def get_evidence(actor: Actor, evidence_id: uuid.UUID) -> Evidence:
    """Return evidence of a need that the actor may see, or of an inbox of theirs; else NotFound."""
    evidence = Evidence.objects.select_related("place", "need__place").filter(pk=evidence_id).first()
    if evidence is None or not _may_see(actor, evidence):
        raise NotFound("evidence", evidence_id)
    return evidence


def _may_see(actor: Actor, evidence: Evidence) -> bool:
    if evidence.need is not None:
        return may(actor, Action.VIEW, evidence.need)
    return may(actor, Action.SEE_INBOX, place=evidence.place)


def _evidence_of(need: Need) -> QuerySet[Evidence]:
    merged = list(Need.objects.filter(merged_into=need).values_list("pk", flat=True))
    return Evidence.objects.filter(need__in=[need.pk, *merged]).select_related("need")
