"""Reads about tenants and grants, as the one who asks may see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from naves.domains.accounts.models import ApiToken
from naves.domains.catalogue.enums import SubjectKind
from naves.domains.catalogue.models import Grant, Tenant
from naves.domains.catalogue.permissions import Action, may
from naves.domains.catalogue.rules.grants import stands
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.kernel.clock import prague_date
from naves.kernel.errors import NotFound

State = Literal["stands", "not_yet", "over", "revoked"]


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as a list shows it."""

    grant: Grant
    state: State


def visible_tenants(actor: Actor, *, at: datetime) -> QuerySet[Tenant]:
    """Return the open tenants that the one who asks owns, may read something of, or looks after."""
    found = Tenant.objects.filter(closed_at=None).select_related("owner").order_by("title", "pk")
    if actor.is_administrator:
        return found
    organisations = [each.organisation_id for each in actor.grants]
    granted = Grant.objects.filter(_standing(at) & _names(actor))
    return found.filter(
        Q(owner__in=organisations)
        | Q(pk__in=granted.filter(tenant__isnull=False).values("tenant"))
        | Q(bindings__dataset__in=granted.filter(dataset__isnull=False).values("dataset"))
    ).distinct()


def get_tenant(actor: Actor, name: str, *, at: datetime) -> Tenant:
    """Return a tenant that ``actor`` sees, or NotFound: who sees nothing of it learns nothing of it."""
    tenant = visible_tenants(actor, at=at).filter(name=name).first()
    if tenant is None:
        raise NotFound("tenant", name)
    return tenant


def grants_of(actor: Actor, tenant: Tenant, *, at: datetime) -> list[GrantLine]:
    """Return all grants of a tenant, standing ones first; nothing to those who may not see them."""
    if not may(actor, Action.SEE_GRANTS, tenant.owner_id):
        return []
    rows = tenant.grants.select_related("organisation", "person", "application__user", "given_by", "revoked_by")
    lines = [GrantLine(each, state(each, at)) for each in rows.order_by("-given_at", "-pk")]
    return sorted(lines, key=lambda line: line.state != "stands")


def get_grant(actor: Actor, tenant: Tenant, identifier: UUID) -> Grant:
    """Return a grant of a tenant that ``actor`` may see, or NotFound."""
    found = tenant.grants.select_related("organisation", "person", "application", "tenant", "dataset")
    grant = found.filter(pk=identifier).first() if may(actor, Action.SEE_GRANTS, tenant.owner_id) else None
    if grant is None:
        raise NotFound("grant", identifier)
    return grant


def state(grant: Grant, at: datetime) -> State:
    """Return how a grant stands at a moment."""
    if grant.revoked_at is not None and grant.revoked_at <= at:
        return "revoked"
    if stands(grant, at):
        return "stands"
    return "not_yet" if grant.first_day is not None and grant.first_day > prague_date(at) else "over"


def programs_of(actor: Actor, owner_id: UUID, *, at: datetime) -> QuerySet[ApiToken]:
    """Return the tokens that a grant may be given to: those of the owner's people, and the actor's own."""
    people = Q(user__memberships__organisation=owner_id, user__memberships__ended_at=None)
    own = Q(user=actor.user_id)
    found = ApiToken.objects.filter(people | own, revoked_at=None, expires_at__gt=at).distinct()
    return found.select_related("user").order_by("name", "pk")


def founding_organisations(actor: Actor) -> list[UUID]:
    """Return the organisations for which the one who asks may found a tenant."""
    return [each.organisation_id for each in actor.grants if each.at_least(MemberRole.MANAGER)]


def _standing(at: datetime) -> Q:
    day = prague_date(at)
    return (
        (Q(revoked_at=None) | Q(revoked_at__gt=at))
        & (Q(first_day=None) | Q(first_day__lte=day))
        & (Q(last_day=None) | Q(last_day__gte=day))
    )


def _names(actor: Actor) -> Q:
    named = Q(subject_kind=SubjectKind.PUBLIC)
    if not actor.is_anonymous:
        named |= Q(subject_kind=SubjectKind.SIGNED_IN) | Q(person=actor.user_id)
        named |= Q(organisation__in=[each.organisation_id for each in actor.grants])
    return named
