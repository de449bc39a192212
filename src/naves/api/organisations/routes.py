"""Who takes part: towns, regions, the ministry, companies, universities, associations."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from naves.api.paging import Page, Paged, link_next
from naves.api.refs import PlaceRef, place_or_none, place_ref
from naves.api.texts import Text
from naves.domains.organisations import queries
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.organisations.models import Organisation

router = Router()


class OrganisationFilters(Schema):
    """What the list may be narrowed by."""

    kind: OrganisationKind | None = None
    place: Text = Field("", max_length=12, description="Code of a place: those that lie in it or govern it.")
    text: Text = Field("", max_length=200, description="Words in the name, accents and case aside.")
    with_closed: bool = False


class OrganisationOut(Schema):
    """An organisation. Its members are shown on its page only, to those who may see them."""

    id: UUID
    kind: OrganisationKind
    name: str
    ico: str
    place: PlaceRef | None = Field(description="What a municipality or region governs; the seat of others.")
    website: str
    description: str
    created_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationOut":
        """Show ``organisation``, which came with its place."""
        own = ("kind", "name", "ico", "website", "description", "created_at", "closed_at")
        return cls(
            id=organisation.pk,
            place=place_ref(organisation.place),
            **{name: getattr(organisation, name) for name in own},
        )


class OrganisationPage(Page[OrganisationOut]):
    """A page of organisations in the order of the Czech alphabet."""


@router.get("", response=OrganisationPage, summary="List organisations")
def list_organisations(
    request: HttpRequest, response: HttpResponse, filters: Annotated[OrganisationFilters, Query()], page: Paged
) -> OrganisationPage:
    """Open ones by default."""
    by = queries.OrganisationFilter(
        kind=filters.kind, place=place_or_none(filters.place), text=filters.text, with_closed=filters.with_closed
    )
    found = queries.organisation_list(by, cursor=page.cursor or None, limit=page.limit)
    return OrganisationPage(
        items=[OrganisationOut.of(one) for one in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.get("/{uuid:organisation_id}", response=OrganisationOut, summary="One organisation")
def get_organisation(request: HttpRequest, organisation_id: UUID) -> OrganisationOut:
    """Closed ones keep their records."""
    return OrganisationOut.of(queries.get_organisation(organisation_id))
