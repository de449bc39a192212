"""Sources that are broken, hostile or shrink: each is told clearly, and nothing that was here is lost."""

import json
from datetime import timedelta
from typing import Any

import pytest

from naves.adapters.harvest.limits import Budget, Limits
from naves.adapters.harvest.running import carry_out, claim
from naves.domains.catalogue.models import Dataset, DatasetSeries, HarvestRun, HarvestSource
from naves.domains.catalogue.operations.datasets import withdraw_dataset
from naves.domains.catalogue.operations.harvesting.runs import claim_run, decide_loss, start_run
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.harvesting import STALE, Harvested, HarvestedPart, RunStatus
from naves.domains.catalogue.rules.records import DatasetValues
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now
from naves.kernel.errors import Refused
from tests.adapters.harvest.conftest import Add, Run
from tests.adapters.harvest.sample import catalogue_of, feed_of, turtle_of
from tests.factories.accounts import AT
from tests.support.sources import Site, hangs, lies_about_length, redirects_to

pytestmark = pytest.mark.django_db


def codes(run: HarvestRun) -> list[str]:
    return [one["code"] for one in run.problems]


def shown() -> int:
    return Dataset.objects.filter(status="published").count()


def test_a_source_that_hangs_is_given_up(site: Site, add: Add, run: Run) -> None:
    site.special["/slow"] = hangs
    done = run(add(site.url("/slow")), silent_seconds=0.3)
    assert (done.status, codes(done)) == (RunStatus.FAILED, ["too_slow"])


def test_a_source_that_lies_about_its_length_is_told(site: Site, add: Add, run: Run) -> None:
    site.special["/data.json"] = lies_about_length
    done = run(add(site.url("/data.json"), "dcat_us"))
    assert (done.status, codes(done)) == (RunStatus.FAILED, ["broken_answer"])


def test_a_redirect_inward_is_not_followed(site: Site, add: Add, run: Run) -> None:
    site.special["/a"] = redirects_to("http://169.254.169.254/latest/meta-data")
    site.special["/b"] = redirects_to("http://127.0.0.1:1/inside")
    for path in ("/a", "/b"):
        done = run(add(site.url(path)))
        assert (done.status, codes(done)) == (RunStatus.FAILED, ["private_address"])


def test_a_private_address_is_refused_without_the_setting(add: Add, run: Run, settings: Any) -> None:
    settings.NAVES_HARVEST_ALLOWED_HOSTS = frozenset()
    done = run(add("http://127.0.0.1:9/katalog"))
    assert codes(done) == ["private_address"]


@pytest.mark.parametrize("content_type", ["text/html", "application/ld+json"])
def test_an_error_page_with_status_200_deletes_nothing(site: Site, add: Add, run: Run, content_type: str) -> None:
    source = add(site.put("/k", catalogue_of(site, 3), "application/ld+json"))
    assert run(source).created == 3
    site.put("/k", b"<!DOCTYPE html><title>Chyba</title>", content_type)
    done = run(source)
    assert (done.status, codes(done), shown()) == (RunStatus.FAILED, ["web_page"], 3)


@pytest.mark.parametrize(
    ("content", "content_type", "code"),
    [
        (b"@prefix dcat: <http://www.w3.org/ns/dcat#> . dcat:a dcat:b", "text/turtle", "broken_rdf"),
        (b"{", "application/ld+json", "not_json"),
        (b"[" * 100_000, "application/ld+json", "not_json"),
        (b'{"@context": "https://evil.example/ctx.jsonld", "@id": "x"}', "application/ld+json", "unknown_context"),
        (b"<http://a.example/a> <http://a.example/b> 1 .", "text/turtle", "no_catalogue"),
        (b"", "text/turtle", "no_catalogue"),
    ],
)
def test_what_cannot_be_read_says_why(
    site: Site, add: Add, run: Run, content: bytes, content_type: str, code: str
) -> None:
    done = run(add(site.put("/k", content, content_type)))
    assert (done.status, codes(done)) == (RunStatus.FAILED, [code])


