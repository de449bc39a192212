"""The living style page and the frame around every page, in real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.browser import PHONE, VIEWS, OpenPage, screenshot

STYLE = "/style/"


@pytest.mark.parametrize(("language", "width"), VIEWS)
@pytest.mark.parametrize("path", [STYLE, "/style/accessibility/"])
def test_page_is_accessible_in_every_language_and_width(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], path: str, language: str, width: int
) -> None:
    page = browser_page(path, language=language, width=width)
    axe_clean(page)
    assert page.locator("html").get_attribute("lang") == language
    screenshot(page, f"style{'-accessibility' if 'access' in path else ''}-{language}-{width}", whole=True)


def test_first_tab_leads_past_the_header_to_the_content(browser_page: OpenPage) -> None:
    page = browser_page(f"{STYLE}accessibility/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_menu_of_a_phone_opens_without_scripts(browser_page: OpenPage) -> None:
    page = browser_page(STYLE, width=PHONE, scripts=False)
    english = page.locator(".menu a[lang=en]")
    assert not english.is_visible()
    page.locator(".menu > summary").click()
    assert english.is_visible()


def test_menu_closes_with_escape_and_gives_the_focus_back(browser_page: OpenPage) -> None:
    page = browser_page(STYLE, width=PHONE)
    page.locator(".menu > summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_language_switch_keeps_the_page_and_its_query(browser_page: OpenPage) -> None:
    page = browser_page(f"{STYLE}?sort=-needs")
    page.locator(".site-tools a[lang=en]").click()
    assert page.url.endswith("/en/style/?sort=-needs")
    page.locator(".site-tools a[lang=cs]").click()
    assert page.url.endswith("/style/?sort=-needs")
    assert "/en/" not in page.url


def test_reading_starts_at_what_is_wrong_with_a_form(browser_page: OpenPage) -> None:
    page = browser_page(STYLE)
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.locator("#error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "bad-title"


def test_marks_with_one_key_light_up_together(browser_page: OpenPage) -> None:
    page = browser_page(STYLE)
    page.locator(".heat td[data-key=step-3]").hover()
    assert page.locator(".is-linked").count() == page.locator("[data-key=step-3]").count() == 1


def test_page_prints_without_its_navigation(browser_page: OpenPage) -> None:
    page = browser_page(STYLE)
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert page.locator("h1").is_visible()
