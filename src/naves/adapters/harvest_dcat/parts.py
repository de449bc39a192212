"""Distributions of a dataset and the services behind them."""

import re
from typing import Any, Final

from pyoxigraph import NamedNode

from naves.adapters.harvest_dcat import values as of
from naves.adapters.harvest_dcat.graph import Graph, Node
from naves.adapters.harvest_dcat.names import DCAT, DCATAP, DCT, FOAF, SPDX, TERMS
from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.harvesting import HarvestedPart
from naves.domains.catalogue.rules.services import ServiceValues
from naves.domains.catalogue.rules.vocabulary import FILE_TYPE_BASE, HVD_BASE

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_AXES: Final = {
    "terms_work": f"{TERMS}autorské-dílo",
    "terms_database": f"{TERMS}databáze-jako-autorské-dílo",
    "terms_special_rights": f"{TERMS}databáze-chráněná-zvláštními-právy",
    "terms_personal_data": f"{TERMS}osobní-údaje",
}
_AUTHORS: Final = {"terms_work_author": f"{TERMS}autor", "terms_database_author": f"{TERMS}autor-databáze"}


def parts_of(graph: Graph, dataset: NamedNode) -> tuple[HarvestedPart, ...]:
    """Return the distributions in the order in which their source lists them."""
    nodes = graph.nodes(dataset, f"{DCAT}distribution")
    return tuple(_part(graph, node, _name(node, dataset, number)) for number, node in enumerate(nodes, start=1))


def _name(node: Node, dataset: NamedNode, number: int) -> str:
    return node.value if isinstance(node, NamedNode) else f"{dataset.value}#{number}"


def _part(graph: Graph, node: Node, name: str) -> HarvestedPart:
    service = next(iter(graph.nodes(node, f"{DCAT}accessService")), None)
    download = of.iri(graph.get(node, f"{DCAT}downloadURL"))
    # A distribution that names both is a file that a service offers too: the file is what can be handed over.
    is_service = service is not None and not download
    titles, descriptions = graph.get(node, f"{DCT}title"), graph.get(node, f"{DCT}description")
    schemas = of.iris(graph.get(node, f"{DCT}conformsTo"))
    size = of.number(graph.get(node, f"{DCAT}byteSize"))
    values = DistributionValues(
        kind=DistributionKind.SERVICE if is_service else DistributionKind.FILE,
        title_cs=(of.text(titles, "cs") or of.any_text(titles))[:500],
        title_en=of.text(titles, "en")[:500],
        description_cs=of.text(descriptions, "cs") or of.any_text(descriptions),
        description_en=of.text(descriptions, "en"),
        access_url=of.iri(graph.get(node, f"{DCAT}accessURL")),
        download_url=download,
        media_type=of.media_type(graph.get(node, f"{DCAT}mediaType")),
        format=of.code(graph.get(node, f"{DCT}format"), FILE_TYPE_BASE),
        compression=of.media_type(graph.get(node, f"{DCAT}compressFormat")),
        packaging=of.media_type(graph.get(node, f"{DCAT}packageFormat")),
        schema_url=schemas[0] if schemas else "",
        conforms_to=schemas[1:],
        legislation=of.iris(graph.get(node, f"{DCATAP}applicableLegislation")),
        licence=of.iri(graph.get(node, f"{DCT}license", f"{DCT}licence")),
        byte_size=int(size) if size is not None else None,
        checksum=_checksum(graph, node),
        **_terms(graph, node),
    )
    if service is None or not is_service:
        return HarvestedPart(source_iri=name, values=values)
    service_iri = service.value if isinstance(service, NamedNode) else f"{name}#service"
    return HarvestedPart(source_iri=name, values=values, service=_service(graph, service), service_iri=service_iri)


def _terms(graph: Graph, node: Node) -> dict[str, Any]:
    """Return the Czech terms of use; axes of which nothing is said stay empty, they are never guessed."""
    said = next(iter(graph.nodes(node, f"{TERMS}specifikace")), None)
    if said is None:
        return dict.fromkeys(_AXES, "")
    axes = {axis: of.iri(graph.get(said, predicate)) for axis, predicate in _AXES.items()}
    return axes | {name: of.any_text(graph.get(said, predicate))[:300] for name, predicate in _AUTHORS.items()}


def _service(graph: Graph, node: Node) -> ServiceValues:
    titles = graph.get(node, f"{DCT}title")
    endpoint = of.iri(graph.get(node, f"{DCAT}endpointURL"))
    return ServiceValues(
        title_cs=(of.text(titles, "cs") or of.any_text(titles) or endpoint)[:500],
        title_en=of.text(titles, "en")[:500],
        endpoint_url=endpoint,
        endpoint_description=of.iri(graph.get(node, f"{DCAT}endpointDescription")),
        documentation=of.iri(graph.get(node, f"{FOAF}page")),
        licence=of.iri(graph.get(node, f"{DCT}license")),
        legislation=of.iris(graph.get(node, f"{DCATAP}applicableLegislation")),
        hvd_categories=tuple(of.code([value], HVD_BASE) for value in graph.get(node, f"{DCATAP}hvdCategory")),
        conforms_to=of.iris(graph.get(node, f"{DCT}conformsTo")),
    )


def _checksum(graph: Graph, node: Node) -> str:
    for checksum in graph.nodes(node, f"{SPDX}checksum"):
        value = of.any_text(graph.get(checksum, f"{SPDX}checksumValue")).lower()
        if _SHA256.fullmatch(value):
            return value
    return ""
