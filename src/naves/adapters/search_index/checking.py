"""Whether the index holds exactly what the database holds."""

from dataclasses import dataclass

from naves.adapters.search_index import current
from naves.adapters.search_index.registry import kinds


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind: how many documents the database has, how many of them are missing, how many should not be there."""

    kind: str
    documents: int
    missing: int
    too_many: int

    @property
    def holds(self) -> bool:
        """Whether index and database agree."""
        return not (self.missing or self.too_many)


def check() -> list[Verdict]:
    """Compare every identifier."""
    index = current.index()
    verdicts = []
    for name, kind in kinds().items():
        there = {document.identifier for document in kind.documents()}
        here = index.identifiers(name) if name in index.kinds else set()
        verdicts.append(Verdict(name, len(there), len(there - here), len(here - there)))
    return verdicts
