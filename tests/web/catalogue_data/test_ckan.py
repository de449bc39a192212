"""ckanapi, as people use it, against the running site; and what CKAN says where something is wrong."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ckanapi import NotFound, RemoteCKAN, ValidationError
from ckanapi.errors import SearchQueryError
from django.test import Client

from tests.web.catalogue_data.conftest import Shown


@pytest.fixture
def ckan(transactional_db: None, live_server: Any) -> Iterator[RemoteCKAN]:
    with RemoteCKAN(live_server.url) as remote:
        yield remote


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_ckanapi_lists_searches_and_reads(ckan: RemoteCKAN, shown: Shown) -> None:
    parking, waste, owner = str(shown.parking.pk), str(shown.waste.pk), str(shown.owner.pk)
    assert set(ckan.action.package_list()) == {parking, waste}
    read = ckan.action.package_show(id=parking)
    assert (read["title"], read["organization"]["title"]) == ("Obsazenost parkovišť", "Dolní Lhota")
    (resource,) = read["resources"]
    assert (resource["format"], resource["url"]) == ("CSV", f"https://data.lhota.example/{parking}.csv")
    assert ckan.action.resource_show(id=resource["id"])["package_id"] == parking
    assert ckan.action.resource_view_list(id=resource["id"]) == []

    found = ckan.action.package_search(q="odpady", **{"facet.field": ["organization", "groups", "tags", "res_format"]})
    assert [one["id"] for one in found["results"]] == [waste]
    assert found["facets"]["organization"] == {owner: 1}
    assert found["facets"]["groups"] == {"envi": 1}
    assert found["search_facets"]["tags"]["items"][0]["count"] == 1
    page = ckan.action.package_search(rows=1, start=1, sort="title asc")
    assert (page["count"], [one["id"] for one in page["results"]]) == (2, [waste])
    for fq, expected in {
        f'organization:"{owner}"': {parking, waste},
        "groups:envi AND res_format:CSV": {waste},
        '+tags:"volná místa" +state:active': {parking},
        "-tags:odpad": {parking},
        "organization:nobody": set(),
        "license_id:cc-by-4.0": set(),
    }.items():
        results = ckan.action.package_search(q="*:*", fq=fq)["results"]
        assert (fq, {one["id"] for one in results}) == (fq, expected)

    assert ckan.action.organization_list() == [owner]
    assert ckan.action.organization_list(all_fields=True)[0]["package_count"] == 2
    assert len(ckan.action.organization_show(id=owner, include_datasets=True)["packages"]) == 2
    assert "tran" in ckan.action.group_list()
    assert ckan.action.group_show(id="envi")["package_count"] == 1
    assert set(ckan.action.tag_list(query="odpa")) == {"odpad"}
    assert ckan.action.license_list()[0]["id"] == "cc-by-4.0"
    assert ckan.action.status_show()["site_title"] == "Náves"
    assert ckan.action.site_read() is True
    assert len(ckan.action.current_package_list_with_resources(limit=1)) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_ckanapi_understands_our_refusals(ckan: RemoteCKAN, shown: Shown) -> None:
    for action, asked in (
        ("package_show", {"id": str(shown.draft.pk)}),
        ("package_show", {"id": "parking"}),
        ("organization_show", {"id": "praha"}),
        ("group_show", {"id": "cars"}),
        ("resource_view_list", {"id": str(shown.parking.pk)}),
        ("datastore_search", {"resource_id": str(shown.parking.distributions.get().pk)}),
    ):
        with pytest.raises(NotFound):
            ckan.call_action(action, asked)
    for asked in (
        {"rows": "many"},
        {"start": -1},
        {"facet.field": ["owner"]},
        {"facet": "perhaps", "facet.field": "tags"},
    ):
        with pytest.raises(ValidationError):
            ckan.call_action("package_search", asked)
    with pytest.raises(ValidationError):
        ckan.action.package_show()
    for asked in ({"fq": "colour:red"}, {"fq": "tags:(a OR b)"}, {"sort": "price desc"}):
        with pytest.raises(SearchQueryError):
            ckan.call_action("package_search", asked)


def test_drafts_are_in_no_action(client: Client, shown: Shown) -> None:
    for name in ("package_list", "package_search?rows=100", "current_package_list_with_resources", "tag_list"):
        answered = client.get(f"/api/3/action/{name}")
        assert json.loads(answered.content)["success"] is True
        assert str(shown.draft.pk) not in answered.content.decode()


def test_get_and_both_addresses_answer_with_the_envelope(client: Client, shown: Shown) -> None:
    old = client.get("/api/action/package_show", {"id": str(shown.parking.pk)})
    new = client.post("/api/3/action/package_show", {"id": str(shown.parking.pk)})
    assert json.loads(old.content) == json.loads(new.content)
    assert json.loads(old.content)["help"].endswith("/api/3/action/help_show?name=package_show")
    assert old["Access-Control-Allow-Origin"] == "*"
    assert client.options("/api/3/action/package_show")["Allow"] == "GET, HEAD, POST, OPTIONS"
    named = client.get("/api/3/action/help_show", {"name": "package_show"})
    assert json.loads(named.content)["result"] == "Return a dataset."


@pytest.mark.parametrize("body", ["{", "[1]", '"x"', "[" * 5000, "1"])
def test_a_body_that_is_no_dictionary_is_a_bad_request(client: Client, db: None, body: str) -> None:
    response = client.post("/api/3/action/package_list", body, content_type="application/json")
    assert response.status_code == 400
    assert json.loads(response.content).startswith("Bad request - JSON Error")


def test_what_writes_or_is_unknown_is_no_action(client: Client, db: None) -> None:
    for name in ("package_create", "nothing"):
        response = client.post(f"/api/3/action/{name}", "{}", content_type="application/json")
        assert response.status_code == 400
        assert json.loads(response.content) == f"Bad request - Action name not known: {name}"


def test_odd_values_never_end_in_a_traceback(client: Client, shown: Shown) -> None:
    long = "a " * 5000
    for asked in (
        {"q": long},
        {"fq": f'tags:"{long}"'},
        {"fq_list": ["tags:a"] * 500},
        {"q": "\0"},
        {"q": {"a": 1}},
        {"fq": ["tags:a"]},
        {"rows": [1]},
        {"limit": "9" * 400},
        {"q": 5},
    ):
        response = client.post("/api/3/action/package_search", json.dumps(asked), content_type="application/json")
        assert (asked, response.status_code in {200, 409}) == (asked, True)
