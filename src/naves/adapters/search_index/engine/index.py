"""The whole index: a large segment, small ones with what changed since, and which rows still hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from naves.adapters.search_index.engine.builder import Builder
from naves.adapters.search_index.engine.lists import Array
from naves.adapters.search_index.engine.segment import BETWEEN, OWNER, Segment, key
from naves.kernel.search import Document

MOST_SMALL = 8
"""More small segments than this are made one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and its rows that hold; ``documents`` are kept of small ones, so that they can be joined."""

    segment: Segment
    alive: Array
    documents: tuple[tuple[int, Document], ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched. ``sequence`` and ``anchor`` name the last change in it; ``kinds`` the numbers of kinds."""

    kinds: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    sequence: int = 0
    anchor: str = ""
    stamp: str = ""
    is_behind: bool = field(default=False, compare=False)

    @property
    def size(self) -> int:
        """How many documents can be found."""
        return sum(int(part.alive.sum()) for part in self.parts)

    @property
    def patched(self) -> int:
        """How many documents stand in small segments."""
        return sum(len(part.segment) for part in self.parts[1:])

    def counts(self) -> dict[str, int]:
        """Return how many documents there are of each kind."""
        totals = np.zeros(len(self.kinds), np.int64)
        for part in self.parts:
            totals += np.bincount(part.segment.kinds[part.alive], minlength=len(self.kinds))
        return dict(zip(self.kinds, totals.tolist(), strict=True))

    def identifiers(self, kind: str) -> set[str]:
        """Return the identifiers of all documents of a kind."""
        number = self.kinds.index(kind)
        return {
            bytes(raw)[1:].decode()
            for part in self.parts
            for raw in part.segment.identifiers[part.alive & (part.segment.kinds == number)]
        }


def part_of(documents: Sequence[tuple[int, Document]]) -> Part:
    """Return a small segment that can be joined with others later."""
    builder = Builder()
    for number, document in documents:
        builder.add(number, document)
    segment = builder.segment()
    return Part(segment, np.ones(len(segment), np.bool_), tuple(documents))


def whole(segment: Segment) -> Part:
    """Return a segment all of whose rows hold."""
    return Part(segment, np.ones(len(segment), np.bool_))


def changed(
    index: Index,
    *,
    gone: Sequence[tuple[int, str]],
    gone_owners: Sequence[tuple[int, str]],
    documents: Sequence[tuple[int, Document]],
    sequence: int,
    anchor: str,
) -> Index:
    """Return the index without what is ``gone`` and with ``documents`` as they are now."""
    keys = [key(number, identifier) for number, identifier in gone]
    keys += [key(number, document.identifier) for number, document in documents]
    parts = [_without(part, keys, gone_owners) for part in index.parts]
    if documents:
        parts.append(part_of(documents))
    if len(parts) > MOST_SMALL + 1:
        kept = [
            document
            for part in parts[1:]
            for document, is_alive in zip(part.documents, part.alive.tolist(), strict=True)
            if is_alive
        ]
        parts = [parts[0], part_of(kept)]
    return Index(index.kinds, tuple(parts), sequence, anchor, index.stamp)


def _without(part: Part, keys: list[bytes], owners: Sequence[tuple[int, str]]) -> Part:
    rows = [part.segment.rows(keys)] if keys else []
    rows += [part.segment.labels.of(f"{OWNER}{number}{BETWEEN}{owner}") for number, owner in owners]
    dead = np.concatenate(rows).astype(np.int64) if rows else np.zeros(0, np.int64)
    if not len(dead) or not part.alive[dead].any():
        return part
    alive = part.alive.copy()
    alive[dead] = False
    return Part(part.segment, alive, part.documents)
