"""Every IRI of a record answers a program."""

import json
from typing import Any

import pytest
from django.test import Client
from pyoxigraph import RdfFormat, parse

from naves.domains.catalogue.models import Dataset, StoredRecord
from naves.domains.catalogue.operations.datasets import withdraw_dataset
from naves.domains.catalogue.operations.series import create_series
from naves.domains.organisations.access import SYSTEM
from tests.factories.accounts import AT
from tests.factories.catalogue import make_record_values
from tests.web.catalogue_data.conftest import Shown


def path_of(dataset: Dataset) -> str:
    return f"/data/datasets/{dataset.pk}"


def graph(content: bytes, syntax: Any) -> set[Any]:
    return {quad.triple for quad in parse(content, format=syntax)}


def test_an_iri_answers_in_json_ld_turtle_and_n_triples(client: Client, shown: Shown) -> None:
    plain = client.get(path_of(shown.parking))
    assert plain.status_code == 200
    assert plain["Content-Type"] == "application/ld+json"
    assert json.loads(plain.content)["iri"] == shown.parking.iri
    turtle = client.get(path_of(shown.parking), headers={"Accept": "text/turtle"})
    lines = client.get(path_of(shown.parking) + ".nt")
    assert graph(turtle.content, RdfFormat.TURTLE) == graph(lines.content, RdfFormat.N_TRIPLES)
    assert turtle["Content-Type"].startswith("text/turtle")
    assert "Accept" in turtle["Vary"]


def test_another_profile_is_asked_for_by_name(client: Client, shown: Shown) -> None:
    new = client.get(path_of(shown.parking), {"profile": "dcat-ap-cz/2026-09-23"})
    assert "2026-09-23" in json.loads(new.content)["@context"]
    europe = client.get(path_of(shown.parking), {"profile": "dcat-ap/3.0.1"})
    assert json.loads(europe.content)["@type"] == "dcat:Dataset"
    unknown = client.get(path_of(shown.parking), {"profile": "dcat-us"})
    assert unknown.status_code == 400
    assert json.loads(unknown.content)["field"] == "profile"


def test_a_browser_is_led_to_the_page(client: Client, shown: Shown) -> None:
    response = client.get(path_of(shown.parking), headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (response.status_code, response["Location"]) == (303, f"/catalogue/datasets/{shown.parking.pk}/")
    for path in (path_of(shown.parking), f"/data/catalogues/{shown.catalogue.pk}", "/data/catalog"):
        page = client.get(path, headers={"Accept": "text/html"}, follow=True)
        assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert shown.parking.title_cs in page.content.decode()


def test_the_catalogue_lists_what_is_shown_and_every_address_in_it_answers(client: Client, shown: Shown) -> None:
    series = create_series(actor=SYSTEM, at=AT, owner=shown.owner, values=make_record_values(), publish=True)
    found = json.loads(client.get(f"/data/catalogues/{shown.catalogue.pk}").content)
    assert set(found["datová_sada"]) == {shown.parking.iri, shown.waste.iri, series.iri}
    for iri in found["datová_sada"]:
        answered = client.get(iri[iri.index("/data/") :])
        assert json.loads(answered.content)["iri"] == iri


def test_a_distribution_answers_with_the_record_that_holds_it(client: Client, shown: Shown) -> None:
    part = shown.parking.distributions.get()
    response = client.get(f"/data/distributions/{part.pk}")
    assert json.loads(response.content)["distribuce"][0]["iri"] == part.iri
    assert response["Content-Location"].endswith(f"/data/datasets/{shown.parking.pk}.jsonld")


def test_drafts_and_unknown_records_are_not_there(client: Client, shown: Shown) -> None:
    unknown = str(shown.draft.pk)[:-4] + "0000"
    for path in (
        path_of(shown.draft),
        path_of(shown.draft) + ".nt",
        f"/data/datasets/{unknown}",
        f"/data/series/{unknown}",
        f"/data/services/{unknown}",
        f"/data/catalogues/{unknown}",
        f"/data/distributions/{unknown}",
        "/data/dumps/dcat-us.nt",
    ):
        response = client.get(path)
        assert (path, response.status_code) == (path, 404)
        assert response["Access-Control-Allow-Origin"] == "*"
    assert not StoredRecord.objects.filter(dataset=shown.draft).exists()


def test_a_withdrawn_record_is_gone_and_says_why(client: Client, shown: Shown) -> None:
    withdraw_dataset(actor=SYSTEM, at=AT, dataset=shown.parking, reason="Chybná data.")
    response = client.get(path_of(shown.parking))
    assert response.status_code == 410
    assert json.loads(response.content)["detail"] == "Chybná data."
    assert shown.parking.iri not in client.get(f"/data/catalogues/{shown.catalogue.pk}").content.decode()
    assert shown.parking.iri.encode() not in b"".join(client.get("/data/dumps/dcat-ap/3.0.1.nt"))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["dataset", "catalogue", "catalog", "dump"])
