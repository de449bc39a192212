"""Everything out and in, line by line: all or nothing, safe to repeat."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Evidence, Need
from tests.api.conftest import Caller
from tests.api.test_needs import NEED
from tests.factories.needs import make_evidence, make_need
from tests.factories.places import Country
from tests.factories.strategies import ClaimFactory, IndicatorFactory, MeasureFactory, ResponseFactory, VersionFactory

IMPORT = "/imports/needs?source=helpdesk"


def lines(*records: Any) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()


def exported(caller: Caller, what: str) -> list[dict[str, Any]]:
    response = caller("GET", f"/exports/{what}")
    assert response["Content-Type"].startswith("application/x-ndjson")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return [json.loads(line) for line in content.splitlines()]


def test_needs_come_in_once_however_often_they_are_sent(clerk: Caller) -> None:
    body = lines({**NEED, "source_id": "1"}, {**NEED, "source_id": "2", "title": "Chybí chodník"})
    first, again = (clerk("POST", IMPORT, body).json() for _ in range(2))
    assert (first["created"], again["created"], again["unchanged"]) == (2, 0, 2)
    assert Need.objects.filter(status=NeedStatus.PUBLISHED).count() == 2
    changed = clerk("POST", IMPORT, lines({**NEED, "source_id": "1", "severity": 3})).json()
    assert changed["updated"] == 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing(clerk: Caller) -> None:
    report = clerk("POST", f"{IMPORT}&dry_run=true", lines(NEED, {**NEED, "place": "999999"})).json()
    assert (report["created"], report["problem_count"], report["dry_run"]) == (1, 1, True)
    assert (report["problems"][0]["row"], report["problems"][0]["value"]) == (2, "999999")
    assert not Need.objects.exists()


def test_every_wrong_line_is_told_with_its_number_and_nothing_is_written(clerk: Caller) -> None:
    body = lines(
        NEED,
        {**NEED, "title": "Bus"},
        {**NEED, "place": "567027"},
        {**NEED, "voiced_on": "včera"},
        {**NEED, "tytul": "překlep"},
    )
    body += b"no json\n\xff\xfe\n[1]\n\n"
    response = clerk("POST", IMPORT, body, Accept_Language="cs")
    problems = {problem["row"]: problem for problem in response.json()["problems"]}
    assert response.status_code == 422
    assert {row: problem["code"] for row, problem in problems.items()} == {
        2: "title_short",
        3: "place_not_yours",
        4: "date_from_datetime_parsing",
        5: "extra_forbidden",
        6: "line_json",
        7: "line_encoding",
        8: "line_json",
    }
    assert problems[6]["message"] == "Řádek není objekt ve formátu JSON."
    assert (problems[5]["field"], problems[4]["value"]) == ("tytul", "včera")
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("body", "code"), [(b"", "body_empty"), (b'{"title": "' + b"a" * 1_100_000 + b'"}', "line_long")]
)
def test_an_empty_body_and_an_endless_line_are_refused(clerk: Caller, body: bytes, code: str) -> None:
    response = clerk("POST", IMPORT, body)
    assert (response.status_code, response.json()["problems"][0]["code"]) == (422, code)


def test_a_body_larger_than_a_form_may_be_is_read_line_by_line(clerk: Caller) -> None:
    body = lines(*({**NEED, "title": f"Potřeba číslo {n}", "description": "x" * 15_000} for n in range(400)))
    assert len(body) > 5_500_000
    assert clerk("POST", IMPORT, body).json()["created"] == 400


def test_evidence_comes_in_at_the_needs_it_names(clerk: Caller) -> None:
    clerk("POST", IMPORT, lines({**NEED, "source_id": "1"}))
    row = {"place": "503444", "kind": "post", "source": "Helpdesk", "occurred_on": "2026-05-04", "text": "Ano."}
    body = lines({**row, "need_source_id": "1"}, {**row, "text": "Kdo ví."})
    made = clerk("POST", "/imports/evidence?source=helpdesk", body)
    assert made.status_code == 200, made.content.decode()
    assert made.json()["created"] == 2
    assert Evidence.objects.filter(need__source_id="1").count() == 1
    assert clerk("POST", "/imports/evidence?source=helpdesk", body).json()["unchanged"] == 2


def test_importing_needs_rights_in_the_place(stranger: Caller, anybody: Caller, clerk: Caller) -> None:
    assert [who("POST", IMPORT, lines(NEED)).status_code for who in (stranger, anybody)] == [403, 401]
    assert not Need.objects.exists()


def test_what_goes_out_comes_in_again(country: Country, clerk: Caller, anybody: Caller, analyst: Caller) -> None:
    make_need(country.town("Litovel"), groups=frozenset({"seniors", "children"}))
    make_need(country.town("Litovel"), title="Chybí chodník ke škole")
    before = exported(anybody, "needs")
    answer = clerk("POST", "/imports/needs?source=copy", lines(*before))
    assert answer.status_code == 200, answer.content.decode()
    told = answer.json()
    assert (told["created"], told["problem_count"]) == (2, 0)
    contents = ("title", "description", "themes", "groups", "severity", "voiced_on", "people_affected")
    after = [need for need in exported(anybody, "needs") if need["source"] == "copy"]
    assert sorted([need[name] for name in contents] for need in after) == sorted(
        [need[name] for name in contents] for need in before
    )


def test_exports_hold_what_the_caller_may_see(country: Country, clerk: Caller, anybody: Caller) -> None:
    town = country.town("Litovel")
    public, draft = make_need(town), make_need(town, title="Rozepsaná potřeba", status=NeedStatus.DRAFT)
    make_evidence(need=public)
    make_evidence(need=draft)
    make_evidence(place=town, title="Čeká na zařazení")
    assert (len(exported(anybody, "needs")), len(exported(anybody, "evidence"))) == (1, 1)
    assert (len(exported(clerk, "needs")), len(exported(clerk, "evidence"))) == (2, 3)


def test_strategies_measures_and_responses_go_out_whole(country: Country, anybody: Caller) -> None:
    version = VersionFactory(places=[country.town("Litovel")])
    measure = MeasureFactory(goal__version=version)
    IndicatorFactory(measure=measure)
    ClaimFactory(response=ResponseFactory(need=make_need(country.town("Litovel")), measure=measure))
    [strategy] = exported(anybody, "strategies")
    assert strategy["counts"] == {"goals": 1, "measures": 1, "places": 1, "answered_needs": 1}
    [exported_measure] = exported(anybody, "measures")
    assert (exported_measure["strategy"], len(exported_measure["indicators"])) == (strategy["id"], 1)
    [response] = exported(anybody, "responses")
    assert (response["level"], response["claims"][0]["level"]) == (2, 2)
    assert len(exported(anybody, "places")) == len(country.towns) + 14
    assert exported(anybody, "values") == []


def test_an_export_asks_a_number_of_times_that_does_not_grow_with_each_record(
    country: Country, anybody: Caller, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for n in range(8):
        make_evidence(need=make_need(country.town("Litovel"), title=f"Potřeba číslo {n}"))
    anybody.get("/themes")
    with django_assert_max_num_queries(8):
        assert len(exported(anybody, "needs")) == 8
    with django_assert_max_num_queries(3):
        assert len(exported(anybody, "evidence")) == 8
