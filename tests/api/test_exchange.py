"""Questions, consultations and notices over the API: the same doors as the pages, problems as documents."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from naves.config import wiring
from naves.domains.exchange.models import Comment, Question
from naves.kernel.clock import now, today
from tests.api.conftest import Caller
from tests.domains.exchange.world import World, make_exchange_world
from tests.factories.exchange import make_comment, make_question, make_round


@pytest.fixture
def world(db: None) -> World:
    wiring.connect()
    return make_exchange_world()


@pytest.fixture
def call(world: World, caller_of: Callable[..., Caller]) -> Callable[..., Caller]:
    return lambda name, **more: caller_of(world[name], **more)


def problems(response: Any) -> list[tuple[str, str | None]]:
    assert response["Content-Type"] == "application/problem+json"
    return [(one["code"], one.get("field")) for one in response.json()["problems"]]


def test_a_town_asks_and_the_ministry_answers(world: World, call: Callable[..., Caller], anybody: Caller) -> None:
    clerk, analyst = call("clerk"), call("analyst")
    body = {
        "asking": str(world.litovel.pk),
        "addressee": str(world.ministry.pk),
        "title": "Jak počítat spádovost?",
        "text": "Děti k nám dojíždějí.",
        "about": {"kind": "need", "id": str(world.need.pk)},
    }
    made = clerk("POST", "/questions", body, Idempotency_Key="q-1")
    assert made.status_code == 201
    assert clerk("POST", "/questions", body, Idempotency_Key="q-1").json() == made.json()
    assert problems(clerk("POST", "/questions", body)) == [("sent_twice", "text")]
    identifier = made.json()["id"]
    answered = analyst("POST", f"/questions/{identifier}/answers", {"text": "Podle vyhlášky."})
    assert answered.json()["answer_count"] == 1
    assert clerk("POST", f"/questions/{identifier}/solve").json()["status"] == "solved"
    shown = anybody.get(f"/questions/{identifier}")
    assert (shown["about"]["title"], shown["actions"]) == (world.need.title, ["view"])
    assert [one["id"] for one in anybody.get("/questions?text=vyhlášce")["items"]] == [identifier]
    assert anybody.get("/questions?status=open")["items"] == []
    taken = analyst("POST", f"/answers/{shown['answers'][0]['id']}/withdraw", {"reason": "Neplatí."})
    assert (taken.json()["status"], taken.json()["answers"][0]["text"]) == ("open", "")


def test_bad_questions_are_told_as_problems(world: World, call: Callable[..., Caller]) -> None:
    clerk = call("clerk")
    body = {"addressee": str(world.sumperk.pk), "title": "Jak?", "text": ""}
    assert problems(clerk("POST", "/questions", body)) == [
        ("title_short", "title"),
        ("text_missing", "text"),
        ("addressee", "addressee"),
    ]
    unknown = {**body, "addressee": str(world.need.pk)}
    assert problems(clerk("POST", "/questions", unknown)) == [("organisation_unknown", "addressee")]
    long = {"addressee": str(world.ministry.pk), "title": "Dlouhý dotaz", "text": "a" * 100_000}
    assert problems(clerk("POST", "/questions", long)) == [("text_long", "text")]
    document = {**long, "text": "Kde je?", "about": {"kind": "guideline", "title": "Metodika", "url": "ftp:x"}}
    assert problems(clerk("POST", "/questions", document)) == [("url", "url")]
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("name", "expected"), [("neighbour", 403), ("stranger", 403), ("analyst", 403), ("clerk", 422)]
)
def test_steps_of_a_question_are_refused_to_others(
    world: World, call: Callable[..., Caller], name: str, expected: int
) -> None:
    question = make_question(world["clerk"], world.sumperk)
    assert call(name)("POST", f"/questions/{question.pk}/solve").status_code == expected
    assert call(name)("POST", f"/questions/{question.pk}/reopen").status_code == expected


def test_writing_needs_a_token_with_the_scope(world: World, call: Callable[..., Caller], anybody: Caller) -> None:
    question = make_question(world["clerk"], world.sumperk)
    answer = {"text": "Ano."}
    assert anybody("POST", f"/questions/{question.pk}/answers", answer).status_code in {401, 403}
    reader = call("neighbour", scopes=("exchange:read",))
    assert reader("POST", f"/questions/{question.pk}/answers", answer).status_code == 403
    assert reader("PUT", f"/questions/{question.pk}/follow").status_code == 403
    assert call("neighbour")("PUT", f"/questions/{question.pk}/follow").status_code == 204
    assert call("neighbour")("DELETE", f"/questions/{question.pk}/follow").status_code == 204
    assert call("clerk")("POST", f"/questions/{question.pk}/withdraw", {"reason": ""}).status_code == 422
    assert call("clerk")("POST", f"/questions/{question.pk}/withdraw", {"reason": "Omyl."}).status_code == 200


def test_a_consultation_from_its_opening_to_its_outcome(
    world: World, call: Callable[..., Caller], anybody: Caller
) -> None:
    clerk, neighbour, manager = call("clerk"), call("neighbour"), call("manager")
    body = {
        "strategy": str(world.draft.strategy_id),
        "version": 2,
        "about": "Co chybí?",
        "opens_on": today().isoformat(),
        "closes_on": (today() + timedelta(days=5)).isoformat(),
        "invited": [str(world.sumperk.pk)],
    }
    assert neighbour("POST", "/consultations", body).status_code == 404
    made = clerk("POST", "/consultations", body)
    assert made.status_code == 201
    address = f"/consultations/{made.json()['id']}"
    assert anybody("GET", address).status_code == 404
    assert [one["title"] for one in neighbour.get("/consultations?phase=open")["items"]] == [world.draft.strategy.title]
    comment = {
        "organisation": str(world.sumperk.pk),
        "passage_kind": "measure",
        "passage": str(world.draft_measure.lineage),
        "text": "Přidejte osvětlení.",
    }
    said = neighbour("POST", f"{address}/comments", comment)
    assert (said.status_code, said.json()["passage_title"]) == (201, "1.1 Přechody všude")
    assert problems(neighbour("POST", f"{address}/comments", comment)) == [("sent_twice", "text")]
    assert clerk("POST", f"{address}/close").json()["phase"] == "closed"
    late = {**comment, "text": "Ještě něco."}
    assert problems(neighbour("POST", f"{address}/comments", late)) == [("comment_too_late", "text")]
    outcome = {"outcome": "Doplníme osvětlení."}
    assert problems(manager("POST", f"{address}/publish", outcome)) == [("comments_unanswered", "outcome")]
    verdict = {"verdict": "accepted", "answer": "Děkujeme."}
    answer_address = f"/comments/{said.json()['id']}/answer"
    assert neighbour("PUT", answer_address, verdict).status_code == 403
    assert clerk("PUT", answer_address, verdict).json()["verdict"] == "accepted"
    assert clerk("POST", f"{address}/publish", outcome).status_code == 403
    published = manager("POST", f"{address}/publish", outcome)
    assert published.json()["comments"] == {"total": 1, "accepted": 1, "partly": 0, "rejected": 0, "unanswered": 0}
    assert anybody.get(address)["outcome"] == "Doplníme osvětlení."
    assert [one["answer"] for one in anybody.get(f"{address}/comments")["items"]] == ["Děkujeme."]


def test_a_consultation_is_edited_and_cancelled_by_those_who_may(world: World, call: Callable[..., Caller]) -> None:
    consultation = make_round(world.draft, invited=[world.sumperk])
    address = f"/consultations/{consultation.pk}"
    edit = {
        "about": "Co chybí?",
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": (today() + timedelta(days=5)).isoformat(),
        "for_all_towns": True,
    }
    assert call("neighbour")("PUT", address, edit).status_code == 403
    assert call("clerk")("PUT", address, {**edit, "closes_on": "2026-01-02"}).status_code == 422
    assert call("clerk")("PUT", address, edit).json()["phase"] == "open"
    assert call("clerk")("POST", f"{address}/cancel", {"reason": "Omyl."}).status_code == 403
    assert call("manager")("POST", f"{address}/cancel", {"reason": "Omyl."}).json()["phase"] == "cancelled"


def test_a_comment_is_taken_back_and_lists_go_on_from_their_cursors(world: World, call: Callable[..., Caller]) -> None:
    at = now()
    consultation = make_round(world.draft, invited=[world.sumperk], at=at)
    comments = [make_comment(consultation, world["neighbour"], at=at, text=f"Připomínka {n}") for n in range(3)]
    neighbour = call("neighbour")
    seen, path = [], f"/consultations/{consultation.pk}/comments?limit=2"
    while path:
        page = neighbour.get(path)
        seen += [one["id"] for one in page["items"]]
        path = page["next"].partition("/api/v1")[2] if page["next"] else ""
    assert seen == [str(one.pk) for one in comments]
    assert call("clerk")("POST", f"/comments/{comments[0].pk}/withdraw").status_code == 403
    assert neighbour("POST", f"/comments/{comments[0].pk}/withdraw").status_code == 204
    assert Comment.objects.filter(withdrawn_at=None).count() == 2


def test_notices_are_the_callers_own(world: World, call: Callable[..., Caller], anybody: Caller) -> None:
    make_question(world["clerk"], world.sumperk, title="Kdo platí plot?")
    neighbour = call("neighbour")
    assert anybody("GET", "/notices").status_code == 401
    assert call("neighbour", scopes=("needs:read",))("GET", "/notices").status_code == 403
    told = neighbour.get("/notices")["items"]
    assert [(one["kind"], "Kdo platí plot?" in one["text"]) for one in told] == [("question_asked", True)]
    assert call("clerk").get("/notices")["items"] == []
    assert neighbour("POST", "/notices/read").json() == {"read": 1}
    assert neighbour.get("/notices")["items"][0]["read_at"] is not None
