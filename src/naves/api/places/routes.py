"""The territory."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from naves.api.paging import Paged, link_next, slice_by
from naves.api.places.schemas import Count, PlaceDetail, PlaceFilters, PlaceOut, PlacePage, PopulationOut, fields
from naves.api.refs import Day, PlaceRef, day_or_today, place_or_none
from naves.domains.places import queries
from naves.domains.places.models import Place

router = Router()


@router.get("", response=PlacePage, summary="List places")
def list_places(
    request: HttpRequest, response: HttpResponse, filters: Annotated[PlaceFilters, Query()], page: Paged
) -> PlacePage:
    """Municipalities by default; other levels by `level`."""
    by = queries.PlaceFilter(
        level=filters.level,
        within=place_or_none(filters.within, field="within"),
        size_class=filters.size_class,
        text=filters.text,
    )
    found = queries.place_list(by, sort=filters.sort, cursor=page.cursor or None, limit=page.limit)
    return PlacePage(
        items=[PlaceOut.of(place) for place in found.items],
        next=link_next(request, response, found.next_cursor),
        total=found.total,
    )


@router.get("/{code}", response=PlaceDetail, summary="One place")
def get_place(request: HttpRequest, code: str) -> PlaceDetail:
    """Return a unit of any level by its official code."""
    place = queries.place_by_code(code)
    return PlaceDetail(**fields(place), above=[PlaceRef.of(unit) for unit in queries.ancestors(place)])


@router.get("/{code}/children", response=PlacePage, summary="The units right below")
def list_children(request: HttpRequest, response: HttpResponse, code: str, page: Paged) -> PlacePage:
    """In alphabetical order; a municipality has none."""
    below = queries.children(queries.place_by_code(code)).select_related("region", "district", "orp")
    shown, cursor = slice_by(below, ("name_sort", "id"), page)
    return PlacePage(
        items=[PlaceOut.of(place) for place in shown], next=link_next(request, response, cursor), total=below.count()
    )


@router.get("/{code}/population", response=PopulationOut, summary="How many people live there")
def get_population(request: HttpRequest, code: str, as_of: Day | None = None) -> PopulationOut:
    """As it was known at the end of the day, by default today."""
    place, day = queries.place_by_code(code), day_or_today(as_of)
    history = queries.population_history(place)
    return PopulationOut(
        place=PlaceRef.of(place),
        as_of=day,
        people=_people(place, queries.populations_as_of(day, _municipalities(place))),
        counts=[Count(reference_date=row.reference_date, people=row.people, source=row.source) for row in history],
    )


def _municipalities(place: Place) -> list[int]:
    return list(queries.municipalities_of(place).values_list("pk", flat=True))


def _people(place: Place, known: dict[int, int]) -> int | None:
    return sum(known.values()) if known else None
