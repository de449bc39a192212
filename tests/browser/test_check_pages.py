"""The check of a strategy in real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from naves.domains.strategies.models import StrategyVersion
from tests.browser.strategy_drafts import correct_line, make_draft, send_document
from tests.factories.organisations import user_of
from tests.support.browser import VIEWS, OpenPage, screenshot
from tests.web.strategies.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.mark.parametrize("scripts", [True, False])
def test_analyst_sends_a_document_corrects_it_and_sees_what_it_misses(
    browser_page: OpenPage, axe_clean: Axe, world: World, scripts: bool
) -> None:
    page = browser_page("/strategy-check/", user=user_of(world.people["analyst"]), scripts=scripts)
    send_document(page)
    if scripts:
        axe_clean(page)
        screenshot(page, "check-preview-cs-1280")
    correct_line(page, "Úvod", level="out")
    correct_line(page, "O čem dokument je.", level="out")
    correct_line(page, "Přechody u škol", body="Odbor dopravy", deadline="2029-06-30")
    correct_line(page, "Lidé se mají cítit bezpečně.", level="measure", text="Více hlídek městské policie")
    page.get_by_role("button", name="Zobrazit řádky znovu").click()
    correct_line(page, "Více hlídek městské policie", body="Městská policie", deadline="2028-12-31")
    make_draft(page, owner="Litovel", places="Litovel (Olomouc, 503444) – obec")
    expect(page.locator(".notice").first).to_contain_text("Pokud bude schválen")
    expect(page.locator("#left-out")).to_contain_text("Nebezpečný přechod u školy")
    expect(page.locator("#left-out tfoot")).to_contain_text("3")
    expect(page.locator("#idle")).to_contain_text("Více hlídek městské policie")
    version = StrategyVersion.objects.get(strategy__title="Strategie rozvoje města Litovel")
    assert (version.status, version.measures.count()) == ("draft", 5)
    page.get_by_role("link", name="Zpráva k tisku").click()
    expect(page.locator("h1")).to_contain_text("Kontrola strategie")


@pytest.mark.parametrize(("language", "width"), [VIEWS[0], VIEWS[-1]])
def test_pages_are_accessible_in_both_languages_and_widths(
    browser_page: OpenPage, axe_clean: Axe, world: World, language: str, width: int
) -> None:
    check = f"/strategy-check/{world.version.strategy_id}/"
    addresses = {
        "start": "/strategy-check/",
        "version": f"{check}1/",
        "draft": f"{check}2/",
        "needs": f"{check}1/needs/",
        "measures": f"{check}1/measures/",
        "compare": f"{check}compare/1/2/",
        "report": f"{check}1/report/",
    }
    for name, path in addresses.items():
        page = browser_page(path, language=language, width=width, user=user_of(world.people["manager"]))
        axe_clean(page)
        screenshot(page, f"check-{name}-{language}-{width}")
