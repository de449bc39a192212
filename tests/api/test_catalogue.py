"""Datasets over the API: from a draft to a published record, from held by a vendor to a rehearsed export."""

from typing import Any

import pytest

from naves.domains.catalogue.models import Dataset
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from tests.api.conftest import Caller
from tests.factories.catalogue import EXPORT, make_held
from tests.factories.organisations import make_clerk
from tests.factories.places import Country

RECORD = {
    "title_cs": "Obsazenost parkovišť",
    "description_cs": "Volná místa po čtvrthodinách.",
    "keywords_cs": ["parkování"],
    "themes": ["TRAN"],
    "frequency": "DAILY",
}


@pytest.fixture(autouse=True)
def own_files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def manager(country: Country) -> Caller:
    return Caller(make_clerk(country.town("Litovel"), MemberRole.MANAGER))


@pytest.fixture
def town(manager: Caller) -> Organisation:
    return Organisation.objects.get(name="Litovel")


def test_a_record_is_entered_published_and_found(manager: Caller, town: Organisation) -> None:
    made = manager("POST", "/datasets", {**RECORD, "owner": str(town.pk)})
    assert made.status_code == 201, made.content
    path = f"/datasets/{made.json()['id']}"
    assert made["Location"] == f"/api/v1{path}"
    assert Caller()("GET", path).status_code == 404
    file = {"download_url": "https://data.litovel.example/p.csv", "format": "CSV", "media_type": "text/csv"}
    assert manager("POST", f"{path}/distributions", file).status_code == 201
    shown = manager("POST", f"{path}/publish").json()
    assert (shown["status"], shown["distributions"][0]["format"]) == ("published", "CSV")
    assert [one["id"] for one in Caller().get("/datasets?text=parkovist&theme=TRAN")["items"]] == [shown["id"]]
    assert Caller().get(f"{path}/quality")["to_fix"][0]["code"] == "description"
    stale = manager("PUT", path, {**RECORD, "version_number": 1})
    assert stale.status_code == 409
    withdrawn = manager("POST", f"{path}/withdraw", {"reason": "Chyba"}).json()
    assert withdrawn["status"] == "withdrawn"


def test_bad_values_come_back_with_field_value_and_remedy(manager: Caller, town: Organisation) -> None:
    refused = manager("POST", "/datasets", {**RECORD, "owner": str(town.pk), "themes": ["DOPRAVA"]})
    assert refused.status_code == 422
    problem = refused.json()["problems"][0]
    assert (problem["field"], problem["value"]) == ("themes", "DOPRAVA")
    assert problem["remedy"]
    assert Dataset.objects.count() == 0


def test_a_dataset_comes_home_over_the_api(manager: Caller, town: Organisation) -> None:
    held = make_held(town)
    path = f"/datasets/{held.pk}"
    assert manager.get(f"{path}/custody")["stage"] == "held"
    fact = {"aspect": "right", "value": "owned", "established_on": "2026-01-05", "evidence": "dodatek č. 1"}
    assert manager("POST", f"{path}/custody", fact).json()["stage"] == "on_paper"
    plan = manager("POST", f"{path}/recovery-plans", {"template": "parking"}).json()
    step = plan["steps"][0]["id"]
    closed = manager("POST", f"/recovery-steps/{step}/status", {"outcome": "Nalezeno."}).json()
    assert closed["status"] == "done"
    columns = [{"name": "id", "kind": "integer", "required": True}, {"name": "ulice"}]
    assert manager("PUT", f"{path}/export-schema", {"columns": columns}).status_code == 200
    query = "?name=p.csv&exported_on=2026-01-05&rows_expected=3"
    bad = manager("POST", f"{path}/rehearsals{query}", EXPORT.replace("2;", "dva;").encode()).json()
    assert (bad["has_passed"], bad["problems"][0]["row"], bad["problems"][0]["column"]) == (False, 3, "id")
    assert manager("POST", f"{path}/rehearsals{query}", EXPORT.encode()).json()["has_passed"]
    assert manager.get(f"{path}/custody")["stage"] == "recovered"
    estate = manager.get(f"/organisations/{town.pk}/data-estate")
    assert (estate["by_stage"]["recovered"], estate["not_assessed"]) == (1, 0)
    assert manager.get(f"/organisations/{town.pk}/data-estate?as_of=2025-06-01")["datasets"] == []


def test_what_is_the_owners_is_refused_to_others(manager: Caller, town: Organisation, analyst: Caller) -> None:
    held = make_held(town)
    for path in (f"/datasets/{held.pk}/custody", f"/datasets/{held.pk}/grants", f"/datasets/{held.pk}/policies"):
        assert Caller()("GET", path).status_code == 404
    assert Caller()("GET", f"/organisations/{town.pk}/data-estate").status_code == 401
    assert manager("GET", "/custody/country").status_code == 403
    assert analyst.get("/custody/country")["held_outside"] == 1
    grant = {"subject_kind": "public", "purpose": "Studie"}
    assert analyst("POST", f"/datasets/{held.pk}/grants", grant).status_code == 403
    given = manager("POST", f"/datasets/{held.pk}/grants", grant)
    assert given.status_code == 201
    assert manager.get(f"/datasets/{held.pk}/policies")[0]["@type"] == "Offer"
    assert Caller().get(f"/organisations/{town.pk}/data-holders") == []
    revoke = f"/datasets/{held.pk}/grants/{given.json()['id']}/revoke"
    assert analyst("POST", revoke).status_code == 403
    assert manager("POST", revoke).json()["revoked_at"] is not None
    assert manager("POST", revoke.replace(given.json()["id"], str(held.pk))).status_code == 404
