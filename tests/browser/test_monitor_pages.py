"""The Monitor in real Chromium: accessible, the right width, and its pictures linked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import VIEWS, OpenPage, screenshot
from tests.web.monitor.conftest import Story, story

__all__ = ["story"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    "/",
    "/unanswered/",
    "/monitor/towns/",
    "/monitor/needs/",
    "/monitor/silent/",
    "/monitor/published/",
    "/monitor/method/",
]


@pytest.mark.parametrize(("language", "width"), VIEWS)
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_at_both_widths_and_in_both_languages(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], story: Story, path: str, language: str, width: int
) -> None:
    page = browser_page(path, language=language, width=width)
    page.wait_for_load_state("networkidle")
    axe_clean(page)
    if path == "/":
        screenshot(page, f"monitor-{language}-{width}")


def test_the_map_tells_names_and_leads_to_the_town(browser_page: OpenPage, story: Story) -> None:
    page = browser_page("/")
    dot = page.locator('[data-map] circle[data-n="Most"]')
    dot.hover(force=True)
    expect(page.locator(".map .tip")).to_contain_text("Most")
    dot.click(force=True)
    expect(page.locator("h1")).to_contain_text("Most")


def test_a_row_of_the_heat_map_lights_up_its_region(browser_page: OpenPage, story: Story) -> None:
    page = browser_page("/")
    expect(page.locator("[data-map] svg")).to_be_visible()
    page.locator('[data-region-key="CZ042"]').hover()
    expect(page.locator('[data-map] g[data-region="CZ042"]')).to_have_class("is-lit")


def test_without_scripts_the_map_is_a_picture_and_filters_are_sent_by_a_button(
    browser_page: OpenPage, story: Story
) -> None:
    page = browser_page("/", scripts=False)
    assert page.locator("[data-map] img").evaluate("image => image.naturalWidth") > 0
    page.locator("#id_region").select_option("CZ042")
    page.get_by_role("button", name="Filtrovat").click()
    assert "region=CZ042" in page.url
    expect(page.locator(".applied")).to_contain_text("Ústecký kraj")
