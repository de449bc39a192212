"""Reading everything into a new index."""

from collections.abc import Callable

from naves.adapters.search_index import log
from naves.adapters.search_index.engine.builder import Builder
from naves.adapters.search_index.engine.index import Index, whole
from naves.adapters.search_index.registry import kinds

Progress = Callable[[str, int, int], None]
_TOLD_EVERY = 1_000


def document_count() -> int:
    """Return how many documents there are in the database."""
    return sum(kind.count() for kind in kinds().values())


def build(*, progress: Progress = lambda _kind, _done, _all: None) -> Index:
    """Read the database whole. ``progress`` is told the kind, how many of it are read and how many there are.

    The last change is looked up first: what changes during the reading is read once more afterwards.
    """
    last = log.last()
    registered = kinds()
    builder = Builder()
    for number, (name, kind) in enumerate(registered.items()):
        every, before = kind.count(), len(builder)
        for document in kind.documents():
            builder.add(number, document)
            if (done := len(builder) - before) % _TOLD_EVERY == 0:
                progress(name, done, every)
        progress(name, every, every)
    segment = builder.segment()
    sequence, anchor = (last.sequence, last.anchor) if last else (0, "")
    return Index(tuple(registered), (whole(segment),), sequence, anchor)
