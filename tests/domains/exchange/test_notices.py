"""Who is told what: those concerned, never the doer, and only what they want to hear."""

from datetime import timedelta

import pytest

from naves.domains.accounts.models import User
from naves.domains.exchange import operations, queries
from naves.domains.exchange.enums import NoticeKind, Topic, Way
from naves.domains.exchange.models import Notice
from naves.domains.exchange.rules.notices import TOPIC_OF
from naves.domains.exchange.stopping import read_stopping, stopping_token
from naves.domains.exchange.wording import sentence
from naves.domains.needs import operations as need_operations
from naves.kernel.errors import NotAllowed, Refused
from tests.domains.exchange.world import World
from tests.factories.accounts import AT
from tests.factories.exchange import make_comment, make_question, make_round
from tests.factories.organisations import user_of

LATER = AT + timedelta(days=3)


def told(world: World, kind: NoticeKind) -> set[str]:
    names = {actor.user_id: name for name, actor in world.people.items()}
    return {names[pk] for pk in Notice.objects.filter(kind=kind).values_list("user_id", flat=True)}


def test_every_kind_of_notice_belongs_to_a_topic() -> None:
    assert set(TOPIC_OF) == set(NoticeKind)
    assert set(TOPIC_OF.values()) == set(Topic)


def test_a_question_is_told_to_those_asked_and_its_answer_to_those_who_wait_for_it(world: World) -> None:
    need_operations.follow(actor=world["stranger"], at=AT, need=world.need)
    question = make_question(world["clerk"], world.sumperk, subject_kind="need", subject_id=world.need.pk)
    operations.follow(actor=world["company"], at=AT, question=question)
    assert told(world, NoticeKind.QUESTION_ASKED) == {"neighbour"}
    operations.answer(actor=world["neighbour"], at=LATER, question=question, text="Vyhláškou.")
    assert told(world, NoticeKind.QUESTION_ANSWERED) == {"clerk", "company", "stranger"}
    operations.solve(actor=world["clerk"], at=LATER, question=question)
    assert told(world, NoticeKind.QUESTION_SOLVED) == {"neighbour", "company"}
    operations.reopen(actor=world["clerk"], at=LATER, question=question)
    assert told(world, NoticeKind.QUESTION_REOPENED) == {"neighbour"}
    operations.withdraw_question(actor=world["analyst"], at=LATER, question=question, reason="Nepatří sem.")
    assert told(world, NoticeKind.QUESTION_WITHDRAWN) == {"neighbour", "company", "clerk"}


def test_a_consultation_is_told_to_those_invited_and_its_outcome_to_those_who_commented(world: World) -> None:
    consultation = make_round(world.draft, invited=[world.sumperk], actor=world["clerk"])
    assert told(world, NoticeKind.ROUND_OPENED) == {"neighbour"}
    comment = make_comment(consultation, world["neighbour_member"])
    assert told(world, NoticeKind.COMMENT_MADE) == {"clerk", "manager"}
    operations.answer_comment(actor=world["clerk"], at=LATER, comment=comment, verdict="accepted", answer="Ano.")
    assert told(world, NoticeKind.COMMENT_ANSWERED) == {"neighbour_member"}
    operations.close_round(actor=world["clerk"], at=LATER, consultation=consultation)
    operations.publish_outcome(actor=world["manager"], at=LATER, consultation=consultation, outcome="Hotovo.")
    assert told(world, NoticeKind.ROUND_CLOSED) == {"neighbour", "neighbour_member"}
    assert told(world, NoticeKind.ROUND_PUBLISHED) == {"neighbour", "neighbour_member"}


def test_a_consultation_open_to_towns_is_told_to_towns_other_than_the_owner(world: World) -> None:
    make_round(world.draft, for_all_towns=True, actor=world["analyst"])
    assert told(world, NoticeKind.ROUND_OPENED) == {"neighbour"}


def test_who_wants_to_hear_nothing_hears_nothing(world: World) -> None:
    operations.choose(actor=world["neighbour"], at=AT, topic=Topic.TO_ANSWER, way=Way.NONE)
    make_question(world["clerk"], world.sumperk)
    assert told(world, NoticeKind.QUESTION_ASKED) == set()
    operations.choose(actor=world["neighbour"], at=AT, topic=Topic.TO_ANSWER, way=Way.PAGE)
    make_question(world["clerk"], world.sumperk, title="Druhý dotaz")
    assert told(world, NoticeKind.QUESTION_ASKED) == {"neighbour"}


def test_notices_are_ones_own_and_are_read_once(world: World) -> None:
    question = make_question(world["clerk"], world.sumperk, title="Kdo platí plot?")
    assert [queries.unread_count(world[name]) for name in ("neighbour", "clerk", "anonymous")] == [1, 0, 0]
    assert queries.notices_of(world["analyst"]).items == []
    (notice,) = queries.notices_of(world["neighbour"]).items
    assert (notice.question, "Kdo platí plot?" in sentence(notice)) == (question, True)
    assert operations.read_notices(actor=world["analyst"], at=LATER) == 0
    assert operations.read_notices(actor=world["neighbour"], at=LATER) == 1
    assert operations.read_notices(actor=world["neighbour"], at=LATER, only=notice.pk) == 0
    with pytest.raises(NotAllowed):
        operations.read_notices(actor=world["anonymous"], at=LATER)


def test_unknown_topics_and_ways_are_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        operations.choose(actor=world["clerk"], at=AT, topic="vše", way="holubem")
    assert [problem.field for problem in refused.value.problems] == ["topic", "way"]


def test_the_link_in_a_letter_stops_letters_of_its_topic_and_nothing_else(world: World) -> None:
    user = user_of(world["neighbour"])
    found, topic = read_stopping(stopping_token(user, Topic.COMMENTS))
    assert (found, topic) == (user, Topic.COMMENTS)
    operations.stop_letters(user=user, at=AT, topic=topic)
    operations.stop_letters(user=user, at=AT, topic=topic)
    ways = queries.ways_of(user)
    assert ways == {**dict.fromkeys(Topic, Way.MAIL), Topic.COMMENTS: Way.PAGE}
    for wrong in ("", "nesmysl", stopping_token(user, "jiné")):
        with pytest.raises(Refused):
            read_stopping(wrong)


def test_who_has_left_is_told_nothing(world: World) -> None:
    User.objects.filter(pk=world["neighbour"].user_id).update(is_active=False)
    make_question(world["clerk"], world.sumperk)
    assert not Notice.objects.exists()
