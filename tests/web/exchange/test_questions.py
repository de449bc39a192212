"""Pages of questions: asked from where one reads, answered by those asked, refused to others."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from naves.domains.exchange import operations
from naves.domains.exchange.models import Answer, Notice, Question
from naves.kernel.clock import now
from tests.domains.exchange.world import World
from tests.factories.exchange import make_question

Browse = Callable[[str], Client]
STEPS = ("answer", "solve", "reopen", "withdraw")


def of(name: str, *args: object) -> str:
    return reverse(f"exchange:{name}", args=args)


def asked(world: World, **changes: str) -> dict[str, str]:
    said = {"title": "Jak počítat spádovost?", "text": "Děti k nám dojíždějí.", "asking": str(world.litovel.pk)}
    return {**said, "addressee": str(world.ministry.pk), **changes}


def test_a_question_is_asked_from_the_page_of_a_measure_and_stands_there(world: World, browse: Browse) -> None:
    clerk = browse("clerk")
    page = reverse("strategies:measure", args=[world.measure.pk])
    ask = f"{of('ask')}?about=measure:{world.measure.pk}"
    assert ask in clerk.get(page).content.decode()
    assert "Přechody u škol" in clerk.get(ask).content.decode()
    response = clerk.post(ask, asked(world))
    question = Question.objects.get()
    assert response["Location"] == of("question", question.pk)
    assert (question.subject_kind, question.subject_id) == ("measure", world.measure.pk)
    assert question.title in browse("anonymous").get(page).content.decode()


@pytest.mark.parametrize("kind", ["need", "strategy"])
def test_questions_stand_by_needs_and_strategies(world: World, browse: Browse, kind: str) -> None:
    thing = {"need": world.need, "strategy": world.version.strategy}[kind]
    question = make_question(world["clerk"], world.sumperk, subject_kind=kind, subject_id=thing.pk)
    page = reverse({"need": "needs:need", "strategy": "strategies:strategy"}[kind], args=[thing.pk])
    anonymous = browse("anonymous")
    assert of("question", question.pk) in anonymous.get(page).content.decode()
    assert of("ask") not in anonymous.get(page).content.decode()
    assert page in anonymous.get(of("question", question.pk)).content.decode()


def test_a_town_asks_a_town_by_its_name_and_names_a_document(world: World, browse: Browse) -> None:
    said = asked(world, addressee="town", place="Šumperk", guideline="Metodika (2025)", url="https://mmr.example/m")
    browse("clerk").post(of("ask"), said)
    question = Question.objects.get()
    assert (question.addressee, question.subject_title, question.subject_url) == (
        world.sumperk,
        "Metodika (2025)",
        "https://mmr.example/m",
    )


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": ""}, "title", "Toto pole je třeba vyplnit."),
        ({"title": "Jak?"}, "title", "příliš krátký"),
        ({"text": "a" * 100_000}, "text", "100000"),
        ({"addressee": "town", "place": ""}, "place", "které obce nebo kraje"),
        ({"addressee": "town", "place": "Most"}, "place", "nikdo nejedná"),
        ({"addressee": "town", "place": "Litovel"}, "addressee", "neptá sama sebe"),
        ({"guideline": "Metodika", "url": "javascript:alert(1)"}, "url", "není webová adresa"),
        ({"asking": "00000000-0000-0000-0000-000000000000"}, "asking", "platnou možnost"),
    ],
)
def test_bad_questions_are_told_beside_the_field(
    world: World, browse: Browse, change: dict[str, str], field: str, said: str
) -> None:
    response = browse("clerk").post(of("ask"), asked(world, **change))
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert not Question.objects.exists()


def test_a_form_sent_twice_is_one_question(world: World, browse: Browse) -> None:
    clerk = browse("clerk")
    assert clerk.post(of("ask"), asked(world)).status_code == 302
    again = clerk.post(of("ask"), asked(world))
    assert (again.status_code, Question.objects.count()) == (422, 1)
    assert "Přesně tento text jste už poslali." in again.content.decode()


def test_an_unknown_subject_is_refused(world: World, browse: Browse) -> None:
    for about in ("need:nesmysl", "measure:00000000-0000-0000-0000-000000000000", f"measure:{world.draft_measure.pk}"):
        assert browse("clerk").get(f"{of('ask')}?about={about}").status_code == 400


def test_answering_solving_and_withdrawing_over_the_pages(world: World, browse: Browse) -> None:
    question = make_question(world["clerk"], world.sumperk)
    assert of("question", question.pk) in browse("neighbour").get(of("awaiting")).content.decode()
    browse("neighbour").post(of("answer", question.pk), {"text": "Podle vyhlášky."})
    answer = Answer.objects.get()
    browse("clerk").post(of("solve", question.pk))
    assert Question.objects.get().status == "solved"
    browse("clerk").post(of("reopen", question.pk))
    assert Question.objects.get().status == "open"
    browse("neighbour").post(of("answer", question.pk), {"text": "Ještě jinak."})
    browse("neighbour").post(of("withdraw_answer", answer.pk), {"reason": "Neplatí."})
    shown = browse("anonymous").get(of("question", question.pk)).content.decode()
    assert ("Neplatí." in shown, "Podle vyhlášky." in shown, "Ještě jinak." in shown) == (True, False, True)
    assert browse("clerk").post(of("withdraw", question.pk), {"reason": ""}).status_code == 422
    browse("clerk").post(of("withdraw", question.pk), {"reason": "Vyřešeno jinak."})
    assert "Vyřešeno jinak." in browse("anonymous").get(of("question", question.pk)).content.decode()


@pytest.mark.parametrize("name", ["stranger", "company", "member", "neighbour_member"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_steps_are_refused_to_whom_they_do_not_belong(world: World, browse: Browse, name: str, method: str) -> None:
    question = make_question(world["clerk"], world.sumperk)
    answer = operations.answer(actor=world["neighbour"], at=now(), question=question, text="Ano.")
    browser = browse(name)
    statuses = [getattr(browser, method)(of(step, question.pk)).status_code for step in STEPS]
    assert statuses == [403] * 4
    assert getattr(browser, method)(of("withdraw_answer", answer.pk)).status_code == 403
    assert Question.objects.get().status == "answered"


def test_what_needs_signing_in_is_refused_or_leads_there(world: World, browse: Browse) -> None:
    question = make_question(world["clerk"], world.sumperk)
    anonymous = browse("anonymous")
    for address in (of("ask"), of("awaiting"), of("notices"), of("answer", question.pk), of("notice_choices")):
        assert anonymous.get(address).status_code in {302, 403}
    assert anonymous.post(of("follow", question.pk)).status_code in {302, 403}
    assert not question.followers.exists()


def test_following_and_notices(world: World, browse: Browse) -> None:
    question = make_question(world["clerk"], world.sumperk, title="Kdo platí plot?")
    stranger = browse("stranger")
    stranger.post(of("follow", question.pk))
    operations.answer(actor=world["neighbour"], at=now(), question=question, text="Obec.")
    page = stranger.get(of("notices"))
    assert page.context["frame"]["unread"] == 1
    assert "Kdo platí plot?" in page.content.decode()
    (told,) = Notice.objects.filter(user=world["stranger"].user_id)
    assert browse("clerk").get(of("notice", told.pk)).status_code == 404
    assert stranger.get(of("notice", told.pk))["Location"] == of("question", question.pk)
    assert stranger.get(of("notices")).context["frame"]["unread"] == 0
    operations.answer(actor=world["neighbour"], at=now(), question=question, text="A co brána?")
    stranger.post(of("read_notices"))
    assert stranger.get(of("notices")).context["frame"]["unread"] == 0
    choice = {"to_answer": "none", "questions": "page", "consultations": "mail", "comments": "mail"}
    assert stranger.post(of("notice_choices"), choice).status_code == 302
    assert stranger.post(of("notice_choices"), {**choice, "comments": "holub"}).status_code == 422
    stranger.post(of("follow", question.pk), {"stop": "1"})
    assert not question.followers.exists()
    assert stranger.get(of("stop", "nesmysl")).status_code == 400


def test_the_list_is_narrowed_and_downloaded(world: World, browse: Browse) -> None:
    first = make_question(world["clerk"], world.sumperk, title="Kdo platí plot?")
    make_question(world["neighbour"], world.ministry, title="Kdy vyjde výzva?")
    anonymous = browse("anonymous")

    def titles(query: str) -> list[str]:
        return [item.question.title for item in anonymous.get(f"{of('list')}?{query}").context["page"].items]

    assert titles("text=plotu") == titles("place=Šumperk") == [first.title]
    assert titles("status=answered") == titles("place=Most") == []
    assert len(titles("status=nesmysl")) == 2
    response = anonymous.get(f"{of('list')}?format=csv&text=plot")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=","))  # type: ignore[attr-defined]
    assert [row["title"] for row in rows] == [first.title]


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_are_read_in_both_languages(world: World, browse: Browse, language: str) -> None:
    question = make_question(world["clerk"], world.sumperk)
    for address in (of("list"), of("rounds"), of("question", question.pk), of("notices"), of("awaiting")):
        assert browse("neighbour").get(language + address).status_code == 200


def test_a_list_takes_the_same_number_of_queries_whatever_its_length(
    world: World, browse: Browse, django_assert_max_num_queries: Callable[..., object]
) -> None:
    anonymous = browse("anonymous")
    for number in range(12):
        make_question(
            world["clerk"], world.sumperk, title=f"Dotaz číslo {number}", subject_kind="need", subject_id=world.need.pk
        )
    anonymous.get(of("list"))
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        anonymous.get(of("list"))
