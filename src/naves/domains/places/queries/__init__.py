"""Reads about the territory."""

from naves.domains.places.queries.arrays import Municipalities, municipalities
from naves.domains.places.queries.finding import (
    find_place,
    place_index,
    place_label,
    places_meant,
    resolve_place,
    search_places,
)
from naves.domains.places.queries.lists import PlaceFilter, place_list, places_for_export
from naves.domains.places.queries.populations import population_as_of, population_history, populations_as_of
from naves.domains.places.queries.tree import (
    ancestors,
    children,
    municipalities_of,
    place_by_code,
    population_of,
    regions,
    totals,
    units,
)

__all__ = [
    "Municipalities",
    "PlaceFilter",
    "ancestors",
    "children",
    "find_place",
    "municipalities",
    "municipalities_of",
    "place_by_code",
    "place_index",
    "place_label",
    "place_list",
    "places_for_export",
    "places_meant",
    "population_as_of",
    "population_history",
    "population_of",
    "populations_as_of",
    "regions",
    "resolve_place",
    "search_places",
    "totals",
    "units",
]
