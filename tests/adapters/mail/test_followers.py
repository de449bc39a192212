"""Followers hear back at every step, by letters over a real SMTP server."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from naves.config import wiring
from naves.domains.needs import operations
from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.queries import actor_for
from tests.factories.accounts import AT, UserFactory
from tests.factories.needs import make_need
from tests.support.smtp import Mailbox, smtp_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(settings: pytest.FixtureRequest) -> Iterator[Mailbox]:
    with smtp_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port  # type: ignore[attr-defined]
        yield box


@pytest.fixture
def followed() -> Need:
    wiring.connect()
    need = make_need(title="Chybí přechod u školy")
    for email, language in (("marie@ukazka.example", "cs"), ("mary@ukazka.example", "en")):
        user = UserFactory(email=email, language=language)
        operations.follow(actor=actor_for(user), at=AT, need=need)
    return need


def run_worker() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", "--queue-name", "*", verbosity=0)


def test_each_follower_reads_of_the_step_in_their_language(mailbox: Mailbox, followed: Need) -> None:
    operations.answer(actor=SYSTEM, at=AT, need=followed, reason="Přechod je hotov.")
    run_worker()
    by_recipient = {letter["To"]: letter for letter in mailbox.letters}
    assert set(by_recipient) == {"marie@ukazka.example", "mary@ukazka.example"}
    czech = by_recipient["marie@ukazka.example"]
    assert czech["Subject"].strip() == f"{followed.place.name}: „Chybí přechod u školy“ – nový stav: zodpovězená"
    text = czech.get_content()
    assert "Důvod: Přechod je hotov." in text
    assert f"/needs/{followed.pk}" in text
    assert "Status: answered" in by_recipient["mary@ukazka.example"].get_content()
    assert f"/en/needs/{followed.pk}" in by_recipient["mary@ukazka.example"].get_content()


def test_a_step_that_is_rolled_back_tells_nobody(mailbox: Mailbox, followed: Need) -> None:
    with pytest.raises(RuntimeError, match="power cut"), transaction.atomic():
        operations.answer(actor=SYSTEM, at=AT, need=followed, reason="Přechod je hotov.")
        raise RuntimeError("power cut")
    run_worker()
    assert mailbox.letters == []


def test_a_person_who_left_hears_no_more(mailbox: Mailbox, followed: Need) -> None:
    followed.followers.get(user__email="mary@ukazka.example").user.__class__.objects.filter(
        email="mary@ukazka.example"
    ).update(is_active=False)
    operations.answer(actor=SYSTEM, at=AT, need=followed)
    run_worker()
    assert [letter["To"] for letter in mailbox.letters] == ["marie@ukazka.example"]
