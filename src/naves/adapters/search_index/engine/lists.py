"""A sorted vocabulary with a list of numbers under each word."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """``names`` in order; the numbers of ``names[i]`` are ``numbers[starts[i]:starts[i + 1]]``."""

    names: Sequence[str]
    starts: Array
    numbers: Array

    def place(self, name: str) -> int | None:
        """Return where ``name`` stands, or None."""
        at = bisect_left(self.names, name)
        return at if at < len(self.names) and self.names[at] == name else None

    def of(self, name: str) -> Array:
        """Return the numbers of ``name``; none where it is unknown."""
        at = self.place(name)
        return self.numbers[:0] if at is None else self.at(at)

    def at(self, place: int) -> Array:
        return self.numbers[self.starts[place] : self.starts[place + 1]]

    def span(self, prefix: str) -> range:
        """Return the places of the names that begin with ``prefix``."""
        return range(bisect_left(self.names, prefix), bisect_left(self.names, prefix + _LAST))


def lists_of(pairs: Mapping[str, Sequence[int]], dtype: Any = np.uint32) -> Lists:
    """Return the vocabulary of ``pairs``."""
    names = sorted(pairs)
    sizes = np.fromiter((len(pairs[name]) for name in names), np.int64, len(names))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    numbers = np.fromiter(_flat(pairs, names), dtype, int(starts[-1]))
    return Lists(names, starts, numbers)


def _flat(pairs: Mapping[str, Sequence[int]], names: list[str]) -> Iterator[int]:
    for name in names:
        yield from pairs[name]
