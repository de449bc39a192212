"""Reads about organisations and on whose behalf a request acts."""

from django.contrib.auth.models import AnonymousUser

from naves.domains.accounts.models import User
from naves.domains.organisations.access import ANONYMOUS, Actor, Grant
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership


def actor_for(
    user: User | AnonymousUser, *, scopes: frozenset[str] | None = None, request_id: str = ""
) -> Actor:
    """Return the actor behind a signed-in user, with approved and current memberships (one query)."""
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    rows = Membership.objects.filter(
        user=user, approved_at__isnull=False, ended_at=None, organisation__closed_at=None
    ).values_list("organisation_id", "organisation__kind", "role", "organisation__place_id")
    grants = tuple(
        Grant(organisation_id, OrganisationKind(kind), MemberRole(role), place_id)
        for organisation_id, kind, role, place_id in rows
    )
    return Actor(user.pk, grants, user.is_superuser, scopes, request_id)
