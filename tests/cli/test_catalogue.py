"""naves catalogue: records out, and judged by the norms that the operator keeps."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from naves.domains.catalogue.models import Dataset, StoredRecord
from naves.domains.catalogue.operations.catalogues import CatalogueValues, describe_catalogue
from naves.domains.organisations.access import SYSTEM
from tests.cli.conftest import Command
from tests.conftest import SHARED
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_town

SCHEMAS = SHARED / "schemas"


@pytest.fixture
def town(db: None, settings: Any) -> Dataset:
    settings.NAVES_PUBLIC_ADDRESS = "https://naves.example"
    owner = make_town("Litovel")
    owner.ico = "00299138"
    owner.save()
    describe_catalogue(actor=SYSTEM, at=AT, owner=owner, values=CatalogueValues(title_cs="Data Litovle"))
    make_dataset(publish=True, title_cs="Odjinud")
    return make_dataset(owner, publish=True)


@pytest.fixture
def norms() -> Path:
    if not SCHEMAS.is_dir():
        pytest.skip(f"no schemas at {SHARED.name}/schemas beside the project")
    return SCHEMAS


@pytest.mark.parametrize("profile", ["dcat-ap-cz/2024-05-28", "dcat-ap-cz/2026-09-23", "dcat-ap/3.0.1"])
def test_every_syntax_says_the_same(naves: Command, town: Dataset, tmp_path: Path, profile: str) -> None:
    for syntax in ("nt", "ttl"):
        out = tmp_path / f"catalogue.{syntax}"
        result = naves("catalogue", "export", "--profile", profile, "--format", syntax, "--out", out)
        assert (result.exit_code, result.output) == (0, f"Do souboru {out} zapsáno záznamů: 3.\n")
    lines = {quad.triple for quad in parse(path=str(tmp_path / "catalogue.nt"), format=RdfFormat.N_TRIPLES)}
    assert lines == {quad.triple for quad in parse(path=str(tmp_path / "catalogue.ttl"), format=RdfFormat.TURTLE)}
    assert any(town.iri == triple.subject.value for triple in lines if hasattr(triple.subject, "value"))


def test_one_organisation_is_named_by_its_number(naves: Command, town: Dataset) -> None:
    result = naves("catalogue", "export", "--format", "jsonld", "--organisation", "00299138")
    catalogue, dataset = json.loads(result.output)
    assert catalogue["datová_sada"] == [dataset["iri"]] == [town.iri]
    unknown = naves("catalogue", "export", "--organisation", "Litovel")
    assert unknown.exit_code == 1
    assert "Organizace „Litovel“ tu není." in unknown.output


def test_a_file_that_cannot_be_written_is_told(naves: Command, town: Dataset, tmp_path: Path) -> None:
    result = naves("catalogue", "export", "--out", tmp_path / "missing" / "catalogue.nt")
    assert result.exit_code == 1
    assert "catalogue.nt" in result.output


def test_what_is_kept_satisfies_the_norms(naves: Command, town: Dataset, norms: Path) -> None:
    result = naves("catalogue", "validate", "--schemas", norms / "dcat-ap-cz")
    assert (result.exit_code, result.output) == (0, "Posouzeno záznamů: 3, výhrad: 0.\n")


def test_a_bad_file_is_told_field_by_field(naves: Command, town: Dataset, norms: Path, tmp_path: Path) -> None:
    body = json.loads(StoredRecord.objects.get(dataset=town, profile="dcat-ap-cz/2024-05-28", syntax="jsonld").body)
    del body["téma"]
    body["iri"] = "http://naves.example/1"
    file = tmp_path / "records.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in (body, {"typ": "Kniha"}, 5)), encoding="utf-8")
    result = naves("catalogue", "validate", file, "--schemas", norms / "dcat-ap-cz")
    assert result.exit_code == 1
    assert "'téma' is a required property" in result.output
    assert "Posouzeno záznamů: 3, výhrad: 4." in result.output


def test_validating_by_nothing_or_by_an_empty_folder_is_refused(naves: Command, town: Dataset, tmp_path: Path) -> None:
    assert naves("catalogue", "validate").exit_code == 2
    empty = naves("catalogue", "validate", "--schemas", tmp_path)
    assert empty.exit_code == 1
    assert "ofn.gov.cz" in empty.output
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert naves("catalogue", "validate", "--schemas", tmp_path).exit_code == 1
    broken.write_text('{"$id": "https://x.example/"}', encoding="utf-8")
    assert naves("catalogue", "validate", "--schemas", tmp_path, "--profile", "x").exit_code == 1
    text = tmp_path / "text.txt"
    text.write_text("no json\nat all", encoding="utf-8")
    refused = naves("catalogue", "validate", text, "--schemas", tmp_path)
    assert refused.exit_code == 1
    assert "není JSON" in refused.output


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_shapes_judge_the_european_records(naves: Command, town: Dataset, norms: Path, tmp_path: Path) -> None:
    shapes = norms / "dcat-ap/3.0.1/shapes.ttl"
    result = naves("catalogue", "validate", "--profile", "dcat-ap/3.0.1", "--shapes", shapes)
    assert (result.exit_code, result.output) == (0, "Posouzeno záznamů: 0, výhrad: 0.\n")
    bad = tmp_path / "bad.ttl"
    bad.write_text("<https://x.example/1> a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    assert naves("catalogue", "validate", bad, "--shapes", shapes).exit_code == 1


def test_shapes_without_pyshacl_say_what_to_install(
    naves: Command, town: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text("", encoding="utf-8")
    result = naves("catalogue", "validate", "--shapes", shapes)
    assert result.exit_code == 1
    assert "pip install pyshacl" in result.output


def test_rebuild_makes_what_is_missing(naves: Command, town: Dataset) -> None:
    StoredRecord.objects.all().delete()
    assert naves("catalogue", "rebuild").output == "Vytvořeny záznamy datových sad: 2.\n"
    assert StoredRecord.objects.count() == 12
