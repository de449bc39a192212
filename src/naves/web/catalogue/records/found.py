"""The seam to a search engine: what it finds for words, where one is installed."""

import uuid
from collections.abc import Callable, Sequence

from naves.domains.organisations.access import Actor

Search = Callable[[Actor, str], Sequence[uuid.UUID] | None]
_search: list[Search] = []


def provide(search: Search) -> None:
    """Let ``search`` answer; it returns None where it cannot (called by config/wiring.py)."""
    _search[:] = [search]


def identifiers(actor: Actor, text: str) -> Sequence[uuid.UUID] | None:
    """Return the datasets that the engine found, or None where the domain's own search shall answer."""
    return _search[0](actor, text) if text.strip() and _search else None
