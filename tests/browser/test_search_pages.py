"""Search in real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from naves.adapters.search_index import current
from tests.factories.needs import make_need
from tests.factories.places import make_country
from tests.factories.strategies import MeasureFactory, VersionFactory
from tests.support.browser import VIEWS, OpenPage, address

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGES = ["/search/", "/search/?q=prechod", "/search/?q=prechod&kind=need&theme=mobility", "/search/?q=xyzzyqq"]


@pytest.fixture(autouse=True)
def _world(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    country = make_country()
    make_need(country.town("Litovel"), title="Nebezpečný přechod u školy")
    MeasureFactory(goal__version=VersionFactory(places=[country.town("Litovel")]), title="Přechody u škol")
    yield
    current.forget()


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_at_both_widths_and_in_both_languages(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], language: str, width: int, live_server: Any
) -> None:
    page = browser_page("/search/", language=language, width=width)
    for path in PAGES:
        page.goto(live_server.url + address(path, language))
        axe_clean(page)


def test_a_town_is_reached_from_any_page_by_typing_and_arrows(browser_page: OpenPage) -> None:
    page = browser_page("/places/")
    page.get_by_label("Co hledáte?").press_sequentially("lito")
    first = page.locator("#site-suggestions a").first
    expect(first).to_contain_text("Litovel")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Litovel")


def test_search_works_without_scripts(browser_page: OpenPage) -> None:
    page = browser_page("/places/", scripts=False)
    page.get_by_label("Co hledáte?").fill("prechdo")
    page.get_by_label("Hledání v záhlaví").get_by_role("button").click()
    expect(page.get_by_text("Zobrazujeme výsledky pro")).to_be_visible()
    page.get_by_role("link", name="Potřeby 1").click()
    expect(page.locator(".search-results h2")).to_have_text("Nebezpečný přechod u školy")
