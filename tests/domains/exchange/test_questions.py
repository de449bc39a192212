"""Questions: who may ask whom, what they hold, how they end, and that nothing is lost."""

from datetime import timedelta

import pytest
from django.db import transaction

from naves.domains.accounts.models import AuditEntry
from naves.domains.accounts.privacy import erase_person, export_person
from naves.domains.exchange import operations, queries
from naves.domains.exchange.enums import QuestionStatus
from naves.domains.exchange.models import Answer, Question
from naves.domains.exchange.queries import QuestionFilter
from naves.domains.exchange.rules.values import QuestionValues
from naves.domains.needs import operations as need_operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.organisations.access import SYSTEM
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from tests.domains.exchange.world import World
from tests.factories.accounts import AT
from tests.factories.exchange import make_question
from tests.factories.needs import make_need
from tests.factories.organisations import make_administrator, user_of

LATER = AT + timedelta(days=3)


def codes(error: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in error.value.problems]


def test_a_town_asks_the_ministry_it_answers_and_the_town_marks_it_solved(world: World) -> None:
    question = make_question(world["clerk"], world.ministry, subject_kind="need", subject_id=world.need.pk)
    first = operations.answer(actor=world["analyst"], at=LATER, question=question, text="Podle spádové vyhlášky.")
    second = operations.answer(actor=world["analyst"], at=LATER, question=question, text="A doplňujeme odkaz.")
    operations.solve(actor=world["clerk"], at=LATER, question=question)
    detail = queries.question_detail(world["anonymous"], question.pk)
    assert detail.question.status == QuestionStatus.SOLVED
    assert detail.answers == (first, second)
    assert detail.subject is not None
    assert detail.subject.title == world.need.title
    assert detail.actions == {"view"}
    actions = AuditEntry.objects.filter(kind="question", identifier=str(question.pk)).order_by("sequence")
    assert list(actions.values_list("action", "actor_id")) == [
        ("exchange.question_asked", world["clerk"].user_id),
        ("exchange.question_answered", world["analyst"].user_id),
        ("exchange.question_answered", world["analyst"].user_id),
        ("exchange.question_solved", world["clerk"].user_id),
    ]


@pytest.mark.parametrize(
    ("asker", "addressee", "own_name", "problem"),
    [
        ("clerk", "ministry", False, None),
        ("member", "ministry", False, None),
        ("stranger", "ministry", True, None),
        ("company", "ministry", False, None),
        ("clerk", "sumperk", False, None),
        ("analyst", "sumperk", False, None),
        ("company", "sumperk", False, "addressee"),
        ("stranger", "sumperk", True, "addressee"),
        ("clerk", "company", False, "addressee"),
        ("clerk", "litovel", False, "asks_itself"),
    ],
)
def test_towns_ask_towns_and_everybody_asks_the_ministry(
    world: World, asker: str, addressee: str, own_name: bool, problem: str | None
) -> None:
    organisation = getattr(world, addressee)
    if problem is None:
        question = make_question(world[asker], organisation, own_name=own_name)
        assert (question.status, question.asking is None) == ("open", own_name)
        return
    with pytest.raises(Refused) as refused:
        make_question(world[asker], organisation, own_name=own_name)
    assert codes(refused) == [(problem, "addressee")]


