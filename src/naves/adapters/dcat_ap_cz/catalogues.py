"""The catalogue of an organisation: an index of its datasets and series."""

from collections.abc import Iterable

from naves.adapters.dcat_ap_cz import terms as t
from naves.adapters.dcat_ap_cz.parts import contact, publisher, secure
from naves.domains.catalogue.models import Catalogue
from naves.kernel.rdf.iris import mend
from naves.kernel.rdf.model import Node, refs, texts


def catalogue(record: Catalogue, datasets: Iterable[str]) -> Node:
    """Return the catalogue; ``datasets`` are IRIs of its published datasets and series."""
    node = Node(mend(record.iri), (t.CATALOGUE,)).add(t.title, *texts(record.title_cs, record.title_en))
    node.add(t.description, *texts(record.description_cs or record.title_cs, record.description_en))
    node.add(t.publisher, publisher(record.organisation, record.publisher_iri))
    node.add(t.contact, contact(node.iri, record.contact_name, record.contact_email))
    node.add(t.homepage, secure(record.homepage, only=True))
    return node.add(t.dataset, *refs(datasets))
