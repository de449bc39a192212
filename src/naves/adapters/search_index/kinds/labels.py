"""Pairs of facet and value as documents carry them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from naves.kernel.clock import prague_date

Labels = tuple[tuple[str, str], ...]


def labels(**facets: Iterable[str | None]) -> Labels:
    """Return the pairs of all values that there are."""
    return tuple((facet, value) for facet, values in facets.items() for value in dict.fromkeys(values) if value)


def by_facet(pairs: Labels) -> Mapping[str, Sequence[str]]:
    """Return facet → values."""
    found: dict[str, list[str]] = {}
    for facet, value in pairs:
        found.setdefault(facet, []).append(value)
    return found


def year(day: date | datetime | None) -> str:
    """Return the year in Prague, or nothing."""
    if isinstance(day, datetime):
        day = prague_date(day)
    return str(day.year) if day else ""
