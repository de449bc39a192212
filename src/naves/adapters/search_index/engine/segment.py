"""A part of the index: documents in rows, postings in columns. Nothing in it changes once it is built."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from naves.adapters.search_index.engine.lists import Array, Lists

FACET = "f\x1f"
KEY = "k\x1f"
OWNER = "o\x1f"
BETWEEN = "\x1f"
LEVELS = 127
"""Impacts are kept in seven bits; the eighth says that the term stands in the title."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A facet by row: ``first`` is the number of a value, or how many values there are where a row has none.

    ``more``: further values of rows that have several, by ``more_rows``.
    """

    values: list[str]
    first: Array
    more_rows: Array
    more: Array


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Rows: identifiers (kind number and identifier as bytes), kinds, public, boost, title_terms (distinct ones).

    terms: term → rows, with ``impacts`` beside. forms: written form, or "~" and a stem → terms by place.
    spellings: how a form is best shown, by the place of the form. labels: facets, keys and owners → rows.
    """

    identifiers: Array
    kinds: Array
    public: Array
    boost: Array
    title_terms: Array
    terms: Lists
    impacts: Array
    forms: Lists
    spellings: list[str]
    labels: Lists
    grams: Lists
    _facets: dict[str, Column] = field(default_factory=dict)
    _order: list[Array] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.identifiers)

    def postings(self, place: int) -> tuple[Array, Array]:
        """Return rows and raw impacts of the term at ``place``."""
        part = slice(self.terms.starts[place], self.terms.starts[place + 1])
        return self.terms.numbers[part], self.impacts[part]

    def facet(self, name: str) -> Column:
        """Return a facet by row."""
        if name not in self._facets:
            prefix = FACET + name + BETWEEN
            places = self.labels.span(prefix)
            values = [self.labels.names[at].removeprefix(prefix) for at in places]
            low, high = self.labels.starts[places.start], self.labels.starts[places.stop]
            rows = self.labels.numbers[low:high]
            which = np.repeat(
                np.arange(len(values), dtype=np.uint16), np.diff(self.labels.starts[places.start : places.stop + 1])
            )
            first = np.full(len(self), len(values), np.uint16)
            # Written from the last to the first, so that the first value of a row stays.
            first[rows[::-1]] = which[::-1]
            more = which != first[rows]
            self._facets[name] = Column(values, first, rows[more], which[more])
        return self._facets[name]

    def rows(self, keys: list[bytes]) -> Array:
        """Return the rows of those of ``keys`` that are here."""
        if not self._order:
            self._order.append(np.argsort(self.identifiers, kind="stable"))
        order = self._order[0]
        wanted = np.array(keys, dtype=self.identifiers.dtype)
        at = np.searchsorted(self.identifiers, wanted, sorter=order)
        at = np.minimum(at, max(len(order) - 1, 0))
        found = order[at] if len(order) else order[:0]
        return found[self.identifiers[found] == wanted] if len(order) else found


@lru_cache(maxsize=64)
def key_of_kind(number: int) -> bytes:
    """Return the byte before the identifiers of a kind."""
    return bytes([65 + number])


def key(number: int, identifier: str) -> bytes:
    """Return what a document of the kind with this number is known by."""
    return key_of_kind(number) + identifier.encode()


def identifier_of(raw: Any) -> str:
    """Return the identifier within a key."""
    return bytes(raw)[1:].decode()
