"""What each kind of source says arrives in the fields of our records."""

from datetime import date
from typing import Any

import pytest

from naves.adapters.harvest.preview import preview_of
from naves.adapters.harvest.readers import guess, reader_of
from naves.domains.catalogue.models import DataService, Dataset
from naves.domains.catalogue.rules.harvest_readers import Document
from naves.domains.catalogue.rules.harvesting import RunStatus
from naves.domains.catalogue.rules.vocabulary import CC0
from naves.kernel.errors import Refused
from tests.adapters.harvest.conftest import Add, Run
from tests.adapters.harvest.sample import EU, catalogue_of, feed_of, turtle_of
from tests.support.sources import Site

pytestmark = pytest.mark.django_db


def test_a_czech_catalogue_in_one_document(site: Site, add: Add, run: Run) -> None:
    done = run(add(site.put("/k", catalogue_of(site, 2), "application/ld+json")))
    assert (done.status, done.created, done.drafts, done.problems) == (RunStatus.DONE, 2, 0, [])
    one = Dataset.objects.get(source_iri=site.url("/id/1"))
    assert (one.title_cs, one.title_en, one.keywords_cs) == ("Datová sada 1", "Dataset 1", ["doprava", "parkování"])
    assert (one.themes, one.eurovoc) == (["TRAN"], ["http://eurovoc.europa.eu/4512"])
    assert (one.temporal_from, one.temporal_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (one.contact_name, one.contact_email) == ("Odbor dat", "data@lhota.example")
    assert (one.hvd_categories, one.temporal_resolution, one.spatial_resolution_m) == (["c_b79e35eb"], "P1D", 15.5)
    file, service = one.distributions.all()
    assert (file.format, file.media_type, file.compression) == ("CSV", "text/csv", "application/gzip")
    assert file.schema_url == "https://data.example/schema.json"
    assert (service.kind, service.service.endpoint_url) == ("service", "https://api.example/1")
    assert DataService.objects.count() == 2


def test_a_european_catalogue_in_turtle(site: Site, add: Add, run: Run) -> None:
    done = run(add(site.put("/k.ttl", turtle_of(site, 2).encode(), "text/turtle"), states_terms=True))
    assert (done.status, done.created, done.drafts, done.problems) == (RunStatus.DONE, 2, 0, [])
    one = Dataset.objects.get(source_iri=site.url("/id/0"))
    assert (one.title_cs, one.title_en, one.keywords_en) == ("Sada 0", "Dataset 0", ["water"])
    assert (one.temporal_from, one.contact_email) == (date(2020, 1, 1), "odbor@lhota.example")
    assert one.spatial == [f"{EU}/country/CZE"]
    assert one.extras["rdf"] == {"http://www.w3.org/ns/adms#identifier": ["x0"]}
    part = one.distributions.get()
    assert (part.licence, part.format, part.byte_size) == (CC0, "JSON", 1200)


def test_pages_of_a_catalogue_are_followed_once(site: Site, add: Add, run: Run) -> None:
    def page(number: int) -> bytes:
        text = turtle_of(site, 3).replace("/id/", f"/id/{number}-")
        hydra = "http://www.w3.org/ns/hydra/core#"
        following = site.url(f"/p{(number + 1) % 3}")
        view = f"<{site.url(f'/p{number}')}> a <{hydra}PartialCollectionView> ; <{hydra}next> <{following}> ."
        return f"{text} {view}".encode()

    for number in range(3):
        site.put(f"/p{number}", page(number), "text/turtle")
    assert run(add(site.url("/p0"), states_terms=True)).created == 9


def package(number: int) -> dict[str, Any]:
    return {
        "id": f"b{number}",
        "name": f"rozpocet-{number}",
        "title": f"Rozpočet {number}",
        "notes": "Popis.",
        "tags": [{"name": "rozpočet", "display_name": "rozpočet"}],
        "groups": [{"name": "econ"}],
        "license_id": "cc-zero",
        "metadata_modified": "2025-03-01T10:00:00.123",
        "extras": [{"key": "frequency", "value": "annual"}],
        "organization": {"title": "Lhota"},
        "resources": [{"id": "r1", "name": "CSV", "url": f"https://data.example/{number}.csv", "format": "csv"}],
    }


def test_pages_of_ckan(site: Site, add: Add, run: Run) -> None:
    packages = [package(number) for number in range(130)]
    for start in (0, 100):
        result = {"success": True, "result": {"count": 130, "results": packages[start : start + 100]}}
        site.put(f"/ckan/api/3/action/package_search?rows=100&start={start}&sort=id+asc", result)
    done = run(add(site.url("/ckan"), "ckan", states_terms=True))
    assert (done.status, done.created, done.drafts, done.problems) == (RunStatus.DONE, 130, 0, [])
    one = Dataset.objects.get(source_iri=site.url("/ckan/dataset/b7"))
    assert (one.title_cs, one.themes, one.frequency) == ("Rozpočet 7", ["ECON"], "ANNUAL")
    assert (one.modified_on, one.extras["publisher"]) == (date(2025, 3, 1), "Lhota")


def test_what_does_not_answer_as_ckan_is_told(site: Site, add: Add, run: Run) -> None:
    site.put("/api/3/action/package_search?rows=100&start=0&sort=id+asc", {"success": False})
    done = run(add(site.url("/"), "ckan"))
    assert (done.status, done.problems[0]["code"]) == (RunStatus.FAILED, "not_ckan")


def test_only_what_changed_is_written(site: Site, add: Add, run: Run) -> None:
    feed = feed_of(site, 5)
    source = add(site.put("/data.json", feed), "dcat_us", states_terms=True)
    run(source)
    first = Dataset.objects.get(source_iri=site.url("/id/2"))
    part = first.distributions.get()
    feed["dataset"][2]["title"] = "Jiný název"
    feed["dataset"][2]["distribution"].append({"title": "JSON", "format": "JSON", "accessURL": "https://d.example/j"})
    site.put("/data.json", feed)
    done = run(source)
    assert (done.created, done.changed, done.unchanged) == (0, 1, 4)
    first.refresh_from_db()
    assert (first.title_cs, first.version_number) == ("Jiný název", 2)
    assert first.distributions.get(title_cs="CSV").iri == part.iri
    assert sorted(first.facets.filter(kind="format").values_list("value", flat=True)) == ["CSV", "JSON"]


def test_a_look_at_a_source_writes_nothing(site: Site) -> None:
    url = site.put("/data.json", feed_of(site, 20))
    shown = preview_of(url, "dcat_us", states_terms=False, owner="Lhota")
    assert len(shown.samples) == 8
    assert {problem.code for problem in shown.samples[0].record.lacking} == {"required"}  # type: ignore[union-attr]
    assert Dataset.objects.count() == 0
    assert preview_of(site.url("/none"), "dcat", states_terms=False, owner="").problems[0].code == "bad_status"


@pytest.mark.parametrize(
    ("url", "content", "kind"),
    [
        ("https://a.example/api/3/action/package_search", b"{}", "ckan"),
        ("data.json", b'{"dataset": []}', "dcat_us"),
        ("k.jsonld", b'{"iri": "https://a.example", "dataset": []}', "dcat"),
        ("k.ttl", b"@prefix a: <https://a.example/> .", "dcat"),
        ("k.json", b"{", "dcat"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(url: str, content: bytes, kind: str) -> None:
    assert guess(Document(url=url, content=content)) == kind


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused):
        reader_of("sparql")
