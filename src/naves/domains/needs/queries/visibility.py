"""Which needs who may see, as a query: the same answer as ``permissions.may(actor, Action.VIEW, need)``."""

from django.db.models import Q, QuerySet

from naves.domains.needs.models import Need
from naves.domains.needs.permissions import READ
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind

_GOVERNING = {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}


def visible_needs(actor: Actor) -> QuerySet[Need]:
    """Return what ``actor`` may see: all that ever was published, one's own, and those of one's territory."""
    needs = Need.objects.all()
    if actor.scopes is not None and READ not in actor.scopes:
        return needs.none()
    if actor.is_analyst or actor.is_administrator:
        return needs
    seen = Q(published_at__isnull=False)
    if actor.user_id is not None:
        seen |= Q(created_by_id=actor.user_id)
    if governed := governed_places(actor):
        seen |= Q(place__in=governed) | Q(place__district__in=governed) | Q(place__region__in=governed)
    return needs.filter(seen)


def governed_places(actor: Actor) -> set[int]:
    """Return the municipalities and regions for which ``actor`` edits."""
    return {
        grant.place_id
        for grant in actor.grants
        if grant.place_id is not None and grant.kind in _GOVERNING and grant.at_least(MemberRole.EDITOR)
    }
