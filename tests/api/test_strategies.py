"""Strategies and responses over the API, from a draft to a proven answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.models import Indicator, Strategy
from naves.kernel.clock import now, today
from tests.api.conftest import Caller
from tests.factories.needs import make_need
from tests.factories.organisations import make_clerk
from tests.factories.places import Country
from tests.factories.strategies import (
    ClaimFactory,
    DraftFactory,
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    ResponseFactory,
    StrategyFactory,
    VersionFactory,
)

DAY = today().isoformat()


def strategy_of(manager: Caller) -> dict[str, Any]:
    """Let the manager of Litovel write a strategy with a goal, a measure and an indicator, and approve it."""
    owner = Organisation.objects.get(name="Litovel")
    body = {
        "owner": str(owner.pk),
        "identifier": "LIT-2026",
        "title": "Strategický plán města Litovel",
        "in_force_from": "2026-01-01",
        "in_force_to": "2035-12-31",
        "places": ["503444"],
    }
    made = manager("POST", "/strategies", body)
    assert made.status_code == 201, made.content
    draft = f"/strategies/{made.json()['id']}/versions/1"
    goal = {"code": "1", "title": "Dostupná doprava", "themes": ["mobility"]}
    assert manager("POST", f"{draft}/goals", goal).status_code == 201
    measure = {
        "goal": "1",
        "code": "1.1",
        "title": "Víkendové spoje",
        "responsible_body": "Odbor dopravy",
        "deadline": "2028-12-31",
        "budget_czk": 1_250_000.5,
    }
    added = manager("POST", f"{draft}/measures", measure).json()
    indicator = {"name": "Víkendové spoje", "unit": "za den", "target": 4, "target_on": "2028-12-31"}
    assert manager("POST", f"/measures/{added['id']}/indicators", indicator).status_code == 201
    approved = manager("POST", f"{draft}/approve")
    assert approved.status_code == 200, approved.content
    found: dict[str, Any] = approved.json()
    return found


@pytest.fixture
def strategy(country: Country, manager: Caller) -> dict[str, Any]:
    return strategy_of(manager)


def test_a_strategy_grows_from_a_draft_to_one_in_force(strategy: dict[str, Any], anybody: Caller) -> None:
    read = anybody.get(f"/strategies/{strategy['id']}")
    assert (read["is_in_force"], read["version"]["status"], read["owner"]["name"]) == (True, "approved", "Litovel")
    [goal] = read["goals"]
    [measure] = goal["measures"]
    assert (goal["code"], measure["code"], measure["budget_czk"]) == ("1", "1.1", 1_250_000.5)
    assert [indicator["target"] for indicator in measure["indicators"]] == [4.0]
    assert [item["title"] for item in anybody.get("/strategies?place=503444")["items"]] == [read["title"]]


def test_an_identifier_is_taken_once(strategy: dict[str, Any], manager: Caller) -> None:
    body = {
        "owner": strategy["owner"]["id"],
        "identifier": "LIT-2026",
        "title": "Ještě jednou totéž",
        "in_force_from": "2026-01-01",
    }
    again = manager("POST", "/strategies", body)
    assert (again.status_code, again.json()["problems"][0]["field"]) == (409, "identifier")
    assert Strategy.objects.count() == 1


def test_what_was_approved_is_changed_in_a_new_version_only(strategy: dict[str, Any], manager: Caller) -> None:
    address = f"/strategies/{strategy['id']}"
    goal = {"code": "2", "title": "Další cíl"}
    assert manager("POST", f"{address}/versions/1/goals", goal).status_code == 409
    begun = manager("POST", f"{address}/versions", {"in_force_from": DAY})
    assert (begun.status_code, begun.json()["version"]["number"]) == (201, 2)
    assert manager("POST", f"{address}/versions/2/goals", goal).status_code == 201
    edited = manager("PUT", f"{address}/versions/2", {"in_force_from": DAY, "summary": "Nové spoje."}).json()
    assert edited["version"]["summary"] == "Nové spoje."
    covered = manager("PUT", f"{address}/versions/2/places", {"places": ["7105"]}).json()
    assert [place["code"] for place in covered["places"]] == ["7105"]
    assert manager("POST", f"{address}/versions/2/approve").json()["is_in_force"] is True
    versions = manager.get(f"{address}/versions")["items"]
    assert [(version["number"], version["status"]) for version in versions] == [(2, "approved"), (1, "superseded")]
    ended = manager("POST", f"{address}/versions/2/withdraw", {"reason": "Zrušeno zastupitelstvem."})
    assert ended.json()["version"]["ended_reason"] == "Zrušeno zastupitelstvem."


def test_contents_of_a_draft_are_changed_and_removed(country: Country, analyst: Caller) -> None:
    draft = DraftFactory()
    goal = GoalFactory(version=draft, code="1")
    measure = MeasureFactory(goal=goal, code="1.1")
    indicator = IndicatorFactory(measure=measure)
    changed = analyst("PUT", f"/goals/{goal.pk}", {"code": "1", "title": "Nový název"})
    assert changed.json()["title"] == "Nový název"
    body = {"goal": "1", "code": "1.1", "title": "Jiné opatření", "themes": ["safety"]}
    assert analyst("PUT", f"/measures/{measure.pk}", body).json()["themes"] == ["safety"]
    body = {"name": "Nehody", "unit": "za rok", "target": 2, "target_on": "2029-12-31"}
    assert analyst("PUT", f"/measure-indicators/{indicator.pk}", body).json()["target"] == 2
    for address in (f"/measure-indicators/{indicator.pk}", f"/measures/{measure.pk}", f"/goals/{goal.pk}"):
        assert analyst("DELETE", address).status_code == 204
    renamed = analyst("PATCH", f"/strategies/{draft.strategy_id}", {"title": "Přejmenovaná strategie"})
    assert renamed.json()["title"] == "Přejmenovaná strategie"


def test_a_need_is_answered_up_to_a_proven_result(
    country: Country, strategy: dict[str, Any], manager: Caller, anybody: Caller
) -> None:
    need = make_need(country.town("Litovel"))
    [measure] = strategy["goals"][0]["measures"]
    proposed = manager("POST", f"/needs/{need.pk}/responses", {"measure": measure["id"], "note": "Týká se."}).json()
    assert (proposed["state"], proposed["level"]) == ("proposed", 0)
    assert anybody.get(f"/needs/{need.pk}/responses")["proposals"] == []
    address = f"/responses/{proposed['id']}"
    assert anybody("GET", address).status_code == 404
    confirmed = manager("POST", f"{address}/confirm", {"claim": {"level": 2, "proof_kind": "measure_plan"}}).json()
    assert (confirmed["state"], confirmed["level"]) == ("confirmed", 2)
    Indicator.objects.update(created_at=now() - timedelta(days=30))
    reading = {"place": "503444", "value": 5, "measured_on": DAY, "source": "Jízdní řád"}
    indicator = measure["indicators"][0]["id"]
    measured = manager("POST", f"/measure-indicators/{indicator}/readings", reading).json()
    claim = {"level": 4, "proof_kind": "indicator_target", "proof_text": "Splněno.", "reading": measured["id"]}
    proven = manager("POST", f"{address}/claims", claim)
    assert proven.status_code == 201, proven.content.decode()
    assert (proven.status_code, proven.json()["level"]) == (201, 4)
    assert anybody.get(f"/needs/{need.pk}")["level"] == 4
    assert anybody.get(f"/needs/{need.pk}/responses")["level"] == 4
    detail = anybody.get(f"/measures/{measure['id']}")
    assert (detail["response_count"], detail["indicators"][0]["readings"][0]["value"]) == (1, 5.0)
    assert anybody.get(f"/measure-indicators/{indicator}/readings")["total"] == 1
    best = next(claim for claim in proven.json()["claims"] if claim["level"] == 4)
    fallen = manager("POST", f"/claims/{best['id']}/withdraw", {"reason": "Chyba měření."}).json()
    assert fallen["level"] == 2
    gone = manager("POST", f"{address}/withdraw", {"reason": "Nesouvisí."}).json()
    assert (gone["state"], gone["level"], gone["withdrawn_reason"]) == ("withdrawn", 0, "Nesouvisí.")


def test_a_level_lapses_and_a_measure_may_contradict(country: Country, analyst: Caller) -> None:
    need = make_need(country.town("Litovel"))
    measure = MeasureFactory(goal__version=VersionFactory(places=[country.town("Litovel")]))
    claim = ClaimFactory(response=ResponseFactory(need=need, measure=measure))
    lapsed = analyst("POST", f"/claims/{claim.pk}/lapse", {"lapses_on": DAY, "reason": "Peníze nejsou."}).json()
    assert (lapsed["level"], lapsed["claims"][0]["lapses_on"]) == (0, DAY)
    turned = analyst("POST", f"/responses/{claim.response_id}/contradict", {"reason": "Ruší zastávku."}).json()
    assert (turned["contradicts"], turned["id"] != str(claim.response_id)) == (True, True)


def test_a_proposal_names_exactly_one_target(country: Country, analyst: Caller) -> None:
    need = make_need(country.town("Litovel"))
    response = analyst("POST", f"/needs/{need.pk}/responses", {})
    assert (response.status_code, response.json()["problems"][0]["code"]) == (422, "target_missing")


def test_a_measure_is_moved_along_with_a_reason_to_stop(
    strategy: dict[str, Any], manager: Caller, anybody: Caller
) -> None:
    address = f"/measures/{strategy['goals'][0]['measures'][0]['id']}"
    assert manager("POST", f"{address}/status", {"status": "running"}).json()["status"] == "running"
    assert manager("POST", f"{address}/status", {"status": "stopped"}).status_code == 422
    stopped = manager("POST", f"{address}/status", {"status": "stopped", "reason": "Došly peníze."}).json()
    assert [step["to_status"] for step in stopped["steps"]][-2:] == ["running", "stopped"]


EDITORS = {"clerk", "manager", "analyst"}
WRITES: dict[str, tuple[str, Any, set[str]]] = {
    "rename": ("PATCH /strategies/{strategy}", {"title": "Nový název"}, EDITORS),
    "edit": ("PUT /strategies/{strategy}/versions/1", {"in_force_from": DAY}, EDITORS),
    "goal": ("POST /strategies/{strategy}/versions/1/goals", {"code": "9", "title": "Cíl"}, EDITORS),
    "withdraw": ("POST /strategies/{strategy}/versions/1/withdraw", {"reason": "Konec."}, {"manager", "analyst"}),
}  # fmt: skip


@pytest.mark.parametrize("action", WRITES)
@pytest.mark.parametrize("who", ["anybody", "stranger", "neighbour", "clerk", "manager", "analyst"])
def test_who_may_do_what_to_a_draft(
    action: str, who: str, country: Country, request: pytest.FixtureRequest, caller_of: Callable[..., Caller]
) -> None:
    town = country.town("Litovel")
    people = {"clerk": MemberRole.EDITOR, "manager": MemberRole.MANAGER}
    if who in people:
        actor = make_clerk(town, people[who])
        owner = Organisation.objects.get(pk=actor.grants[0].organisation_id)
        caller, draft = caller_of(actor), DraftFactory(strategy=StrategyFactory(owner=owner))
    else:
        caller = caller_of(make_clerk(country.town("Most"))) if who == "neighbour" else request.getfixturevalue(who)
        draft = DraftFactory()
    address, body, allowed = WRITES[action]
    method, _, path = address.partition(" ")
    status = caller(method, path.format(strategy=draft.strategy_id), body).status_code
    assert status in ({200, 201} if who in allowed else {403} if who == "clerk" else {404})


def test_a_strategy_of_many_measures_asks_a_fixed_number_of_times(
    country: Country, anybody: Caller, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    version = VersionFactory(places=[country.town("Litovel")])
    goal = GoalFactory(version=version)
    for _ in range(6):
        IndicatorFactory(measure=MeasureFactory(goal=goal))
    with django_assert_max_num_queries(18):
        assert len(anybody.get(f"/strategies/{version.strategy_id}")["goals"][0]["measures"]) == 6
    with django_assert_max_num_queries(12):
        anybody.get("/strategies")
