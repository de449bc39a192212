"""The desk in real Chromium: one key each, and whole without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.models import Response
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst, user_of
from tests.factories.places import PlaceFactory
from tests.factories.strategies import GoalFactory, MeasureFactory, VersionFactory, make_need
from tests.support.browser import VIEWS, OpenPage, screenshot

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


@pytest.fixture
def analyst(transactional_db: None) -> Actor:
    place = PlaceFactory(name="Litovel")
    goal = GoalFactory(version=VersionFactory(places=[place]), title="Bezpečné město")
    MeasureFactory(goal=goal, title="Bezpečné přechody u škol")
    texts = ("Nebezpečný přechod u školy", "Přechod u školy není v noci vidět", "Školní přechod bez osvětlení")
    for number, title in enumerate(texts):
        make_need(place, title=title, people_affected=900 - 100 * number, description="Děti tudy chodí každé ráno.")
    make_need(place, title="Nebezpečné přechody u škol", people_affected=5)
    operations.suggest(actor=SYSTEM, at=AT)
    operations.find_likenesses(actor=SYSTEM, at=AT)
    MatchSuggestion.objects.update(sampled=False)
    return make_analyst()


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_in_every_language_and_width(
    browser_page: OpenPage, axe_clean: Axe, analyst: Actor, language: str, width: int
) -> None:
    for name in ("", "knowledge/", "duplicates/"):
        page = browser_page(f"/matching/{name}", language=language, width=width, user=user_of(analyst))
        axe_clean(page)
        screenshot(page, f"matching-{name.strip('/') or 'desk'}-{language}-{width}", whole=True)


def test_keys_confirm_reject_undo_and_ask_for_the_proof_of_a_high_level(browser_page: OpenPage, analyst: Actor) -> None:
    page = browser_page("/matching/", user=user_of(analyst))
    expect(page.locator("#need-title")).to_contain_text("Nebezpečný přechod")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Potvrzeno.")
    page.keyboard.press("z")
    expect(page.locator(".messages")).to_contain_text("Váš poslední úsudek je vrácen.")
    expect(page.locator("#need-title")).to_contain_text("Nebezpečný přechod")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Potvrzeno.")
    page.keyboard.press("r")
    expect(page.locator(".messages")).to_contain_text("Zaznamenáno: nepatří k sobě.")
    page.keyboard.press("3")
    page.keyboard.type("Rozpočet na rok 2026")
    page.get_by_label("Odkaz na dokument").fill("https://www.litovel.eu/rozpocet")
    page.get_by_role("button", name="Potvrdit").click()
    expect(page.locator(".messages")).to_contain_text("Potvrzeno.")
    live = Response.objects.filter(withdrawn_at=None).order_by("confirmed_at")
    assert [sorted(one.claims.values_list("level", flat=True)) for one in live] == [[1], [2, 3]]


def test_without_scripts_the_desk_and_the_merging_work_by_buttons(browser_page: OpenPage, analyst: Actor) -> None:
    page = browser_page("/matching/", user=user_of(analyst), scripts=False)
    page.get_by_role("button", name="Zamítnout").click()
    expect(page.locator(".messages")).to_contain_text("Zaznamenáno: nepatří k sobě.")
    page.get_by_role("button", name="Vrátit můj poslední úsudek").click()
    expect(page.locator(".messages")).to_contain_text("Váš poslední úsudek je vrácen.")
    page.get_by_role("link", name="Potřeby, které možná říkají totéž").click()
    page.get_by_role("button", name="Sloučit zaškrtnuté").first.click()
    expect(page.locator(".messages")).to_contain_text("Sloučen")
    assert Need.objects.filter(merged_into__isnull=False).exists()
