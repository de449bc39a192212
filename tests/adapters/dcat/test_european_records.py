"""What goes to data.europa.eu satisfies the shapes of DCAT-AP 3.0.1, high-value data those of its annex too."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from naves.adapters.dcat_ap.pages import Page
from naves.adapters.dcat_ap.records import EuropeanRecords
from naves.domains.catalogue.models import Catalogue, Dataset, DatasetSeries
from naves.domains.catalogue.queries.records import published_with_parts
from tests.adapters.dcat.graphs import from_jsonld, from_ntriples

DCT, DCAT = Namespace("http://purl.org/dc/terms/"), Namespace("http://www.w3.org/ns/dcat#")
DCATAP, SPDX = Namespace("http://data.europa.eu/r5r/"), Namespace("http://spdx.org/rdf/terms#")
SKOS_CONCEPT = URIRef("http://www.w3.org/2004/02/skos/core#Concept")
SKOS_LABEL = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
# Vocabularies say of their own values what these are; here a stub says it in their place.
VOCABULARIES = {
    DCAT.theme: SKOS_CONCEPT,
    DCATAP.hvdCategory: SKOS_CONCEPT,
    DCT.accrualPeriodicity: DCT.Frequency,
    DCT["format"]: DCT.MediaTypeOrExtent,
    DCAT.mediaType: DCT.MediaType,
    DCAT.packageFormat: DCT.MediaType,
    DCAT.compressFormat: DCT.MediaType,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}
MAIL = URIRef("http://www.w3.org/2006/vcard/ns#hasEmail")
# Everything is a resource; pyshacl does not infer it.
RESOURCES = (MAIL, DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.endpointDescription)


def records(catalogue: Catalogue) -> list[dict[str, str]]:
    """Return every record of the town: catalogue, series, datasets."""
    exporter = EuropeanRecords()
    datasets, series = list(published_with_parts(catalogue.organisation)), list(DatasetSeries.objects.all())
    return [
        exporter.catalogue(catalogue, [record.iri for record in datasets], [record.iri for record in series]),
        *(exporter.series(record) for record in series),
        *(exporter.dataset(record) for record in datasets),
    ]


def graph(texts: Iterable[str]) -> Graph:
    """Return the records as a graph in which the vocabularies have typed their values."""
    found = Graph().parse(data="".join(texts), format="nt")
    for predicate, kind in VOCABULARIES.items():
        for value in list(found.objects(None, predicate)):
            found.add((value, RDF.type, kind))
            if kind == SKOS_CONCEPT:
                found.add((value, SKOS_LABEL, Literal("?")))
    for predicate in RESOURCES:
        for value in list(found.objects(None, predicate)):
            found.add((value, RDF.type, URIRef("http://www.w3.org/2000/01/rdf-schema#Resource")))
    return found


def violations(data: Graph, *shapes: Path) -> list[str]:
    """Return what the shapes hold against the data."""
    pyshacl = pytest.importorskip("pyshacl")
    rules = Graph()
    for path in shapes:
        rules.parse(path, format="turtle")
    # The published shapes of ranges name properties that stand in another file; pyshacl stumbles over them.
    said = Namespace("http://www.w3.org/ns/shacl#")
    for shape, one in list(rules.subject_objects(said.property)):
        if (one, said.path, None) not in rules:
            rules.remove((shape, said.property, one))
    _holds, report, _text = pyshacl.validate(data, shacl_graph=rules, advanced=True)
    parts = (said.focusNode, said.resultPath, said.resultMessage)
    return [
        " ".join(str(report.value(one, part)) for part in parts)
        for one in report.subjects(RDF.type, said.ValidationResult)
        if report.value(one, said.resultSeverity) == said.Violation
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_catalogue_of_a_town_satisfies_the_shapes_of_dcat_ap(town: Catalogue, schemas: Path) -> None:
    folder = schemas / "dcat-ap/3.0.1"
    data = graph(record["nt"] for record in records(town))
    assert violations(data, folder / "shapes.ttl", folder / "ranges.ttl") == []
    dataset = next(data.subjects(RDF.type, DCAT.Dataset))
    data.remove((dataset, DCT.title, None))
    assert violations(data, folder / "shapes.ttl") != []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_data_of_high_value_satisfy_the_shapes_of_the_annex(town: Catalogue, schemas: Path) -> None:
    (high,) = [dataset for dataset in published_with_parts(town.organisation) if dataset.hvd_categories]
    data = graph([EuropeanRecords().dataset(high)["nt"]])
    assert violations(data, schemas / "dcat-ap/hvd-3.0.0/hvd-SHACL.ttl") == []
    data.remove((None, DCAT.contactPoint, None))
    assert violations(data, schemas / "dcat-ap/hvd-3.0.0/hvd-SHACL.ttl") != []


def test_json_ld_and_n_triples_are_the_same_graph(town: Catalogue) -> None:
    for record in records(town):
        assert from_jsonld(record["jsonld"]) == from_ntriples([record["nt"]])


def test_a_licence_goes_to_europe_and_the_czech_terms_go_with_it(town: Catalogue) -> None:
    data = graph(record["nt"] for record in records(town))
    licences = set(map(str, data.objects(None, DCT.license)))
    assert licences == {"https://creativecommons.org/licenses/by/4.0/"}
    rights = list(data.objects(None, DCT.rights))
    assert len(rights) == 4
    assert all(str(right).endswith("#terms") for right in rights)


def test_a_page_leads_to_the_next_and_the_last_to_none(town: Catalogue) -> None:
    said: dict[str, Any] = {
        "catalogue": "https://naves.example/data/catalog",
        "publisher": "https://naves.example/",
        "here": "https://naves.example/data/catalog?after=1",
        "first": "https://naves.example/data/catalog",
        "total": Dataset.objects.filter(status="published").count(),
        "datasets": ["https://naves.example/data/datasets/1"],
    }
    onwards, last = Page(**said, next="https://naves.example/data/catalog?after=2"), Page(**said, next=None)
    assert "hydra/core#next> <https://naves.example/data/catalog?after=2>" in onwards.ntriples([])
    assert "hydra/core#next>" not in last.ntriples([])
    assert '"3"^^<http://www.w3.org/2001/XMLSchema#integer>' in last.ntriples([])
