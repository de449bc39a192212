"""What a reader of foreign catalogues is handed and what it gives back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from naves.domains.catalogue.rules.harvesting import Entry
from naves.kernel.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An answer of a source. ``problem``: why there is none; ``is_untouched``: it is the same as last time."""

    url: str
    content: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    problem: Problem | None = None
    is_untouched: bool = False


class Web(Protocol):
    """How a reader reaches further documents of its source; limits of the run hold for all of them together."""

    def get(self, url: str) -> Document:
        """Return one document whole, or refuse."""
        ...

    def get_many(self, urls: Sequence[str]) -> Iterator[Document]:
        """Return documents one by one, a problem in place of each that cannot be had.

        Those that this run has written already are left out; those that the last run read and that have
        not changed since come back as untouched.
        """
        ...


class Reader(Protocol):
    """Turns a kind of foreign catalogue into plain records."""

    code: str

    def first(self, url: str) -> str:
        """Return the address to begin with."""
        ...

    def read(self, start: Document, web: Web) -> Iterator[Entry]:
        """Return the records one by one; refuses where the source cannot be read at all."""
        ...
