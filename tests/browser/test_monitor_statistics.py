"""Statistics in real Chromium: accessible, the right width, pictures linked with their tables."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.strategies import ClaimFactory
from tests.support.browser import VIEWS, OpenPage, screenshot
from tests.web.monitor.conftest import Story, story

__all__ = ["story"]
pytestmark = pytest.mark.django_db(transaction=True)
COMPARED = "/monitor/statistics/"
PAGES = {"comparisons": COMPARED, "times": f"{COMPARED}times/", "coding": f"{COMPARED}coding/"}


def with_towns_to_compare(story: Story) -> None:
    for town, answered in (("Olomouc", 4), ("Most", 1)):
        for number in range(6):
            need = make_need(story.country.town(town), title=f"Potřeba {number}")
            if number < answered:
                at = AT + timedelta(days=9 * number)
                ClaimFactory(response__need=need, response__place=need.place, response__confirmed_at=at, recorded_at=at)


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_at_both_widths_and_in_both_languages(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], story: Story, language: str, width: int
) -> None:
    with_towns_to_compare(story)
    for name, path in PAGES.items():
        page = browser_page(path, language=language, width=width)
        page.wait_for_load_state("networkidle")
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        screenshot(page, f"statistics-{name}-{language}-{width}")


def test_a_row_lights_up_its_marks_in_both_pictures_and_a_mark_leads_to_the_town(
    browser_page: OpenPage, story: Story
) -> None:
    with_towns_to_compare(story)
    page = browser_page(COMPARED)
    page.locator("tr", has_text="Olomouc").hover()
    expect(page.locator("circle.mark.is-linked")).to_have_count(1)
    expect(page.locator("g.worm.is-linked")).to_have_count(1)
    page.locator("circle.mark.is-linked").click(force=True)
    expect(page.locator("h1")).to_contain_text("Olomouc")
