"""What the hub has to know of tenants, tokens and grants, as the hub's own plain values.

Names of subjects: ``user:ID``, ``application:ID`` (a token), ``organisation:ID``, and ``organisation:ID/editor`` for
those who hold that role or more. The owner's own people need no grant: members read, editors write, managers manage.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from naves.domains.accounts.models import ApiToken
from naves.domains.catalogue.enums import SubjectKind
from naves.domains.catalogue.models import Grant, Tenant, TypeBinding
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Membership
from naves.hub.access.control import Control, GivenGrant, TenantOwner, TokenHolder
from naves.hub.access.grants import PUBLIC, SIGNED_IN

READ, WRITE = "hub:read", "hub:write"
_PRAGUE: Final = ZoneInfo("Europe/Prague")
_OWNERS: Final = {MemberRole.MEMBER: "read", MemberRole.EDITOR: "write", MemberRole.MANAGER: "manage"}


def control() -> Control:
    """Return everything that decides who may do what in the hub, as it stands now (five queries)."""
    tenants = list(Tenant.objects.filter(closed_at=None).order_by("pk"))
    return Control(
        tenants=tuple(TenantOwner(each.name, f"organisation:{each.owner_id}") for each in tenants),
        tokens=tuple(_tokens()),
        grants=(*_owners(tenants), *_given()),
    )


def names_of(actor: Actor) -> frozenset[str]:
    """Return the names that grants may call somebody by who is at a page."""
    if actor.is_anonymous:
        return frozenset({PUBLIC})
    roles = ((each.organisation_id, each.role) for each in actor.grants)
    return frozenset({PUBLIC, SIGNED_IN, f"user:{actor.user_id}", *_organisations(roles)})


def _tokens() -> Iterator[TokenHolder]:
    tokens = ApiToken.objects.filter(revoked_at=None, user__is_active=True).order_by("pk")
    holders = [each for each in tokens if {READ, WRITE} & set(each.scopes)]
    roles = defaultdict(list)
    for user, organisation, role in Membership.objects.filter(
        user__in={each.user_id for each in holders},
        approved_at__isnull=False,
        ended_at=None,
        organisation__closed_at=None,
    ).values_list("user_id", "organisation_id", "role"):
        roles[user].append((organisation, MemberRole(role)))
    for token in holders:
        own = {PUBLIC, SIGNED_IN, f"user:{token.user_id}", f"application:{token.pk}"}
        yield TokenHolder(
            digest=token.digest,
            names=tuple(sorted(own | _organisations(roles[token.user_id]))),
            writer=f"application:{token.pk}",
            ceiling="manage" if WRITE in token.scopes else "read",
            expires=_micros(token.expires_at),
        )


def _organisations(roles: Iterable[tuple[UUID, MemberRole]]) -> set[str]:
    names = set()
    ranked = list(MemberRole)
    for organisation, role in roles:
        names.add(f"organisation:{organisation}")
        names |= {f"organisation:{organisation}/{each}" for each in ranked[: ranked.index(role) + 1]}
    return names


def _owners(tenants: Iterable[Tenant]) -> Iterator[GivenGrant]:
    for tenant in tenants:
        for role, action in _OWNERS.items():
            yield GivenGrant("", tenant.name, f"organisation:{tenant.owner_id}/{role}", action, {})


def _given() -> Iterator[GivenGrant]:
    bound = defaultdict(list)
    for dataset, tenant, kind in TypeBinding.objects.filter(tenant__closed_at=None).values_list(
        "dataset_id", "tenant__name", "type"
    ):
        bound[dataset].append((tenant, kind))
    of_open = Q(tenant__closed_at=None, tenant__isnull=False) | Q(dataset__isnull=False)
    for grant in Grant.objects.filter(of_open, revoked_at=None).select_related("tenant").order_by("pk"):
        if grant.tenant is not None:
            yield _grant(grant, grant.tenant.name, grant.types)
            continue
        assert grant.dataset_id is not None  # noqa: S101 - a grant has one target, says the database
        by_tenant = defaultdict(list)
        for tenant, kind in bound[grant.dataset_id]:
            by_tenant[tenant].append(kind)
        for tenant, types in sorted(by_tenant.items()):
            yield _grant(grant, tenant, sorted(types))


def _grant(grant: Grant, tenant: str, types: list[str]) -> GivenGrant:
    target = {"types": types, "ids": grant.ids, "scopeQ": grant.scope}
    return GivenGrant(
        key=str(grant.pk),
        tenant=tenant,
        subject=_subject(grant),
        action=grant.action,
        target={name: value for name, value in target.items() if value},
        purpose=grant.purpose,
        starts=_day(grant.first_day) if grant.first_day else None,
        ends=_day(grant.last_day + timedelta(days=1)) if grant.last_day else None,
    )


def _subject(grant: Grant) -> str:
    return {
        SubjectKind.PUBLIC: PUBLIC,
        SubjectKind.SIGNED_IN: SIGNED_IN,
        SubjectKind.ORGANISATION: f"organisation:{grant.organisation_id}",
        SubjectKind.PERSON: f"user:{grant.person_id}",
        SubjectKind.APPLICATION: f"application:{grant.application_id}",
    }[SubjectKind(grant.subject_kind)]


def _day(day: date) -> int:
    return _micros(datetime.combine(day, time.min, _PRAGUE))


def _micros(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond
