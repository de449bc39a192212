"""Needs over the API: entered, changed, stepped through their lives; who may do what."""

from collections.abc import Callable
from typing import Any

import pytest

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.organisations.enums import MemberRole
from tests.api.conftest import Caller
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import make_clerk
from tests.factories.places import Country

NEED: dict[str, Any] = {
    "place": "503444",
    "title": "Autobus nejezdí o víkendu",
    "description": "Bez auta se k lékaři nedostaneme.",
    "themes": {"mobility": 0.7, "health": 0.3},
    "groups": ["seniors"],
    "voiced_by": "citizen",
    "voiced_on": "2026-05-04",
    "severity": 2,
    "people_affected": 120,
}


def test_a_clerk_enters_a_need_and_everybody_reads_it(clerk: Caller, anybody: Caller) -> None:
    response = clerk("POST", "/needs", {**NEED, "publish": True})
    made = response.json()
    assert (response.status_code, made["status"], made["version"]) == (201, "published", 2)
    read = anybody.client.get(response["Location"]).json()
    assert read["themes"] == {"mobility": 0.7, "health": 0.3}
    assert (read["groups"], read["place"]["name"], read["actions"]) == (["seniors"], "Litovel", ["view"])
    assert anybody.get("/needs?place=CZ071&theme=health&text=AUTOBUS")["total"] == 1


def test_a_draft_is_seen_by_those_who_may_edit_it(clerk: Caller, anybody: Caller, stranger: Caller) -> None:
    address = f"/needs/{clerk('POST', '/needs', NEED).json()['id']}"
    assert [who("GET", address).status_code for who in (clerk, anybody, stranger)] == [200, 404, 404]
    assert clerk.get("/needs?status=draft")["total"] == 1
    assert anybody.get("/needs?status=draft")["total"] == 0


def test_an_edit_says_which_version_it_saw(clerk: Caller) -> None:
    address = f"/needs/{clerk('POST', '/needs', NEED).json()['id']}"
    tag = clerk("GET", address)["ETag"]
    changed = clerk("PATCH", address, {"title": "Autobus nejezdí v neděli"}, If_Match=tag)
    assert (changed.status_code, changed.json()["version"], changed["ETag"]) == (200, 2, '"2"')
    assert changed.json()["description"] == NEED["description"]
    late = clerk("PATCH", address, {"version": 1, "severity": 3})
    assert (late.status_code, late.json()["problems"][0]["code"]) == (409, "need_stale")
    mute = clerk("PATCH", address, {"severity": 3})
    assert (mute.status_code, mute.json()["problems"][0]["code"]) == (422, "version_missing")


def test_all_that_is_wrong_comes_at_once_in_the_language_of_the_caller(clerk: Caller) -> None:
    wrong = {**NEED, "title": "Bus", "themes": {"mobility": 0.5, "mars": 0.3}, "voiced_on": "2126-01-01"}
    response = clerk("POST", "/needs", wrong, Accept_Language="cs")
    problems = {problem["code"]: problem for problem in response.json()["problems"]}
    assert response.status_code == 422
    assert problems["title_short"]["message"] == "Název „Bus“ je příliš krátký."
    assert {"title_short", "voiced_in_future"} < set(problems)
    assert not Need.objects.exists()


def test_a_field_of_the_wrong_form_is_named_with_its_value(clerk: Caller) -> None:
    response = clerk("POST", "/needs", {**NEED, "voiced_on": "4. května", "severity": 9})
    problems = {problem["field"]: problem for problem in response.json()["problems"]}
    assert problems["voiced_on"]["value"] == "4. května"
    assert problems["severity"]["message"] == "Only one of these is possible: 1, 2 or 3."


