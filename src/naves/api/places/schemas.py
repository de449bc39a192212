"""Places as JSON."""

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import PlaceRef, place_ref
from naves.api.texts import Text
from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place

Sort = Literal["name", "-name", "population", "-population"]


class PlaceFilters(Schema):
    """What the list may be narrowed by."""

    level: PlaceLevel = Field(PlaceLevel.MUNICIPALITY, description="Level of the territory.")
    within: Text = Field("", max_length=12, description="Code of a unit above: only what lies in it.")
    size_class: int | None = Field(None, ge=0, le=5, description="0: under 500 people … 5: 100,000 and more.")
    text: Text = Field("", max_length=120, description="Part of the name, accents and case aside, or the code.")
    sort: Sort = Field("name", description="A minus turns the order round.")


class PlaceOut(Schema):
    """A unit of the territory. `population` is the latest known of a municipality."""

    code: str = Field(examples=["503444"])
    name: str = Field(examples=["Litovel"])
    level: PlaceLevel
    kind: MunicipalityKind | None = Field(
        description="O municipality, T township, M town, S statutory city, H capital, U military district."
    )
    orp: PlaceRef | None
    district: PlaceRef | None
    region: PlaceRef | None
    population: int | None
    size_class: int | None
    longitude: float | None = Field(description="Degrees, WGS 84.")
    latitude: float | None = Field(description="Degrees, WGS 84.")
    area_ha: float | None
    ico: str = Field(description="Number of the legal person, eight digits, empty where unknown.")

    @classmethod
    def of(cls, place: Place) -> "PlaceOut":
        """Show ``place``, which came with its region, district and ORP."""
        return cls(**fields(place))


class PlaceDetail(PlaceOut):
    """A unit with those above it, from the state down."""

    above: list[PlaceRef]


class PlacePage(Page[PlaceOut]):
    """A page of places."""


class Count(Schema):
    """People counted on a day, and from where that is known."""

    reference_date: date
    people: int
    source: str


class PopulationOut(Schema):
    """People as of a day; of a larger unit, the sum of its municipalities. `counts`: all on record of this unit."""

    place: PlaceRef
    as_of: date
    people: int | None
    counts: list[Count]


def fields(place: Place) -> dict[str, Any]:
    """Return what every view of a place shows."""
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level,
        "kind": place.kind or None,
        "orp": place_ref(place.orp),
        "district": place_ref(place.district),
        "region": place_ref(place.region),
        **{name: getattr(place, name) for name in OWN},
    }


OWN = ("population", "size_class", "longitude", "latitude", "area_ha", "ico")
