"""What comes in goes out again: every mandatory field of the norm, judged by the norm's own schemas."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from naves.adapters.dcat_ap_cz.schemas import schema_id
from naves.adapters.harvest.files import harvest_documents, read_path
from naves.domains.catalogue.models import Dataset, StoredRecord
from naves.domains.catalogue.rules.harvest_readers import Document
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.models import Organisation
from tests.conftest import SHARED
from tests.factories.accounts import AT

pytestmark = pytest.mark.django_db
PROFILE = "dcat-ap-cz/2024-05-28"
MANDATORY = ("název", "popis", "poskytovatel", "téma", "periodicita_aktualizace", "klíčové_slovo", "prvek_rúian")
OF_A_PART = ("název", "přístupové_url", "soubor_ke_stažení", "formát", "podmínky_užití")
Record = dict[str, Any]


@pytest.fixture(autouse=True)
def _public_address(settings: Any) -> None:
    settings.NAVES_PUBLIC_ADDRESS = "https://data.naves.example"


@pytest.fixture
def complaints() -> Callable[[Record], list[str]]:
    """Return what the norm's schema holds against a record."""
    folder = SHARED / "schemas/dcat-ap-cz"
    if not folder.is_dir():
        pytest.skip(f"no schemas at {SHARED.name}/schemas beside the project")
    schemas = {one["$id"]: one for path in folder.glob("*.json") if "$id" in (one := json.loads(path.read_text()))}
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(schema)) for name, schema in schemas.items()]
    )

    def judged(record: Record) -> list[str]:
        schema = schemas[str(schema_id(record))]
        validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
        return [error.message[:200] for error in validator.iter_errors(record)]

    return judged


def going_out() -> dict[str, Record]:
    """Return the records as they go out, by the IRI that they came in with."""
    sources = dict(Dataset.objects.values_list("pk", "source_iri"))
    kept = StoredRecord.objects.filter(profile=PROFILE, syntax="jsonld").values_list("dataset_id", "body")
    return {sources[key]: json.loads(body) for key, body in kept}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def without_words(field: str, value: Any) -> Any:
    """Return a value in a form in which order and single values as lists make no difference."""
    if isinstance(value, dict):
        return {name: without_words(name, inner) for name, inner in value.items() if name not in {"typ", "iri"}}
    return sorted(str(one).strip() for one in as_list(value))


def test_the_records_of_a_region_go_out_with_every_mandatory_field(
    shared_data: Path, town: Organisation, complaints: Callable[[Record], list[str]]
) -> None:
    folder = shared_data / "catalogues/krhk__opendata"
    run = harvest_documents(read_path(folder), name="krhk", organisation=town, actor=SYSTEM, at=AT)
    assert (run.created, run.drafts, run.problems) == (165, 0, [])
    came = [record for path in folder.iterdir() if (record := json.loads(path.read_text()))["typ"] != "Katalog"]
    went = going_out()
    assert len(went) == len(came) == 165
    for record in came:
        out = went[record["iri"]]
        assert complaints(out) == []
        lost = [
            field
            for field in MANDATORY
            if any(record[field].values() if isinstance(record[field], dict) else record[field])
            and record[field] not in ({"cs": [""]}, {"cs": ""})
            and without_words(field, record[field]) != without_words(field, out[field])
        ]
        assert lost == [], record["iri"]
        assert len(out["distribuce"]) == len(record["distribuce"])
        for part, part_out in zip(record["distribuce"], out["distribuce"], strict=True):
            assert [
                field
                for field in OF_A_PART
                if without_words(field, part[field]) != without_words(field, part_out.get(field, ""))
            ] == []


def test_the_feed_of_807_datasets_goes_out_whole(
    shared_data: Path, town: Organisation, complaints: Callable[[Record], list[str]]
) -> None:
    packed = (shared_data / "catalogues/krhk_arcgis_dcat_us_feed.json.gz").read_bytes()
    documents = [Document(url="data.json", content=gzip.decompress(packed))]
    run = harvest_documents(documents, name="arcgis", organisation=town, actor=SYSTEM, at=AT, states_terms=True)
    assert (run.created, run.drafts, run.problems) == (807, 0, [])
    came = {record["identifier"]: record for record in json.loads(documents[0].content)["dataset"]}
    went = going_out()
    assert went.keys() == came.keys()
    wrong = {iri: found for iri, record in went.items() if (found := complaints(record))}
    assert wrong == {}
    for iri, record in came.items():
        assert went[iri]["název"]["cs"] == " ".join(record["title"].split())
        assert [part["přístupové_url"] for part in went[iri]["distribuce"]] == [
            part["accessURL"] for part in record["distribution"]
        ]
