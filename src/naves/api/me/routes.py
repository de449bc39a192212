"""Whose token this is and what it may do."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from naves.api.access import actor_of, token_of
from naves.api.refs import OrganisationRef, PlaceRef, place_ref
from naves.domains.accounts.models import User
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.queries import memberships_of
from naves.kernel.errors import NotAllowed

router = Router()


class TokenOut(Schema):
    """The token itself, without its secret."""

    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime


class MembershipOut(Schema):
    """For whom the owner of the token acts."""

    organisation: OrganisationRef
    place: PlaceRef | None
    role: MemberRole


class Me(Schema):
    """The owner of the token."""

    id: UUID
    name: str
    email: str
    language: str
    is_administrator: bool
    is_analyst: bool = Field(description="Edits for the ministry, and so may act for any town.")
    memberships: list[MembershipOut]
    token: TokenOut


@router.get("", response=Me, summary="Who am I")
def get_me(request: HttpRequest) -> Me:
    """Needs a token; 401 without one."""
    actor, token = actor_of(request), token_of(request)
    if token is None:
        raise NotAllowed("view", "user", "nobody is signed in")
    user: User = token.user
    return Me(
        id=user.pk,
        name=user.name,
        email=user.email,
        language=user.language,
        is_administrator=actor.is_administrator,
        is_analyst=actor.is_analyst,
        memberships=[
            MembershipOut(
                organisation=OrganisationRef.of(one.organisation),
                place=place_ref(one.organisation.place),
                role=MemberRole(one.role),
            )
            for one in memberships_of(user)
            if one.approved_at is not None
        ],
        token=TokenOut(name=token.name, scopes=token.scopes, created_at=token.created_at, expires_at=token.expires_at),
    )