def test_one_bad_record_does_not_stop_the_others(site: Site, add: Add, run: Run) -> None:
    feed = feed_of(site, 5)
    feed["dataset"][1]["title"] = ""
    feed["dataset"][2]["identifier"] = "https://a.example/with space"
    feed["dataset"][3]["distribution"][0]["accessURL"] = "javascript:alert(1)"
    feed["dataset"].append("not a record")
    feed["dataset"].append(dict(feed["dataset"][0]))
    done = run(add(site.put("/data.json", feed), "dcat_us", states_terms=True))
    assert (done.status, done.created, done.refused) == (RunStatus.DONE, 3, 4)
    assert sorted(codes(done)) == ["iri", "iri", "not_a_record", "required", "twice"]
    assert Dataset.objects.get(source_iri=site.url("/id/3")).distributions.count() == 0


def test_broken_characters_are_replaced(site: Site, add: Add, run: Run) -> None:
    feed = feed_of(site, 3)
    feed["dataset"][0]["title"] = "půlka \ud83d znaku\x00"
    feed["dataset"][1]["distribution"][0]["title"] = "\udc00"
    done = run(add(site.put("/data.json", json.dumps(feed).encode()), "dcat_us", states_terms=True))
    assert (done.status, done.created, done.problems) == (RunStatus.DONE, 3, [])
    assert Dataset.objects.get(source_iri=site.url("/id/0")).title_cs == "půlka ? znaku"


def test_a_record_that_no_database_can_hold_is_refused_alone(add: Add) -> None:
    started = start_run(actor=SYSTEM, at=AT, source=add("https://a.example"))
    entries = [
        Harvested(
            source_iri=f"https://a.example/{number}",
            values=DatasetValues(title_cs="Sada"),
            parts=(
                HarvestedPart(
                    source_iri=f"https://a.example/{number}/d",
                    values=DistributionValues(access_url="https://a.example/d", byte_size=size),
                ),
            ),
        )
        for number, size in enumerate((1, 2**70, 3))
    ]
    done = carry_out(
        claim(started.pk, at=now()), lambda _run, _budget: (entries, ("", "")), budget=Budget(Limits()), clock=now
    )
    assert (done.status, done.created, done.refused) == (RunStatus.DONE, 2, 1)
    assert done.problems[0]["params"] == {"iri": "https://a.example/1"}


def test_an_iri_with_a_space_is_refused_at_the_door(site: Site, add: Add, run: Run) -> None:
    text = turtle_of(site, 2).replace(site.url("/id/1"), "http://a.example/with space")
    done = run(add(site.put("/k.ttl", text.encode(), "text/turtle")))
    assert (done.created, done.refused, codes(done)) == (1, 1, ["iri"])


def test_series_in_a_circle_are_told_and_the_rest_comes_in(site: Site, add: Add, run: Run) -> None:
    document = catalogue_of(site, 1)
    for one, above in (("a", "b"), ("b", "a")):
        series = {**document["datová_sada"][0], "typ": "Datová série", "iri": site.url(f"/s/{one}")}
        document["datová_sada"].append({**series, "je_součástí": site.url(f"/s/{above}")})
    document["datová_sada"][0]["je_součástí"] = site.url("/s/a")
    done = run(add(site.put("/k", document, "application/ld+json")))
    assert (done.status, done.created, codes(done)) == (RunStatus.DONE, 1, ["series_circle"])
    assert DatasetSeries.objects.count() == 2
    assert Dataset.objects.get().series == DatasetSeries.objects.get(source_iri=site.url("/s/a"))


@pytest.mark.parametrize("left", [0, 6])
def test_a_source_that_shrinks_asks_first(site: Site, add: Add, run: Run, left: int) -> None:
    source = add(site.put("/data.json", feed_of(site, 10), "application/json"), "dcat_us", states_terms=True)
    run(source)
    site.put("/data.json", feed_of(site, left))
    done = run(source)
    assert (done.status, done.missing, done.withdrawn, shown()) == (RunStatus.ASKING, 10 - left, 0, 10)
    kept = decide_loss(actor=SYSTEM, at=now(), run=done, believe=False, reason="-")
    assert (kept.status, shown()) == (RunStatus.DONE, 10)
    again = run(source)
    gone = decide_loss(actor=SYSTEM, at=now(), run=again, believe=True, reason="Ve zdroji už není.")
    assert (gone.withdrawn, shown()) == (10 - left, left)
    assert Dataset.objects.filter(status="withdrawn").first().withdrawn_reason == "Ve zdroji už není."
    with pytest.raises(Refused):
        decide_loss(actor=SYSTEM, at=now(), run=again, believe=True, reason="-")


