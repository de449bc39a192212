"""What a room says so that its records can be found: the seam between domains and the search.

A room writes a :class:`SearchableKind`; config/wiring.py registers it. Nothing else has to know it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

LONGEST_IDENTIFIER = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record as the search knows it.

    identifier: at most 32 ASCII characters (a UUID in hex). codes: found exactly, as written. labels: pairs of
    facet and value. boost: times the score. is_public: everybody may read it; where not, only who holds one of
    ``keys`` (see :class:`Audience`). owner: several documents can be told as changed at once by this.
    """

    identifier: str
    title: str
    text: str = ""
    place: str = ""
    language: str = "cs"
    codes: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    boost: float = 1.0
    is_public: bool = False
    keys: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """What somebody may read of a kind. By default: nothing."""

    everything: bool = False
    public: bool = False
    keys: frozenset[str] = frozenset()


NOBODY = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A found record as a list shows it. ``labels``: facet → values, as in its document."""

    kind: str
    identifier: str
    title: str
    text: str = ""
    place: str = ""
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)


class SearchableKind(Protocol):
    """Records of one kind: what they say, who may read them, and how they show."""

    name: str

    def count(self) -> int:
        """Return how many documents there are, or somewhat more: it paces progress."""
        ...

    def documents(self, identifiers: Sequence[str] | None = None, *, owner: str = "") -> Iterator[Document]:
        """Yield all documents, or those that still exist of ``identifiers`` or of ``owner``."""
        ...

    def audience(self, actor: Any) -> Audience:
        """Return what ``actor`` may read."""
        ...

    def shown(self, actor: Any, identifiers: Sequence[str]) -> Mapping[str, Shown]:
        """Return by identifier those that ``actor`` may read as the database stands now."""
        ...
