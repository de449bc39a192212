"""Reads about the territory."""

from naves.domains.places.queries.arrays import Municipalities, municipalities
from naves.domains.places.queries.finding import (
    find_place,
    place_index,
    resolve_place,
    search_places,
)
from naves.domains.places.queries.populations import population_as_of, population_history, populations_as_of
from naves.domains.places.queries.tree import (
    ancestors,
    children,
    municipalities_of,
    place_by_code,
    regions,
    totals,
)

__all__ = [
    "Municipalities",
    "ancestors",
    "children",
    "find_place",
    "municipalities",
    "municipalities_of",
    "place_by_code",
    "place_index",
    "population_as_of",
    "population_history",
    "populations_as_of",
    "regions",
    "resolve_place",
    "search_places",
    "totals",
]