def test_what_the_reader_has_is_not_sent_again(client: Client, shown: Shown, kind: str) -> None:
    path = {
        "dataset": path_of(shown.parking),
        "catalogue": f"/data/catalogues/{shown.catalogue.pk}.ttl",
        "catalog": "/data/catalog",
        "dump": "/data/dumps/dcat-ap-cz/2024-05-28.jsonl",
    }[kind]
    first = client.get(path)
    assert first["Last-Modified"]
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    head = client.head(path)
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    withdraw_dataset(actor=SYSTEM, at=AT, dataset=shown.waste, reason="Omyl.")
    changed = client.get(path, headers={"If-None-Match": first["ETag"]}).status_code
    assert changed == (304 if kind == "dataset" else 200)


def test_pages_elsewhere_may_read_and_ask_what_is_allowed(client: Client, shown: Shown) -> None:
    response = client.options(path_of(shown.parking), headers={"Origin": "https://elsewhere.example"})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert client.post(path_of(shown.parking)).status_code == 405
    assert client.get(path_of(shown.parking))["Access-Control-Allow-Origin"] == "*"


def test_answers_are_packed_for_those_who_take_it(client: Client, shown: Shown) -> None:
    import gzip

    record = client.get(path_of(shown.parking), headers={"Accept-Encoding": "gzip"})
    assert json.loads(gzip.decompress(record.content))["iri"] == shown.parking.iri
    plain = b"".join(client.get("/data/dumps/dcat-ap-cz/2024-05-28.nt"))  # type: ignore[arg-type]
    packed = client.get("/data/dumps/dcat-ap-cz/2024-05-28.nt", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(packed)) == plain  # type: ignore[arg-type]


def test_a_dump_is_packed_for_nobody_who_refuses_it_and_is_not_read_for_a_head(client: Client, shown: Shown) -> None:
    path = "/data/dumps/dcat-ap-cz/2024-05-28.nt"
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"})
    assert b"".join(refused) == b"".join(client.get(path))  # type: ignore[arg-type]
    head = client.head(path, headers={"Accept-Encoding": "gzip"})
    assert (head.status_code, head["Content-Encoding"], head["ETag"][-4:]) == (200, "gzip", '-gz"')


def test_a_dump_has_every_record_and_can_be_of_one_organisation(client: Client, shown: Shown) -> None:
    lines = b"".join(client.get("/data/dumps/dcat-ap-cz/2024-05-28.jsonl"))  # type: ignore[arg-type]
    assert {json.loads(line)["iri"] for line in lines.splitlines()} == {shown.parking.iri, shown.waste.iri}
    path = "/data/dumps/dcat-ap/3.0.1.nt"
    whole = b"".join(client.get(path))  # type: ignore[arg-type]
    assert b"".join(client.get(path, {"organisation": str(shown.owner.pk)})) == whole  # type: ignore[arg-type]
    nobody = str(shown.parking.pk)
    assert b"".join(client.get(path, {"organisation": nobody})) == b""  # type: ignore[arg-type]
    assert client.get(path, {"organisation": "Lhota"}).status_code == 400


def test_pages_lead_from_the_first_to_the_last(client: Client, shown: Shown) -> None:
    seen, path, size = set(), "/data/catalog.nt?size=1", 0
    while path:
        response = client.get(path)
        size += 1
        triples = graph(response.content, RdfFormat.N_TRIPLES)
        seen |= {triple.object.value for triple in triples if triple.predicate.value.endswith("dcat#dataset")}
        follow = [triple.object.value for triple in triples if triple.predicate.value.endswith("core#next")]
        path = follow[0][follow[0].index("/data/") :] if follow else ""
        assert bool(follow) == ("Link" in response)
    assert (seen, size) == ({shown.parking.iri, shown.waste.iri}, 2)


@pytest.mark.parametrize("said", [{"size": "0"}, {"size": "9999"}, {"size": "½"}, {"after": "first"}])
def test_a_page_that_is_not_there_is_refused_in_words(client: Client, shown: Shown, said: dict[str, str]) -> None:
    response = client.get("/data/catalog", said)
    assert response.status_code == 400
    assert json.loads(response.content)["field"] in said


def test_a_harvest_of_many_costs_a_fixed_number_of_statements(shown: Shown, django_assert_num_queries: Any) -> None:
    from naves.adapters.stored_records import registry
    from naves.adapters.stored_records.keeping import keep
    from tests.factories.catalogue import make_dataset

    renderers = list(registry.renderers().values())
    few = [shown.parking.pk, shown.draft.pk]
    many = [*few, shown.waste.pk, *(make_dataset(shown.owner, publish=True).pk for _ in range(10))]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as first:
        assert keep(renderers, few, AT) == 1
    with django_assert_num_queries(len(first)):
        assert keep(renderers, many, AT) == 12
    assert StoredRecord.objects.count() == 12 * len(renderers) * 2
