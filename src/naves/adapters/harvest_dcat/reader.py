"""A catalogue: in one document, in pages, or as a list of documents."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from naves.adapters.harvest_dcat.graph import Graph, read_graph
from naves.adapters.harvest_dcat.names import CATALOGUE, DATASET, DCAT, HYDRA, SERIES
from naves.adapters.harvest_dcat.records import dataset_of, series_of
from naves.domains.catalogue.rules.harvest_readers import Document, Web
from naves.domains.catalogue.rules.harvesting import Entry, Spoiled, Untouched
from naves.kernel.errors import Problem, Refused, gettext_noop

MOST_PAGES: Final = 10_000
_MEMBERS: Final = (f"{DCAT}dataset", f"{DCAT}record")


class DcatReader:
    """Reads DCAT-AP and DCAT-AP-CZ."""

    code = "dcat"

    def first(self, url: str) -> str:
        """Begin with the address itself."""
        return url

    def read(self, start: Document, web: Web) -> Iterator[Entry]:
        """Return the datasets and series of all pages and documents."""
        seen: set[str] = {start.url}
        listed: dict[str, None] = {}
        described: set[str] = set()
        page: Document | None = start
        while page is not None:
            graph = read_graph(page)
            entries = list(_described(graph))
            if not entries and not graph.of_type(CATALOGUE):
                raise Refused(_no_catalogue())
            yield from entries
            described |= {entry.source_iri for entry in entries}
            listed |= dict.fromkeys(_listed(graph))
            page = _following(graph, web, seen)
        yield from _documents([iri for iri in listed if iri not in described], web)


def _described(graph: Graph) -> Iterator[Entry]:
    """Return what the document says itself; a thing without an IRI has no identity and cannot be kept."""
    for node in graph.of_type(SERIES):
        if isinstance(node, NamedNode):
            yield series_of(graph, node)
    is_series = set(graph.of_type(SERIES))
    for node in graph.of_type(DATASET):
        if node in is_series:
            continue
        if isinstance(node, NamedNode):
            yield dataset_of(graph, node)
        else:
            yield Spoiled(source_iri="", problems=(_nameless(graph, node),))


def _listed(graph: Graph) -> Iterator[str]:
    """Return the datasets that the catalogue lists and does not describe."""
    for catalogue in graph.of_type(CATALOGUE):
        for node in graph.nodes(catalogue, f"{DCAT}dataset"):
            if isinstance(node, NamedNode) and node not in graph:
                yield node.value


def _documents(iris: list[str], web: Web) -> Iterator[Entry]:
    """Fetch each dataset from its own address (OFN "Dokumenty")."""
    if not iris:
        return
    for document in web.get_many(iris):
        if document.is_untouched:
            yield Untouched(source_iri=document.url)
        elif document.problem is not None:
            yield Spoiled(source_iri=document.url, problems=(document.problem,))
        else:
            yield _of_document(document)


def _of_document(document: Document) -> Entry:
    """Return the dataset that the address stands for; others that the document may describe are not its business."""
    try:
        graph = read_graph(document)
    except Refused as refused:
        return Spoiled(source_iri=document.url, problems=refused.problems)
    node = NamedNode(document.url)
    if node in graph.of_type(SERIES):
        return series_of(graph, node)
    if node in graph.of_type(DATASET):
        return replace(dataset_of(graph, node), validators=(document.etag, document.last_modified))
    return Spoiled(source_iri=document.url, problems=(_other(document.url),))


def _following(graph: Graph, web: Web, seen: set[str]) -> Document | None:
    """Return the next page of a catalogue in pages; a page that was read already ends it."""
    views = [*graph.of_type(f"{HYDRA}PartialCollectionView"), *graph.of_type(f"{HYDRA}PagedCollection")]
    for view in views:
        for following in graph.nodes(view, f"{HYDRA}next", f"{HYDRA}nextPage"):
            if isinstance(following, NamedNode) and following.value not in seen and len(seen) < MOST_PAGES:
                seen.add(following.value)
                return web.get(following.value)
    return None


def _no_catalogue() -> Problem:
    return Problem(
        code="no_catalogue",
        message=gettext_noop("The document holds neither a catalogue nor a dataset of DCAT."),
        remedy=gettext_noop("Give the address of the catalogue itself, or choose another kind of source."),
    )


def _nameless(graph: Graph, node: object) -> Problem:
    del graph, node
    return Problem(
        code="nameless",
        message=gettext_noop("A dataset has no IRI of its own, so it cannot be recognised next time."),
        remedy=gettext_noop("Tell the operator of the source."),
    )


def _other(url: str) -> Problem:
    return Problem(
        code="other_dataset",
        value=url,
        message=gettext_noop("The document does not describe the dataset %(iri)s."),
        params={"iri": url},
        remedy=gettext_noop("Tell the operator of the source: a dataset's IRI has to return its record."),
    )