def test_nobody_asks_without_signing_in_or_for_somebody_elses_town(world: World) -> None:
    values = QuestionValues(title="Jak na to?", text="Prosíme o radu.")
    with pytest.raises(NotAllowed):
        operations.ask(actor=world["anonymous"], at=AT, addressee=world.ministry, values=values)
    with pytest.raises(NotAllowed):
        operations.ask(actor=world["neighbour"], at=AT, addressee=world.ministry, values=values, asking=world.litovel)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, ("title_short", "title")),
        ({"title": "x" * 100_000}, ("title_long", "title")),
        ({"text": "  \n "}, ("text_missing", "text")),
        ({"text": "slovo " * 20_000}, ("text_long", "text")),
        ({"subject_kind": "guideline"}, ("guideline_missing", "guideline")),
        ({"subject_kind": "guideline", "guideline": "x" * 301}, ("guideline_long", "guideline")),
        ({"subject_kind": "guideline", "guideline": "Metodika", "url": "javascript:alert(1)"}, ("url", "url")),
        ({"subject_kind": "need"}, ("subject_unknown", "subject")),
        ({"subject_kind": "nesmysl"}, ("subject_unknown", "subject")),
    ],
)
def test_bad_input_is_named_with_its_field_and_nothing_is_written(
    world: World, change: dict[str, str], code: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        make_question(world["clerk"], world.ministry, **change)
    assert codes(refused) == [code]
    assert all(problem.remedy for problem in refused.value.problems)
    assert not Question.objects.exists()


def test_a_question_is_about_what_the_public_can_read_only(world: World) -> None:
    hidden = make_need(world.country.town("Litovel"), title="Rozepsaná potřeba", status=NeedStatus.DRAFT)
    wrong = [("need", hidden.pk), ("measure", world.draft_measure.pk), ("need", world.measure.pk), ("strategy", None)]
    for kind, identifier in wrong:
        with pytest.raises(Refused) as refused:
            make_question(world["clerk"], world.ministry, subject_kind=kind, subject_id=identifier)
        assert codes(refused) == [("subject_unknown", "subject")]


def test_the_same_question_sent_twice_is_one(world: World) -> None:
    make_question(world["clerk"], world.ministry)
    with pytest.raises(Conflict) as refused, transaction.atomic():
        make_question(world["clerk"], world.ministry)
    assert codes(refused) == [("sent_twice", "text")]
    question = make_question(world["neighbour"], world.ministry)
    operations.answer(actor=world["analyst"], at=LATER, question=question, text="Ano.")
    with pytest.raises(Conflict), transaction.atomic():
        operations.answer(actor=world["analyst"], at=LATER, question=question, text="Ano.")
    assert (Question.objects.count(), Answer.objects.count()) == (2, 1)


def test_nobody_answers_for_another_organisation_not_even_the_ministry(world: World) -> None:
    question = make_question(world["clerk"], world.sumperk)
    for name in ("anonymous", "stranger", "clerk", "neighbour_member", "company", "analyst"):
        with pytest.raises(NotAllowed):
            operations.answer(actor=world[name], at=LATER, question=question, text="Ano.")
    assert operations.answer(actor=world["neighbour"], at=LATER, question=question, text="Ano.").text == "Ano."


def test_who_could_do_it_in_another_state_is_told_so(world: World) -> None:
    question = make_question(world["clerk"], world.ministry)
    with pytest.raises(Refused) as refused:
        operations.solve(actor=world["clerk"], at=LATER, question=question)
    assert codes(refused) == [("not_in_this_state", "status")]
    with pytest.raises(NotAllowed):
        operations.solve(actor=world["neighbour"], at=LATER, question=question)
    operations.withdraw_question(actor=world["clerk"], at=LATER, question=question, reason="Vyjasnilo se.")
    with pytest.raises(Refused):
        operations.answer(actor=world["analyst"], at=LATER, question=question, text="Pozdě.")


def test_a_withdrawn_question_keeps_its_address_and_reason_and_leaves_the_lists(world: World) -> None:
    question = make_question(world["clerk"], world.ministry, subject_kind="need", subject_id=world.need.pk)
    with pytest.raises(Refused) as refused:
        operations.withdraw_question(actor=world["clerk"], at=LATER, question=question, reason=" ")
    assert codes(refused) == [("reason_missing", "reason")]
    operations.withdraw_question(actor=world["clerk"], at=LATER, question=question, reason="Vyjasnilo se.")
    assert queries.get_question(world["anonymous"], question.pk).withdrawn_reason == "Vyjasnilo se."
    assert queries.question_list(world["anonymous"]).items == []
    assert queries.questions_about("need", world.need.pk).items == []
    withdrawn = queries.question_list(world["anonymous"], QuestionFilter(status="withdrawn"))
    assert [item.question for item in withdrawn.items] == [question]


def test_a_question_without_its_only_answer_awaits_one_again(world: World) -> None:
    question = make_question(world["clerk"], world.sumperk)
    answer = operations.answer(actor=world["neighbour"], at=LATER, question=question, text="Vyhláškou.")
    operations.solve(actor=world["clerk"], at=LATER, question=question)
    with pytest.raises(NotAllowed):
        operations.withdraw_answer(actor=world["clerk"], at=LATER, answer=answer, reason="Ne.")
    operations.withdraw_answer(actor=world["neighbour"], at=LATER, answer=answer, reason="Byl to omyl.")
    with pytest.raises(Refused):
        operations.withdraw_answer(actor=world["neighbour"], at=LATER, answer=answer, reason="Znovu.")
    question.refresh_from_db()
    assert (question.status, question.settled_at) == (QuestionStatus.OPEN, None)
    assert queries.question_list(world["anonymous"], QuestionFilter(text="vyhláška")).items == []
    assert question.answers.get().withdrawn_reason == "Byl to omyl."


def test_the_asker_reopens_what_was_solved_too_early(world: World) -> None:
    question = make_question(world["clerk"], world.sumperk)
    operations.answer(actor=world["neighbour"], at=LATER, question=question, text="Vyhláškou.")
    operations.solve(actor=world["clerk"], at=LATER, question=question)
    assert operations.reopen(actor=world["clerk"], at=LATER, question=question).status == QuestionStatus.OPEN


def test_questions_are_found_by_inflected_words_of_question_and_answer(world: World) -> None:
    question = make_question(
        world["clerk"], world.ministry, title="Kdo platí opravy hřiště?", text="U školy se rozpadá plot."
    )
    make_question(world["clerk"], world.ministry, title="Jiná otázka", text="O dopravě.")
    operations.answer(actor=world["analyst"], at=LATER, question=question, text="Použijte dotaci na sportoviště.")

    def found(text: str) -> list[Question]:
        return [item.question for item in queries.question_list(world["anonymous"], QuestionFilter(text=text)).items]

    assert [found(text) for text in ("hřišti", "HRISTE", "sportovišť dotace", "plotem")] == [[question]] * 4
    assert found("letiště") == []


def test_a_list_goes_on_from_its_cursor_without_loss_or_repetition(world: World) -> None:
    made = [
        make_question(world["clerk"], world.ministry, title=f"Dotaz číslo {n}", at=AT + timedelta(hours=n % 3))
        for n in range(7)
    ]
    seen, cursor = [], None
    while True:
        page = queries.question_list(world["anonymous"], cursor=cursor, limit=3)
        seen += [item.question for item in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert (len(seen), set(seen)) == (7, set(made))
    assert seen == sorted(made, key=lambda one: (one.asked_at, one.pk), reverse=True)
    with pytest.raises(Refused):
        queries.question_list(world["anonymous"], cursor="nesmysl")


def test_questions_stand_by_the_need_they_concern_also_after_a_merger(world: World) -> None:
    other = make_need(world.country.town("Litovel"), title="Přechod u školy je nebezpečný")
    question = make_question(world["clerk"], world.ministry, subject_kind="need", subject_id=other.pk)
    need_operations.merge_needs(actor=SYSTEM, at=LATER, needs=[other], into=world.need)
    assert [item.question for item in queries.questions_about("need", world.need.pk).items] == [question]


def test_questions_about_a_measure_stand_by_it_in_every_version(world: World) -> None:
    question = make_question(world["clerk"], world.ministry, subject_kind="measure", subject_id=world.measure.pk)
    found = queries.questions_about("measure", world.draft_measure.pk)
    assert [item.question for item in found.items] == [question]


def test_an_inbox_holds_what_my_organisations_have_to_answer(world: World) -> None:
    question = make_question(world["clerk"], world.sumperk)
    make_question(world["clerk"], world.ministry)
    assert [item.question for item in queries.awaiting(world["neighbour"]).items] == [question]
    assert (queries.awaiting_count(world["neighbour_member"]), queries.awaiting_count(world["stranger"])) == (0, 0)
    operations.answer(actor=world["neighbour"], at=LATER, question=question, text="Ano.")
    assert queries.awaiting(world["neighbour"]).items == []


def test_following_twice_is_once_and_only_public_questions_are_there(world: World) -> None:
    question = make_question(world["clerk"], world.sumperk)
    for _ in range(2):
        operations.follow(actor=world["stranger"], at=LATER, question=question)
    assert question.followers.count() == 1
    with pytest.raises(NotAllowed):
        operations.follow(actor=world["anonymous"], at=LATER, question=question)
    operations.unfollow(actor=world["stranger"], at=LATER, question=question)
    operations.unfollow(actor=world["anonymous"], at=LATER, question=question)
    assert question.followers.count() == 0
    with pytest.raises(NotFound):
        queries.get_question(world["stranger"], world.need.pk)


def test_a_person_gets_out_what_they_asked_and_is_forgotten_by_name(world: World) -> None:
    question = make_question(world["stranger"], world.ministry, own_name=True)
    operations.follow(actor=world["stranger"], at=LATER, question=question)
    person, administrator = user_of(world["stranger"]), user_of(make_administrator())
    exported = export_person(user=person, by=administrator)["records"]
    assert exported["exchange.Question"][0]["what"] == str(question)
    assert exported["exchange.QuestionFollower"][0]["question_id"] == str(question.pk)
    erase_person(user=person, by=administrator, at=LATER)
    assert queries.get_question(world["anonymous"], question.pk).text == question.text
    assert question.followers.count() == 0
