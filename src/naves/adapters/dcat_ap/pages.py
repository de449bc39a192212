"""Pages of the national catalogue, linked by Hydra (hydra-cg.com/spec), as data.europa.eu walks through them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from naves.adapters.dcat_ap import terms as t
from naves.adapters.dcat_ap.terms import MANNER
from naves.kernel.rdf import jsonld, ntriples
from naves.kernel.rdf.model import XSD, Node, Ref, Text, Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the catalogue: addresses of the catalogue, of this page, of the first and of the next one."""

    catalogue: str
    publisher: str
    here: str
    first: str
    next: str | None
    total: int
    datasets: Sequence[str]

    def node(self) -> Node:
        """Return the catalogue with the datasets of this page and the way on."""
        view = Node(self.here, (t.VIEW,)).add(t.first_page, Ref(self.first))
        view.add(t.next_page, Ref(self.next) if self.next else None)
        node = Node(self.catalogue, (t.CATALOGUE, t.COLLECTION))
        node.add(t.title, Text("Náves: data měst a obcí", "cs"), Text("Náves: data of towns", "en"))
        node.add(
            t.description,
            Text("Datové sady měst, obcí, krajů a dalších organizací zapojených do platformy Náves.", "cs"),
            Text("Datasets of the towns, regions and other organisations that take part in Náves.", "en"),
        )
        node.add(t.publisher, Node(self.publisher, (t.AGENT,)).add(t.name, Text("Náves", "cs")))
        node.add(t.total_items, Typed(str(self.total), f"{XSD}integer")).add(t.view, view)
        return node.add(t.dataset, *(Ref(iri) for iri in self.datasets))

    def ntriples(self, records: Iterable[str]) -> str:
        """Return the page with its records, each given as N-Triples."""
        return ntriples.write(self.node()) + "".join(records)

    def jsonld(self, records: Iterable[str]) -> str:
        """Return the page with its records, each given as a line of JSON-LD: documents with their own context."""
        lines = [jsonld.line(jsonld.document(self.node(), MANNER)), *records]
        return "[" + ",\n".join(lines) + "]"