def test_the_same_request_with_a_key_is_carried_out_once(clerk: Caller) -> None:
    first, again = (clerk("POST", "/needs", NEED, Idempotency_Key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
    assert (again.json(), again["Location"]) == (first.json(), first["Location"])
    assert Need.objects.count() == 1
    other = clerk("POST", "/needs", {**NEED, "title": "Něco docela jiného"}, Idempotency_Key="k-1")
    assert (other.status_code, Need.objects.count()) == (422, 1)


def test_a_refused_request_does_not_use_its_key_up(clerk: Caller) -> None:
    assert clerk("POST", "/needs", {**NEED, "title": "Bus"}, Idempotency_Key="k-2").status_code == 422
    assert clerk("POST", "/needs", {**NEED, "title": "Bus"}, Idempotency_Key="k-2").status_code == 422
    assert clerk("POST", "/needs", NEED, Idempotency_Key="k-2").status_code == 201


def test_two_people_may_choose_the_same_key(clerk: Caller, stranger: Caller) -> None:
    assert clerk("POST", "/needs", NEED, Idempotency_Key="k").status_code == 201
    assert stranger("POST", "/needs", NEED, Idempotency_Key="k").status_code == 201
    assert Need.objects.count() == 2


def test_a_need_goes_through_its_life(country: Country, manager: Caller, anybody: Caller) -> None:
    need = make_need(country.town("Litovel"), status=NeedStatus.DRAFT)
    for step, status in (("publish", "published"), ("answer", "answered"), ("reopen", "published")):
        assert manager("POST", f"/needs/{need.pk}/{step}", {}).json()["status"] == status
    silent = manager("POST", f"/needs/{need.pk}/withdraw", {})
    assert silent.status_code == 422
    withdrawn = manager("POST", f"/needs/{need.pk}/withdraw", {"reason": "Zapsáno omylem."})
    assert withdrawn.json()["status"] == "withdrawn"
    kinds = [entry["kind"] for entry in anybody.get(f"/needs/{need.pk}/timeline")["items"]]
    assert kinds == ["voiced", "published", "answered", "reopened", "withdrawn"]


def test_needs_are_merged_and_split_without_loss(country: Country, clerk: Caller, anybody: Caller) -> None:
    one, other = (make_need(country.town("Litovel"), title=f"Chybí přechod {n}") for n in "AB")
    make_evidence(need=one)
    merged = clerk("POST", f"/needs/{one.pk}/merge", {"into": str(other.pk), "reason": "Totéž."}).json()
    assert (merged["id"], merged["merged"], merged["evidence_count"]) == (str(other.pk), [str(one.pk)], 1)
    assert anybody.get(f"/needs/{one.pk}")["merged_into"] == str(other.pk)
    split = clerk("POST", f"/needs/{one.pk}/split", {}).json()
    assert (split["status"], split["merged_into"], split["evidence_count"]) == ("published", None, 1)


def test_following_is_for_those_who_are_known(country: Country, stranger: Caller, anybody: Caller) -> None:
    address = f"/needs/{make_need(country.town('Litovel')).pk}"
    assert stranger("PUT", f"{address}/follow").status_code == 204
    assert stranger.get(address)["is_followed"] is True
    assert stranger.get("/needs?followed=true")["total"] == 1
    assert stranger("DELETE", f"{address}/follow").status_code == 204
    assert stranger.get(address)["follower_count"] == 0
    assert anybody("PUT", f"{address}/follow").status_code == 401


def test_the_history_is_for_those_who_answer_for_the_place(
    country: Country, clerk: Caller, stranger: Caller, anybody: Caller
) -> None:
    address = f"/needs/{make_need(country.town('Litovel')).pk}/history"
    assert [line["action"] for line in clerk.get(address)["items"]] == ["needs.voice", "needs.published"]
    assert [who("GET", address).status_code for who in (stranger, anybody)] == [403, 401]


STEPS = {
    "PATCH ": ({"version": 2, "severity": 3}, {"clerk", "manager", "analyst"}),
    "POST /answer": ({}, {"clerk", "manager", "analyst"}),
    "POST /withdraw": ({"reason": "Omyl."}, {"manager", "analyst"}),
    "POST /evidence": (
        {"kind": "post", "source": "Dopis", "occurred_on": "2026-05-04", "text": "Ano."},
        {"clerk", "manager", "analyst", "neighbour", "stranger"},
    ),
    "PUT /follow": ({}, {"clerk", "manager", "analyst", "neighbour", "stranger"}),
}


@pytest.mark.parametrize("action", STEPS)
@pytest.mark.parametrize("who", ["anybody", "stranger", "neighbour", "clerk", "manager", "analyst"])
def test_who_may_do_what_to_a_published_need(
    action: str, who: str, country: Country, request: pytest.FixtureRequest, caller_of: Callable[..., Caller]
) -> None:
    need = make_need(country.town("Litovel"))
    caller = (
        caller_of(make_clerk(country.town("Most"), MemberRole.MANAGER))
        if who == "neighbour"
        else request.getfixturevalue(who)
    )
    method, _, path = action.partition(" ")
    body, allowed = STEPS[action]
    status = caller(method, f"/needs/{need.pk}{path}", body).status_code
    assert status in ({200, 201, 204} if who in allowed else {401} if who == "anybody" else {403})


def test_a_token_does_only_what_its_scopes_say(country: Country, caller_of: Callable[..., Caller]) -> None:
    town = country.town("Litovel")
    draft = make_need(town, status=NeedStatus.DRAFT)
    reader = caller_of(make_clerk(town), scopes=("needs:read",))
    assert reader.get(f"/needs/{draft.pk}")["status"] == "draft"
    refused = reader("POST", f"/needs/{draft.pk}/publish", {})
    assert (refused.status_code, refused.json()["reason"]) == (403, "the token lacks the scope needs:write")


def test_a_token_that_only_writes_sees_what_is_public_and_what_it_wrote(
    country: Country, caller_of: Callable[..., Caller]
) -> None:
    need = make_need(country.town("Litovel"))
    writer = caller_of(make_clerk(country.town("Litovel")), scopes=("needs:write",))
    assert writer.get("/needs")["total"] == 1
    assert writer.get(f"/needs/{need.pk}")["id"] == str(need.pk)
    assert writer("POST", "/needs", NEED).json()["status"] == "draft"


def test_the_list_and_the_detail_ask_a_fixed_number_of_times(
    country: Country, anybody: Caller, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    needs = [make_need(country.town("Litovel"), title=f"Potřeba číslo {n}") for n in range(12)]
    anybody.get("/themes")
    with django_assert_max_num_queries(8):
        assert len(anybody.get("/needs")["items"]) == 12
    with django_assert_max_num_queries(12):
        anybody.get(f"/needs/{needs[0].pk}")
