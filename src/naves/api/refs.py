"""Records as other records name them, and the places that requests name by code."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from naves.api.texts import Text
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.kernel.clock import today
from naves.kernel.errors import Problem, Refused, gettext_noop

PlaceCode = Annotated[
    Text,
    Field(description="Official code: ČSÚ of a municipality, LAU or NUTS above.", max_length=12, examples=["503444"]),
]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class PlaceRef(Schema):
    """A unit of the territory."""

    code: str = Field(examples=["503444"])
    name: str = Field(examples=["Litovel"])
    level: PlaceLevel

    @classmethod
    def of(cls, place: Place) -> "PlaceRef":
        """Name ``place``."""
        return cls(code=place.code, name=place.name, level=PlaceLevel(place.level))


class OrganisationRef(Schema):
    """An organisation."""

    id: UUID
    name: str
    kind: OrganisationKind

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationRef":
        """Name ``organisation``."""
        return cls(id=organisation.pk, name=organisation.name, kind=OrganisationKind(organisation.kind))


def place_ref(place: Place | None) -> PlaceRef | None:
    """Name ``place``, where there is one."""
    return None if place is None else PlaceRef.of(place)


def place_named(code: str, *, field: str = "place") -> Place:
    """Return the place with this code, or refuse the field that names it."""
    return places_named([code], field=field)[0]


def place_or_none(code: str, *, field: str = "place") -> Place | None:
    """Return the place with this code, None for no code."""
    return place_named(code, field=field) if code else None


def places_named(codes: list[str], *, field: str = "places") -> list[Place]:
    """Return the places with these codes in their order (one query), or refuse the codes that nothing has."""
    rows = Place.objects.select_related("region", "district", "orp").filter(code__in=codes)
    found = {place.code: place for place in rows}
    if problems := [unknown_place(code, field) for code in codes if code not in found]:
        raise Refused(problems)
    return [found[code] for code in dict.fromkeys(codes)]


def unknown_place(code: object, field: str, *, row: int | None = None) -> Problem:
    """Return the problem of a code that nothing has."""
    return Problem(
        code="place_unknown",
        field=field,
        value=code,
        message=gettext_noop("There is no place with the code “%(code)s”."),
        params={"code": code},
        remedy=gettext_noop("Find the code in the list of places: GET /api/v1/places?text=…"),
        row=row,
    )


def organisation_or_none(identifier: UUID | None) -> UUID | None:
    """Return the identifier of an organisation that exists, None for none."""
    if identifier is not None and not Organisation.objects.filter(pk=identifier).exists():
        raise Refused(unknown_organisation(identifier))
    return identifier


def unknown_organisation(identifier: UUID, *, row: int | None = None) -> Problem:
    """Return the problem of an identifier that no organisation has, or none that the caller acts for."""
    return Problem(
        code="organisation_unknown",
        field="organisation",
        value=str(identifier),
        message=gettext_noop("There is no organisation with the identifier “%(value)s” that you act for."),
        params={"value": str(identifier)},
        remedy=gettext_noop("See GET /api/v1/me for whom you act."),
        row=row,
    )


def day_or_today(day: date | None) -> date:
    """Return the day asked for, by default today in Prague."""
    return day or today()
