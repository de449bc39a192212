"""Letters about questions and consultations, over a real SMTP server, with a link that stops them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from naves.config import wiring
from naves.domains.exchange import operations
from naves.domains.exchange.enums import Topic, Way
from naves.domains.exchange.queries import ways_of
from tests.domains.exchange.world import World, make_exchange_world
from tests.factories.accounts import AT
from tests.factories.exchange import make_comment, make_question, make_round
from tests.factories.organisations import user_of
from tests.support.smtp import Mailbox, smtp_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(settings: pytest.FixtureRequest) -> Iterator[Mailbox]:
    with smtp_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port  # type: ignore[attr-defined]
        yield box


@pytest.fixture
def world(transactional_db: None) -> World:
    wiring.connect()
    return make_exchange_world()


def run_worker() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", "--queue-name", "*", verbosity=0)


def test_those_asked_read_of_a_question_and_stop_such_letters_in_one_click(mailbox: Mailbox, world: World) -> None:
    question = make_question(world["clerk"], world.sumperk, title="Kdo platí plot?")
    run_worker()
    (letter,) = mailbox.letters
    user = user_of(world["neighbour"])
    assert letter["To"] == user.email
    assert "Dotaz pro: Šumperk – „Kdo platí plot?“. Ptá se: Litovel." in " ".join(str(letter["Subject"]).split())
    assert f"/exchange/questions/{question.pk}/" in letter.get_content()
    stop = str(letter["List-Unsubscribe"]).replace("\n", "").replace(" ", "").strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(urlsplit(stop).path).status_code == 200
    assert ways_of(user)[Topic.TO_ANSWER] == Way.MAIL
    assert browser.post(urlsplit(stop).path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ways_of(user)[Topic.TO_ANSWER] == Way.PAGE
    make_question(world["clerk"], world.sumperk, title="A kdo bránu?")
    run_worker()
    assert len(mailbox.letters) == 1


def test_the_one_who_commented_reads_of_the_answer_in_their_language(mailbox: Mailbox, world: World) -> None:
    user = user_of(world["neighbour"])
    user.language = "en"
    user.save()
    consultation = make_round(world.draft, invited=[world.sumperk])
    comment = make_comment(
        consultation, world["neighbour"], passage_kind="measure", passage=world.draft_measure.lineage
    )
    operations.answer_comment(actor=world["clerk"], at=AT, comment=comment, verdict="accepted", answer="Ano.")
    run_worker()
    mine = [one for one in mailbox.letters if one["To"] == user.email]
    assert "was answered" in str(mine[-1]["Subject"])
    assert "1.1 Přechody všude" in mine[-1].get_content()
    assert f"/en/exchange/consultations/{consultation.pk}/#comment-{comment.pk}" in mine[-1].get_content()


def test_what_is_rolled_back_tells_nobody(mailbox: Mailbox, world: World) -> None:
    with pytest.raises(RuntimeError, match="power cut"), transaction.atomic():
        make_question(world["clerk"], world.sumperk)
        raise RuntimeError("power cut")
    run_worker()
    assert mailbox.letters == []
