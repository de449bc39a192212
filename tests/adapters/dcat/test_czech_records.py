"""What a town publishes satisfies the Czech norm, in both of its versions, and says the same in every syntax."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from naves.adapters.dcat_ap_cz.profiles import HVD_PARAGRAPH, OPEN_DATA_ACT, PROFILES
from naves.adapters.dcat_ap_cz.records import CzechRecords
from naves.adapters.dcat_ap_cz.schemas import schema_id
from naves.domains.catalogue.models import Catalogue, DatasetSeries, StoredRecord
from naves.domains.catalogue.queries.records import published_with_parts
from naves.domains.catalogue.rules.vocabulary import HVD_ACT
from naves.kernel.rdf import turtle
from tests.adapters.dcat.graphs import from_jsonld, from_ntriples

NAMES = sorted(PROFILES)
PUBLISHER = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00235440"


def rendered(catalogue: Catalogue, name: str) -> list[dict[str, str]]:
    """Return every record of the town: catalogue, series, datasets."""
    exporter = CzechRecords(PROFILES[name])
    datasets = list(published_with_parts(catalogue.organisation))
    series = list(DatasetSeries.objects.all())
    return [
        exporter.catalogue(catalogue, [record.iri for record in datasets], [record.iri for record in series]),
        *(exporter.series(record) for record in series),
        *(exporter.dataset(record) for record in datasets),
    ]


@pytest.fixture(scope="session")
def judge(schemas: Path) -> Any:
    """Return a function that tells what the norm's JSON Schema says against a record."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in (schemas / "dcat-ap-cz").glob("*.json")]
    registry = Registry().with_resources([(schema["$id"], Resource.from_contents(schema)) for schema in read])

    def problems(record: str) -> list[str]:
        document = json.loads(record)
        schema = registry.contents(schema_id(document) or "")
        return [
            error.message for error in jsonschema.Draft202012Validator(schema, registry=registry).iter_errors(document)
        ]

    return problems


def test_catalogue_series_and_datasets_satisfy_the_schemas_of_2024(town: Catalogue, judge: Any) -> None:
    records = [record["jsonld"] for record in rendered(town, "dcat-ap-cz/2024-05-28")]
    assert len(records) == 5
    assert {record[:0] + str(schema_id(json.loads(record))).rpartition("/")[2] for record in records} == {
        "katalog.json",
        "datová-série.json",
        "datová-sada.json",
        "datová-sada-hvd.json",
    }
    assert [problem for record in records for problem in judge(record)] == []


def test_the_schemas_refuse_a_record_without_its_mandatory_fields(town: Catalogue, judge: Any) -> None:
    document = json.loads(rendered(town, "dcat-ap-cz/2024-05-28")[-1]["jsonld"])
    for name in ("poskytovatel", "prvek_rúian", "téma"):
        assert judge(json.dumps({key: value for key, value in document.items() if key != name})) != []


@pytest.mark.parametrize("name", NAMES)
def test_json_ld_and_n_triples_are_the_same_graph_without_a_blank_node(town: Catalogue, name: str) -> None:
    for record in rendered(town, name):
        said, kept = from_jsonld(record["jsonld"]), from_ntriples([record["nt"]])
        assert said == kept
        assert "_:" not in record["nt"].replace('"', " ")
        assert len(kept) > 3


@pytest.mark.parametrize("name", NAMES)
def test_turtle_is_the_same_graph_too(town: Catalogue, name: str) -> None:
    from rdflib import Graph

    for record in rendered(town, name):
        written = turtle.text(record["nt"], CzechRecords(PROFILES[name]).prefixes)
        assert set(Graph().parse(data=written, format="turtle")) == set(Graph().parse(data=record["nt"], format="nt"))


def test_publisher_and_place_come_from_the_national_registers(town: Catalogue) -> None:
    documents = [json.loads(record["jsonld"]) for record in rendered(town, "dcat-ap-cz/2024-05-28")]
    assert {document["poskytovatel"] for document in documents} == {PUBLISHER}
    places = {place for document in documents[1:] for place in document["prvek_rúian"]}
    own = f"https://linked.cuzk.cz/resource/ruian/obec/{town.organisation.place.code}"  # type: ignore[union-attr]
    assert places == {own, "https://linked.cuzk.cz/resource/ruian/obec/533165"}
    budget = next(document for document in documents if "geografické_území" in document)
    assert budget["geografické_území"] == ["http://data.europa.eu/nuts/code/CZ020"]


def test_data_of_high_value_name_the_act_wherever_the_norm_wants_it(town: Catalogue) -> None:
    found = rendered(town, "dcat-ap-cz/2024-05-28")
    high = next(document for record in found if "distribuce" in (document := json.loads(record["jsonld"]))
                and "kategorie_hvd" in document)  # fmt: skip
    service = high["distribuce"][1]["přístupová_služba"]
    assert all(HVD_ACT in holder["právní_předpis"] for holder in (high, *high["distribuce"], service))
    assert service["kategorie_hvd"] == high["kategorie_hvd"] == ["http://data.europa.eu/bna/c_b79e35eb"]
    assert service["kontaktní_bod"]["e-mail"] == "mailto:d@kolin.example"


def test_the_profiles_of_2026_name_the_open_data_act_and_the_page(town: Catalogue) -> None:
    documents = [json.loads(record["jsonld"]) for record in rendered(town, "dcat-ap-cz/2026-09-23")[1:]]
    assert all(OPEN_DATA_ACT in document["právní_předpis"] for document in documents)
    datasets = [document for document in documents if document["typ"] == "Datová sada"]
    assert all(OPEN_DATA_ACT in part["právní_předpis"] for document in datasets for part in document["distribuce"])
    assert {document["@context"].split("/")[3] for document in datasets} == {
        "dcat-ap-cz-otevřená-data",
        "dcat-ap-cz-hvd",
    }
    (high,) = [document for document in datasets if "kategorie_hvd" in document]
    assert HVD_PARAGRAPH in high["právní_předpis"]
    assert all(document["vstupní_stránka"].startswith("https://naves.example/catalogue/") for document in datasets)


def test_records_are_kept_at_each_write_and_only_of_what_is_published(town: Catalogue) -> None:
    kept = StoredRecord.objects.filter(profile="dcat-ap-cz/2024-05-28", syntax="jsonld")
    expected = {record["jsonld"] for record in rendered(town, "dcat-ap-cz/2024-05-28")[2:]}
    assert {record.body for record in kept} == expected
    assert len(expected) == 3
