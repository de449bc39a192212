"""Reads about organisations and on whose behalf a request acts."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, QuerySet, Value, When

from naves.domains.accounts.models import User
from naves.domains.organisations.access import ANONYMOUS, Actor, Grant
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.places.models import Place
from naves.kernel.errors import NotFound
from naves.kernel.paging import bad_cursor, decode_cursor, encode_cursor
from naves.kernel.text import fold

EXPORT_CHUNK = 1000


def actor_for(user: User | AnonymousUser, *, scopes: frozenset[str] | None = None, request_id: str = "") -> Actor:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFilter:
    """None or empty means no limit; ``text`` is looked for in the name, without accents."""

    kind: str | None = None
    place: Place | None = None
    text: str = ""
    with_closed: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """A page of organisations in the order of the Czech alphabet."""

    items: list[Organisation]
    next_cursor: str | None
    total: int


def organisation_list(
    by: OrganisationFilter | None = None, *, cursor: str | None = None, limit: int = 25
) -> OrganisationPage:
    """Return one page of organisations (two queries)."""
    chosen = organisations(by)
    page = chosen
    if cursor:
        name, pk = decode_cursor(cursor, size=2)
        page = chosen.filter(Q(name_sort__gt=name) | Q(name_sort=name, pk__gt=_uuid(pk, cursor)))
    rows = list(page[: limit + 1])
    more = rows[limit:] and encode_cursor((rows[limit - 1].name_sort, rows[limit - 1].pk.hex))
    return OrganisationPage(rows[:limit], more or None, chosen.count())


def organisations(by: OrganisationFilter | None = None) -> QuerySet[Organisation]:
    """Return the organisations that pass the filter, with their places."""
    by = by or OrganisationFilter()
    found = Organisation.objects.select_related("place").order_by("name_sort", "pk")
    if not by.with_closed:
        found = found.filter(closed_at=None)
    if by.kind:
        found = found.filter(kind=by.kind)
    if by.place is not None:
        within = Q(place=by.place) | Q(place__region=by.place) | Q(place__district=by.place) | Q(place__orp=by.place)
        found = found.filter(within)
    for word in fold(by.text).split():
        found = found.filter(name_folded__contains=word)
    return found


def get_organisation(identifier: uuid.UUID) -> Organisation:
    """Return an organisation with its place, or NotFound."""
    organisation = Organisation.objects.select_related("place").filter(pk=identifier).first()
    if organisation is None:
        raise NotFound("organisation", identifier)
    return organisation


def organisations_for_export(by: OrganisationFilter | None = None) -> Iterator[Organisation]:
    """Yield everything that the list would show, without holding it all in memory."""
    yield from organisations(by).iterator(chunk_size=EXPORT_CHUNK)


def get_membership(identifier: uuid.UUID) -> Membership:
    """Return a current membership or request with its person and organisation, or NotFound."""
    current = Membership.objects.filter(ended_at=None).select_related("user", "organisation__place")
    membership = current.filter(pk=identifier).first()
    if membership is None:
        raise NotFound("membership", identifier)
    return membership


def membership_in(organisation: Organisation, actor: Actor) -> Membership | None:
    """Return the actor's own membership or request, or None (one query)."""
    if actor.user_id is None:
        return None
    return Membership.objects.filter(organisation=organisation, user=actor.user_id, ended_at=None).first()


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return current members and open requests, managers first (one query)."""
    order = Case(
        When(approved_at=None, then=Value(0)),
        When(role=MemberRole.MANAGER, then=Value(1)),
        When(role=MemberRole.EDITOR, then=Value(2)),
        default=Value(3),
    )
    current = Membership.objects.filter(organisation=organisation, ended_at=None)
    return current.select_related("user", "organisation").order_by(order, "requested_at")


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return for whom a person acts or has asked to (one query)."""
    current = Membership.objects.filter(user=user, ended_at=None, organisation__closed_at=None)
    return current.select_related("organisation__place").order_by("organisation__name_sort")


def towns_of(actor: Actor) -> list[Place]:
    """Return the places that the actor's municipalities and regions govern (one query)."""
    governing = {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}
    ids = {grant.place_id for grant in actor.grants if grant.kind in governing and grant.place_id is not None}
    return list(Place.objects.filter(pk__in=ids).order_by("name_sort"))


def _uuid(text: object, cursor: str) -> uuid.UUID:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise bad_cursor(cursor) from None
