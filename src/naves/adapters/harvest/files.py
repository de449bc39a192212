"""A file or a folder of documents in place of an address; nothing is fetched."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from naves.adapters.harvest.limits import Budget, Limits
from naves.adapters.harvest.readers import guess, reader_of
from naves.adapters.harvest.running import carry_out, claim
from naves.domains.catalogue.models import HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.runs import start_run
from naves.domains.catalogue.operations.harvesting.sources import FILE, SourceValues, add_source
from naves.domains.catalogue.rules.harvest_readers import Document, Reader
from naves.domains.catalogue.rules.harvesting import Entry, Every, Spoiled
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now
from naves.kernel.errors import Problem, Refused, gettext_noop

ENDINGS: Final = (".jsonld", ".json", ".ttl", ".nt", ".rdf")
_LIMITS: Final = Limits()


class NoWeb:
    """Says that what a file refers to stands elsewhere."""

    def get(self, url: str) -> Document:
        """Refuse."""
        raise Refused(
            Problem(
                code="not_in_file",
                value=url,
                message=gettext_noop("The file refers to %(url)s, which is not in it."),
                params={"url": url},
                remedy=gettext_noop("Harvest the address instead of the file."),
            )
        )

    def get_many(self, urls: Sequence[str]) -> Iterator[Document]:
        """Return nothing: a folder holds the documents side by side with their list."""
        del urls
        return iter(())


def read_path(path: Path) -> list[Document]:
    """Return the documents of a file or a folder, in the order of their names; refuses what is too large."""
    files = sorted(file for file in path.iterdir() if file.suffix in ENDINGS) if path.is_dir() else [path]
    return [_document(file) for file in files]


def harvest_documents(
    documents: Sequence[Document],
    *,
    name: str,
    organisation: Organisation,
    actor: Actor,
    at: datetime,
    reader: str = "",
    states_terms: bool = False,
) -> HarvestRun:
    """Bring in the documents as the source ``name`` of the organisation; the same name again updates its records."""
    kind = reader or (guess(documents[0]) if documents else "dcat")
    url = f"{FILE}{organisation.pk}:{name}"[:700]
    source = HarvestSource.objects.filter(url=url).first()
    if source is None:
        values = SourceValues(title=name[:300], url=url, reader=kind, every=Every.NEVER, states_terms=states_terms)
        source = add_source(actor=actor, at=at, organisation=organisation, values=values)
    run = claim(start_run(actor=actor, at=at, source=source).pk, at=at)
    entries = _entries(documents, reader_of(kind))
    return carry_out(run, lambda _run, _budget: (entries, ("", "")), budget=Budget(_LIMITS), clock=now)


def _entries(documents: Sequence[Document], reader: Reader) -> Iterable[Entry]:
    for document in documents:
        try:
            yield from reader.read(document, NoWeb())
        except Refused as refused:
            if len(documents) == 1:
                raise
            yield Spoiled(source_iri="", problems=refused.problems)


def _document(file: Path) -> Document:
    size = file.stat().st_size
    if size > _LIMITS.document_bytes:
        raise Refused(
            Problem(
                code="file_too_large",
                value=file.name,
                message=gettext_noop("The file %(name)s is larger than %(limit)s MB."),
                params={"name": file.name, "limit": f"{_LIMITS.document_bytes / 1_000_000:g}"},
                remedy=gettext_noop("Divide it into several."),
            )
        )
    return Document(url=file.name, content=file.read_bytes())
