"""Evidence, organisations, indicators, snapshots and vocabularies."""

from datetime import date
from typing import Any

from naves.domains.organisations.access import SYSTEM
from naves.domains.wellbeing.operations import import_values
from naves.domains.wellbeing.rules.values import ValueRow
from tests.api.conftest import Caller
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import Country

POST: dict[str, Any] = {
    "kind": "petition",
    "source": "Petice občanů",
    "occurred_on": "2026-04-01",
    "title": "Za víkendové spoje",
    "people": 240,
}


def test_evidence_is_added_and_listed_the_newest_first(country: Country, stranger: Caller, anybody: Caller) -> None:
    need = make_need(country.town("Litovel"))
    make_evidence(need=need)
    made = stranger("POST", f"/needs/{need.pk}/evidence", POST)
    assert made.status_code == 201
    listed = anybody.get(f"/needs/{need.pk}/evidence?limit=1")
    assert (listed["total"], len(listed["items"])) == (2, 1)
    rest = anybody.client.get(listed["next"]).json()
    assert {one["title"] for page in (listed, rest) for one in page["items"]} >= {"Za víkendové spoje"}
    assert anybody.get(f"/evidence/{made.json()['id']}")["people"] == 240


def test_an_inbox_is_sorted_by_those_who_answer_for_the_place(
    country: Country, clerk: Caller, stranger: Caller, anybody: Caller
) -> None:
    need = make_need(country.town("Litovel"))
    waiting = clerk("POST", "/evidence/inbox", {**POST, "place": "503444"}).json()
    assert clerk.get("/evidence/inboxes")["items"][0]["count"] == 1
    assert [one["id"] for one in clerk.get("/evidence/inbox?place=503444")["items"]] == [waiting["id"]]
    assert [who("GET", "/evidence/inbox?place=503444").status_code for who in (stranger, anybody)] == [403, 401]
    assert anybody("GET", f"/evidence/{waiting['id']}").status_code == 404
    attached = clerk("POST", f"/evidence/{waiting['id']}/attach", {"need": str(need.pk)}).json()
    assert attached["need"] == str(need.pk)
    assert clerk("POST", f"/evidence/{waiting['id']}/detach").json()["need"] is None
    assert stranger("POST", f"/evidence/{waiting['id']}/attach", {"need": str(need.pk)}).status_code == 404


def test_organisations_come_in_the_order_of_the_alphabet(country: Country, anybody: Caller) -> None:
    ours = OrganisationFactory(name="Čtenářský spolek", place=country.town("Litovel"))
    OrganisationFactory(name="Divadelní spolek", place=country.town("Most"))
    names = [one["name"] for one in anybody.get("/organisations?kind=ngo")["items"]]
    assert names == ["Čtenářský spolek", "Divadelní spolek"]
    assert [one["id"] for one in anybody.get("/organisations?place=CZ071")["items"]] == [str(ours.pk)]
    assert anybody.get(f"/organisations/{ours.pk}")["place"]["code"] == "503444"


def test_values_of_an_indicator_are_those_known_on_the_day(country: Country, anybody: Caller) -> None:
    rows = [
        ValueRow(row=2, place_code=code, indicator_code="social_exclusion", period_end=date(2025, 12, 31), value=value)
        for code, value in (("567337", 21), ("503444", 4))
    ]
    import_values(actor=SYSTEM, rows=rows, at=AT, source="Agentura")
    assert anybody.get("/indicators/social_exclusion")["gap_threshold"] == 12
    found = anybody.get("/indicators/social_exclusion/values?as_of=2026-06-30")
    values = {one["place"]["name"]: (one["value"], one["is_gap"]) for one in found["items"]}
    assert values == {"Obrnice": (21.0, True), "Litovel": (4.0, False)}
    silent = anybody.get("/monitor/silent?as_of=2026-06-30")
    assert [(one["place"]["name"], one["indicator"]) for one in silent["items"]] == [("Obrnice", "social_exclusion")]
    assert anybody("GET", "/indicators/weather/values").status_code == 404
    assert [one["code"] for one in anybody.get("/indicators")["items"]] == ["social_exclusion"]


def test_figures_are_published_by_analysts_and_can_be_computed_again(
    country: Country, analyst: Caller, clerk: Caller, anybody: Caller
) -> None:
    make_need(country.town("Litovel"))
    made = analyst("POST", "/monitor/snapshots", {"as_of": "2026-06-30", "level": 1}).json()
    assert anybody.get(f"/monitor/snapshots/{made['id']}?check=true")["is_reproduced"] is True
    assert [one["id"] for one in anybody.get("/monitor/snapshots")["items"]] == [made["id"]]
    assert [who("POST", "/monitor/snapshots").status_code for who in (clerk, anybody)] == [403, 401]


def test_the_vocabularies_are_whole(country: Country, anybody: Caller) -> None:
    assert len(anybody.get("/themes")["items"]) == 13
    assert {"code": "seniors", "name_cs": "senioři", "name_en": "older people", "position": 5} in anybody.get(
        "/groups"
    )["items"]
