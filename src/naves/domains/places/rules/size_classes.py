"""Size classes of municipalities."""

from bisect import bisect_right

from naves.domains.places.enums import SizeClass

LOWER_BOUNDS = (500, 2_000, 5_000, 20_000, 100_000)


def size_class(people: int | None) -> SizeClass | None:
    """Return the class of a place with so many ``people``; None where nobody is known to live."""
    return None if people is None else SizeClass(bisect_right(LOWER_BOUNDS, people))
