"""Which places a strategy covers."""

from collections.abc import Collection


def covers(covered: Collection[int], chain: Collection[int]) -> bool:
    """Whether a place is covered: itself or a unit of the territory above it is named, and nothing else counts.

    A strategy for a region covers its towns; the strategy of a town never covers its neighbours, and
    the seat of the owner covers nothing. `chain` holds the place and every unit above it.
    """
    return not set(covered).isdisjoint(chain)
