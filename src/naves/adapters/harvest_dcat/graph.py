"""RDF of one document, by subject."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from naves.adapters.harvest_dcat.context import with_own_context
from naves.adapters.harvest_dcat.names import TYPE
from naves.domains.catalogue.rules.harvest_readers import Document
from naves.kernel.errors import Problem, Refused, gettext_noop

Term: TypeAlias = NamedNode | BlankNode | Literal
Node: TypeAlias = NamedNode | BlankNode
MOST_STATEMENTS: Final = 5_000_000
_BY_TYPE: Final = {
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_BY_ENDING: Final = {
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


class Graph:
    """Statements, found by subject and predicate."""

    def __init__(self) -> None:
        """Begin empty."""
        self._nodes: dict[Node, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))

    def add(self, subject: Node, predicate: str, value: Term) -> None:
        """Add a statement; a repeated one counts once."""
        known = self._nodes[subject][predicate]
        if value not in known:
            known.append(value)

    def of_type(self, iri: str) -> list[Node]:
        """Return the things of a class."""
        wanted = NamedNode(iri)
        return [node for node, said in self._nodes.items() if wanted in said.get(TYPE, ())]

    def said(self, node: Node) -> dict[str, list[Term]]:
        """Return all that is said of a thing."""
        return self._nodes.get(node, {})

    def get(self, node: Node, *predicates: str) -> list[Term]:
        """Return the values of several predicates."""
        said = self._nodes.get(node, {})
        return [value for predicate in predicates for value in said.get(predicate, ())]

    def nodes(self, node: Node, *predicates: str) -> list[Node]:
        """Return those values that are things."""
        return [value for value in self.get(node, *predicates) if not isinstance(value, Literal)]

    def __contains__(self, node: Node) -> bool:
        """Whether anything is said of ``node``."""
        return bool(self._nodes.get(node))


def read_graph(document: Document) -> Graph:
    """Return what a document says; refuses what cannot be parsed."""
    syntax = syntax_of(document)
    content = with_own_context(document.content) if syntax == RdfFormat.JSON_LD else document.content
    graph = Graph()
    try:
        for count, (subject, predicate, value) in enumerate(_statements(content, syntax, document.url)):
            if count > MOST_STATEMENTS:
                raise Refused(_too_much())
            graph.add(subject, predicate, value)
    except (SyntaxError, ValueError) as error:
        raise Refused(
            Problem(
                code="broken_rdf",
                message=gettext_noop("The source cannot be read: %(reason)s"),
                params={"reason": str(error)[:300]},
                remedy=gettext_noop("Tell the operator of the source; a checker of Turtle or JSON-LD shows the place."),
            )
        ) from error
    return graph


def syntax_of(document: Document) -> RdfFormat:
    """Return the syntax: what the content looks like counts more than what the server says."""
    head = document.content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in {b"{", b"["} and not head.startswith(b"[]"):
        return RdfFormat.JSON_LD
    if head.startswith((b"<?xml", b"<rdf:RDF")):
        return RdfFormat.RDF_XML
    stated = _BY_TYPE.get(document.content_type)
    if stated in {RdfFormat.TURTLE, RdfFormat.N_TRIPLES}:
        return stated
    ending = next((syntax for end, syntax in _BY_ENDING.items() if document.url.lower().endswith(end)), None)
    return ending if ending not in {None, RdfFormat.JSON_LD} else RdfFormat.TURTLE  # type: ignore[return-value]


def _statements(content: bytes, syntax: RdfFormat, base: str) -> Iterator[tuple[Node, str, Term]]:
    # Lenient: one bad IRI must not cost the whole catalogue; rules/iris looks at each later.
    for quad in parse(content, format=syntax, base_iri=base if "://" in base else None, lenient=True):
        if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(quad.object, NamedNode | BlankNode | Literal):
            yield quad.subject, quad.predicate.value, quad.object


def _too_much() -> Problem:
    return Problem(
        code="too_many_statements",
        message=gettext_noop("The document holds more than %(most)s statements."),
        params={"most": MOST_STATEMENTS},
        remedy=gettext_noop("Ask the operator of the source for a catalogue in pages."),
    )
