"""Searching on somebody's behalf: what pages and the API call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from naves.adapters.search_index import current
from naves.adapters.search_index.engine.index import Index
from naves.adapters.search_index.engine.question import Question, question
from naves.adapters.search_index.engine.search import Found, Hit, search
from naves.adapters.search_index.registry import kinds
from naves.domains.organisations.access import Actor
from naves.kernel.search import Shown

FACETS = ("theme", "region", "status", "level", "year")
MOST_PER_PAGE = 200
MOST_EXPORTED = 10_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results: ``shown`` are the hits that the database confirms the reader may read."""

    asked: Question
    found: Found
    shown: list[Shown]
    is_behind: bool

    @property
    def text_used(self) -> str:
        """What was looked for, mended words in place of those written."""
        return " ".join(meaning.mended or meaning.written for meaning in self.found.meanings)

    @property
    def is_mended(self) -> bool:
        """Whether another word was taken for one written."""
        return any(meaning.mended for meaning in self.found.meanings)

    @property
    def unknown(self) -> list[str]:
        """Words that nothing is like; they were left out."""
        return [meaning.written for meaning in self.found.meanings if not meaning.terms]


def find(
    actor: Actor,
    text: str,
    *,
    kind: str = "",
    wanted: Mapping[str, Sequence[str]] | None = None,
    start: int = 0,
    size: int = 20,
) -> Results:
    """Return a page of what ``actor`` may read."""
    index, asked = current.index(), question(text)
    size = max(1, min(size, MOST_PER_PAGE))
    found = _search(index, actor, asked, kind=kind, wanted=wanted, start=start, size=size)
    return Results(asked, found, confirmed(actor, found.hits), index.is_behind)


def suggest(actor: Actor, text: str, *, size: int = 8) -> list[Shown]:
    """Return the likeliest records while the last word is still being typed."""
    asked = question(text)
    found = _search(current.index(), actor, asked, size=size, facets=(), while_typing=True)
    return confirmed(actor, found.hits)


def find_all(
    actor: Actor, text: str, *, kind: str = "", wanted: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Shown]:
    """Yield what the pages would show, the best first, at most MOST_EXPORTED."""
    found = _search(current.index(), actor, question(text), kind=kind, wanted=wanted, facets=(), size=MOST_EXPORTED)
    for at in range(0, len(found.hits), _AT_ONCE):
        yield from confirmed(actor, found.hits[at : at + _AT_ONCE])


def confirmed(actor: Actor, hits: Sequence[Hit]) -> list[Shown]:
    """Return the hits as the database stands now, in their order; what may not be read (any more) drops out."""
    by_kind: dict[str, list[str]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.identifier)
    registered = kinds()
    shown = {
        (name, identifier): record
        for name, identifiers in by_kind.items()
        for identifier, record in registered[name].shown(actor, identifiers).items()
    }
    return [shown[hit.kind, hit.identifier] for hit in hits if (hit.kind, hit.identifier) in shown]


def _search(
    index: Index,
    actor: Actor,
    asked: Question,
    *,
    kind: str = "",
    wanted: Mapping[str, Sequence[str]] | None = None,
    start: int = 0,
    size: int = 20,
    facets: Sequence[str] = FACETS,
    while_typing: bool = False,
) -> Found:
    audiences = {name: registered.audience(actor) for name, registered in kinds().items()}
    return search(
        index,
        asked,
        audiences,
        kind=kind,
        wanted=wanted,
        start=start,
        size=size,
        facets=facets,
        while_typing=while_typing,
    )
