"""The first records of a source, before anybody adds it; nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from naves.adapters.harvest.limits import Budget, Limits, OverLimitError
from naves.adapters.harvest.readers import reader_of
from naves.adapters.harvest.web import SourceWeb
from naves.domains.catalogue.operations.harvesting.checking import Checked, checked
from naves.domains.catalogue.rules.harvest_readers import Document
from naves.domains.catalogue.rules.harvesting import Entry, Harvested, Spoiled
from naves.kernel.errors import Problem, Refused

SHOWN = 8
LIMITS = Limits(seconds=25, document_seconds=15, silent_seconds=10, document_bytes=20_000_000)


@dataclass(frozen=True, slots=True)
class Sample:
    """One record and what the rules say to it."""

    source_iri: str
    record: Checked | None
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first records, or why there are none."""

    samples: Sequence[Sample]
    problems: Sequence[Problem] = ()


class _FirstDocuments(SourceWeb):
    """Fetches a few documents at most: a preview is looked at by a person who waits."""

    def get_many(self, urls: Sequence[str]) -> Iterator[Document]:
        return super().get_many(urls[:SHOWN])


def preview_of(url: str, reader_code: str, *, states_terms: bool, owner: str, limits: Limits = LIMITS) -> Preview:
    """Read the beginning of a source."""
    try:
        with _FirstDocuments(Budget(limits), {}) as web:
            reader = reader_of(reader_code)
            entries = reader.read(web.get(reader.first(url)), web)
            return Preview([_sample(entry, states_terms=states_terms, owner=owner) for entry in islice(entries, SHOWN)])
    except Refused as refused:
        return Preview((), refused.problems)
    except OverLimitError as stopped:
        return Preview((), (stopped.problem,))


def _sample(entry: Entry, *, states_terms: bool, owner: str) -> Sample:
    if isinstance(entry, Harvested):
        record = checked(entry, states_terms=states_terms, owner=owner)
        return Sample(entry.source_iri, record, [*record.problems, *record.left_out])
    return Sample(entry.source_iri, None, entry.problems if isinstance(entry, Spoiled) else ())