def test_a_small_loss_is_withdrawn_and_what_returns_is_shown_again(site: Site, add: Add, run: Run) -> None:
    source = add(site.put("/data.json", feed_of(site, 10)), "dcat_us", states_terms=True)
    run(source)
    site.put("/data.json", feed_of(site, 8))
    done = run(source)
    assert (done.status, done.missing, done.withdrawn, shown()) == (RunStatus.DONE, 2, 2, 8)
    site.put("/data.json", feed_of(site, 10))
    back = run(source)
    assert (back.returned, back.changed, back.created, shown()) == (2, 2, 0, 10)


def test_a_newer_answer_overtakes_the_question(site: Site, add: Add, run: Run) -> None:
    source = add(site.put("/data.json", feed_of(site, 4)), "dcat_us", states_terms=True)
    run(source)
    site.put("/data.json", feed_of(site, 0))
    asking = run(source)
    site.put("/data.json", feed_of(site, 4))
    assert run(source).status == RunStatus.DONE
    asking.refresh_from_db()
    assert (asking.status, shown()) == (RunStatus.OVERTAKEN, 4)


def test_a_record_withdrawn_by_hand_stays_withdrawn(site: Site, add: Add, run: Run) -> None:
    source = add(site.put("/data.json", feed_of(site, 4)), "dcat_us", states_terms=True)
    run(source)
    mine = Dataset.objects.get(source_iri=site.url("/id/0"))
    withdraw_dataset(actor=SYSTEM, at=now(), dataset=mine, reason="Chyba v datech.")
    feed = feed_of(site, 4)
    feed["dataset"][0]["title"] = "Nový název"
    site.put("/data.json", feed)
    assert run(source).changed == 1
    mine.refresh_from_db()
    assert (mine.status, mine.title_cs) == ("withdrawn", "Nový název")


def test_a_document_that_fails_is_not_a_loss(site: Site, add: Add, run: Run) -> None:
    listed = [site.put(f"/id/{n}", catalogue_of(site, 4)["datová_sada"][n] | CONTEXT(site)) for n in range(4)]
    source = add(site.put("/k", catalogue_of(site, 0) | {"datová_sada": listed}, "application/ld+json"))
    assert run(source).created == 4
    del site.files["/id/2"]
    site.put("/id/3", b"<html>", "text/html")
    done = run(source)
    assert (done.status, done.unchanged, done.refused, done.missing) == (RunStatus.DONE, 2, 2, 0)
    assert (sorted(codes(done)), shown()) == (["bad_status", "web_page"], 4)


def CONTEXT(site: Site) -> dict[str, Any]:  # noqa: N802
    return {"@context": catalogue_of(site, 0)["@context"]}


def test_a_run_stopped_at_a_limit_goes_on(site: Site, add: Add, run: Run) -> None:
    listed = [site.put(f"/id/{n}", catalogue_of(site, 30)["datová_sada"][n] | CONTEXT(site)) for n in range(30)]
    source = add(site.put("/k", catalogue_of(site, 0) | {"datová_sada": listed}, "application/ld+json"))
    first = run(source, bytes_read=40_000)
    assert (first.status, codes(first)) == (RunStatus.PAUSED, ["out_of_bytes"])
    assert 0 < first.created < 30
    asked = len(site.asked)
    second = run(source)
    assert (second.pk, second.status, second.created) == (first.pk, RunStatus.DONE, 30)
    assert len(site.asked) - asked == 1 + 30 - first.created


def test_a_killed_run_is_resumed_after_its_last_whole_batch(
    site: Site, add: Add, run: Run, town: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add(site.put("/data.json", feed_of(site, 250)), "dcat_us", states_terms=True)
    started = start_run(actor=SYSTEM, at=AT, source=source)
    assert claim_run(run_id=started.pk, at=now()) is not None
    assert claim_run(run_id=started.pk, at=now()) is None
    HarvestRun.objects.filter(pk=started.pk).update(alive_at=now() - STALE - timedelta(seconds=1))
    done = run(HarvestSource.objects.get(pk=source.pk))
    assert (done.pk, done.status, done.created) == (started.pk, RunStatus.DONE, 250)
