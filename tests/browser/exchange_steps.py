"""A consultation in the browser, step by step, for this scenario and for longer ones that hold it."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from naves.kernel.clock import today
from tests.support.browser import OpenPage


def open_consultation(open_page: OpenPage, *, owner: Any, draft: str, invited: str, days: int = 14) -> str:
    """Put the draft at the address ``draft`` to consultation; return the path of the consultation."""
    page = open_page(draft, user=owner)
    page.get_by_role("link", name="Dát návrh ke konzultaci").click()
    page.get_by_label("Na co se ptáte").fill("Které lhůty jsou nesplnitelné a co v návrhu chybí?")
    page.get_by_label("Poslední den pro připomínky").fill((today() + timedelta(days=days)).isoformat())
    page.get_by_label("Pozvané organizace").fill(invited)
    page.get_by_role("button", name="Otevřít konzultaci").click()
    expect(page.locator(".messages")).to_contain_text("Konzultace je založena")
    return "/" + page.url.split("/", 3)[3]


def comment_on(open_page: OpenPage, *, guest: Any, consultation: str, part: str, text: str) -> Page:
    """Comment on the goal or measure whose title begins with ``part``; return the page of the consultation."""
    page = open_page(consultation, user=guest)
    page.get_by_text("Připomínka k některé části").click()
    page.locator(".passages").get_by_role("link", name=part).click()
    page.get_by_label("Připomínka", exact=True).fill(text)
    page.get_by_role("button", name="Odeslat připomínku").click()
    expect(page.locator(".comment").filter(has_text=text)).to_contain_text("Čeká na odpověď")
    return page


def answer_first(open_page: OpenPage, *, owner: Any, consultation: str, verdict: str, reason: str) -> Page:
    """Answer the first comment that awaits it; return the page of the consultation."""
    page = open_page(consultation, user=owner)
    page.get_by_role("link", name="Odpovědět na připomínku").first.click()
    page.get_by_label(verdict, exact=True).check()
    page.get_by_label("Důvod").fill(reason)
    page.get_by_role("button", name="Odpovědět").click()
    expect(page.locator(".messages")).to_contain_text("Odpověď na připomínku byla uložena.")
    return page


def publish_outcome(open_page: OpenPage, *, owner: Any, consultation: str, outcome: str) -> Page:
    """Take no more comments and publish the outcome; return the page of the consultation."""
    page = open_page(consultation, user=owner)
    page.get_by_role("link", name="Ukončit příjem připomínek").click()
    page.get_by_role("button", name="Ukončit příjem připomínek").click()
    page.get_by_role("link", name="Zveřejnit výsledek").click()
    page.get_by_label("Výsledek", exact=True).fill(outcome)
    page.get_by_role("button", name="Zveřejnit výsledek").click()
    expect(page.locator(".outcome")).to_contain_text(outcome)
    return page
