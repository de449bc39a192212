"""Questions and consultations in real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from naves.config import wiring
from naves.domains.exchange import operations
from naves.kernel.clock import now
from tests.browser.exchange_steps import answer_first, comment_on, open_consultation, publish_outcome
from tests.domains.exchange.world import World, make_exchange_world
from tests.factories.exchange import make_comment, make_question, make_round
from tests.factories.organisations import user_of
from tests.support.browser import VIEWS, OpenPage, screenshot

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


@pytest.fixture
def world(transactional_db: None) -> World:
    wiring.connect()
    return make_exchange_world()


def test_a_draft_is_consulted_commented_answered_and_its_outcome_published(
    browser_page: OpenPage, axe_clean: Axe, world: World
) -> None:
    manager, guest = user_of(world["manager"]), user_of(world["neighbour"])
    draft = f"/strategies/{world.draft.strategy_id}/versions/2/"
    consultation = open_consultation(browser_page, owner=manager, draft=draft, invited="Šumperk")
    page = browser_page("/", user=guest)
    expect(page.locator(".site-tools .unread")).to_have_text("1")
    page.get_by_role("link", name="Oznámení, nepřečtená: 1").first.click()
    page.get_by_role("link", name="Jste zváni k připomínkám").click()
    page.get_by_role("link", name=world.draft.strategy.title).last.click()
    expect(page.locator("main")).to_contain_text("Přechody všude")
    said = "Přechody potřebují osvětlení, jinak po setmění nepomohou."
    comment_on(browser_page, guest=guest, consultation=consultation, part="1.1 Přechody všude", text=said)
    answered = answer_first(
        browser_page, owner=manager, consultation=consultation, verdict="přijata", reason="Osvětlení doplníme."
    )
    axe_clean(answered)
    publish_outcome(
        browser_page, owner=manager, consultation=consultation, outcome="Do návrhu jsme doplnili osvětlení."
    )
    public = browser_page(consultation)
    for text in (said, "Osvětlení doplníme.", "Do návrhu jsme doplnili osvětlení."):
        expect(public.locator("main")).to_contain_text(text)
    axe_clean(public)


@pytest.mark.parametrize(("language", "width"), [VIEWS[0], VIEWS[3]])
def test_pages_are_accessible(browser_page: OpenPage, axe_clean: Axe, world: World, language: str, width: int) -> None:
    question = make_question(world["neighbour"], world.litovel, subject_kind="need", subject_id=world.need.pk)
    operations.answer(actor=world["manager"], at=now(), question=question, text="Podle vyhlášky, viz příloha.")
    consultation = make_round(world.draft, invited=[world.sumperk], at=now())
    comment = make_comment(consultation, world["neighbour"], at=now())
    manager = user_of(world["manager"])
    addresses = {
        "questions": "/exchange/",
        "question": f"/exchange/questions/{question.pk}/",
        "ask": "/exchange/ask/",
        "awaiting": "/exchange/awaiting/",
        "consultations": "/exchange/consultations/",
        "consultation": f"/exchange/consultations/{consultation.pk}/",
        "edit": f"/exchange/consultations/{consultation.pk}/edit/",
        "answer": f"/exchange/comments/{comment.pk}/answer/",
        "notices": "/exchange/notices/",
        "choices": "/exchange/notices/choices/",
        "need": f"/needs/{world.need.pk}/",
    }
    for name, path in addresses.items():
        page = browser_page(path, language=language, width=width, user=manager)
        axe_clean(page)
        screenshot(page, f"exchange-{name}-{language}-{width}", whole=True)
