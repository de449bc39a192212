"""One dataset or series of a graph."""

from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from naves.adapters.harvest_dcat import values as of
from naves.adapters.harvest_dcat.graph import Graph, Node
from naves.adapters.harvest_dcat.names import ADMS, DCAT, DCATAP, DCT, FOAF, OWL, SCHEMA, TYPE, VCARD
from naves.adapters.harvest_dcat.parts import parts_of
from naves.domains.catalogue.rules.harvesting import IN_SERIES, Harvested, HarvestedSeries, completed
from naves.domains.catalogue.rules.iris import email_problem
from naves.domains.catalogue.rules.records import KEYWORD, MOST_VALUES, DatasetValues
from naves.domains.catalogue.rules.vocabulary import FREQUENCY_BASE, HVD_BASE, THEME_BASE

_SERIES: Final = (f"{DCAT}inSeries", f"{DCT}isPartOf")
_TAKEN: Final = frozenset(
    {
        *(
            f"{DCT}{name}"
            for name in ("title", "description", "accrualPeriodicity", "spatial", "temporal", "publisher")
        ),
        *(f"{DCT}{name}" for name in ("issued", "modified", "conformsTo", "isPartOf")),
        *(f"{DCAT}{name}" for name in ("keyword", "theme", "contactPoint", "distribution", "version", "inSeries")),
        *(f"{DCAT}{name}" for name in ("spatialResolutionInMeters", "temporalResolution", "landingPage")),
        f"{FOAF}page",
        f"{OWL}versionInfo",
        f"{ADMS}version",
        f"{DCATAP}applicableLegislation",
        f"{DCATAP}hvdCategory",
        TYPE,
    }
)
_MOST_EXTRAS: Final = 60


def dataset_of(graph: Graph, node: NamedNode, validators: tuple[str, str] = ("", "")) -> Harvested:
    """Return a dataset with its distributions."""
    return Harvested(
        source_iri=node.value, values=values_of(graph, node), parts=parts_of(graph, node), validators=validators
    )


def series_of(graph: Graph, node: NamedNode) -> HarvestedSeries:
    """Return a series."""
    return HarvestedSeries(source_iri=node.value, values=values_of(graph, node))


def values_of(graph: Graph, node: Node) -> DatasetValues:
    """Return the record of a dataset or a series."""
    titles, descriptions = graph.get(node, f"{DCT}title"), graph.get(node, f"{DCT}description")
    title_cs, description_cs = of.text(titles, "cs"), of.text(descriptions, "cs")
    keywords = of.by_language(graph.get(node, f"{DCAT}keyword"))
    themes, eurovoc, other_themes = _themes(graph, node)
    frequency = of.code(graph.get(node, f"{DCT}accrualPeriodicity"), FREQUENCY_BASE)
    contact = next(iter(graph.nodes(node, f"{DCAT}contactPoint")), None)
    begins, ends = _period(graph, node)
    values = DatasetValues(
        title_cs=title_cs or of.any_text(titles),
        title_en=of.text(titles, "en"),
        description_cs=description_cs or of.any_text(descriptions),
        description_en=of.text(descriptions, "en"),
        keywords_cs=_words(keywords.get("cs", [])),
        keywords_en=_words(keywords.get("en", [])),
        themes=themes,
        eurovoc=eurovoc,
        frequency=frequency,
        spatial=_places(graph, node),
        temporal_from=begins,
        temporal_to=ends,
        contact_name=of.any_text(graph.get(contact, f"{VCARD}fn"))[:300] if contact is not None else "",
        contact_email=_mail(graph, contact),
        documentation=of.iri(graph.get(node, f"{FOAF}page", f"{DCAT}landingPage")),
        legislation=of.iris(graph.get(node, f"{DCATAP}applicableLegislation")),
        hvd_categories=tuple(of.code([value], HVD_BASE) for value in graph.get(node, f"{DCATAP}hvdCategory")),
        conforms_to=_named(graph, node, f"{DCT}conformsTo"),
        publisher_iri=next(iter(_named(graph, node, f"{DCT}publisher")), ""),
        version=of.any_text(graph.get(node, f"{DCAT}version", f"{OWL}versionInfo", f"{ADMS}version"))[:60],
        issued_on=of.day(graph.get(node, f"{DCT}issued")),
        modified_on=of.day(graph.get(node, f"{DCT}modified")),
        spatial_resolution_m=of.number(graph.get(node, f"{DCAT}spatialResolutionInMeters")),
        temporal_resolution=of.any_text(graph.get(node, f"{DCAT}temporalResolution")),
        extras=_extras(graph, node, other_themes),
    )
    return completed(values)


def _themes(graph: Graph, node: Node) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    named = of.iris(graph.get(node, f"{DCAT}theme"))
    codes = tuple(of.code([NamedNode(one)], THEME_BASE) for one in named if "/authority/data-theme/" in one)
    eurovoc = tuple(one for one in named if "eurovoc.europa.eu/" in one)
    other = [one for one in named if "/authority/data-theme/" not in one and one not in eurovoc]
    return codes, eurovoc, other


def _period(graph: Graph, node: Node) -> tuple[Any, Any]:
    for period in graph.nodes(node, f"{DCT}temporal"):
        begins = of.day(graph.get(period, f"{DCAT}startDate", f"{SCHEMA}startDate"))
        ends = of.day(graph.get(period, f"{DCAT}endDate", f"{SCHEMA}endDate"))
        if begins or ends:
            return begins, ends
    return None, None


def _places(graph: Graph, node: Node) -> tuple[str, ...]:
    return tuple(one for one in _named(graph, node, f"{DCT}spatial") if one)


def _named(graph: Graph, node: Node, predicate: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in graph.get(node, predicate) if isinstance(one, NamedNode)))


def _words(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:KEYWORD] for word in words))[:MOST_VALUES]


def _mail(graph: Graph, contact: Node | None) -> str:
    address = of.mail(graph, contact) if contact is not None else ""
    # A contact that cannot be written to is no reason to lose the data.
    return "" if email_problem(address, "contact_email") else address


def _extras(graph: Graph, node: Node, other_themes: list[str]) -> dict[str, object]:
    extras: dict[str, object] = {}
    if series := of.iri(graph.nodes(node, *_SERIES)):
        extras[IN_SERIES] = series
    if other_themes:
        extras["other_themes"] = other_themes
    if publisher := next(iter(graph.nodes(node, f"{DCT}publisher")), None):
        name = of.any_text(graph.get(publisher, f"{FOAF}name"))
        extras |= {"publisher": name} if name else {}
    kept = {
        predicate: [_written(value) for value in values]
        for predicate, values in list(graph.said(node).items())[:_MOST_EXTRAS]
        if predicate not in _TAKEN
    }
    return extras | ({"rdf": kept} if kept else {})


def _written(value: object) -> str:
    if isinstance(value, Literal):
        return f"{value.value}@{value.language}" if value.language else value.value
    return value.value if isinstance(value, NamedNode) else ""
