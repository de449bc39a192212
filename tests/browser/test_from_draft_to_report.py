"""The whole way of a need: a draft is checked, consulted and approved, the need confirmed, and the figures move."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from naves.config import wiring
from naves.domains.monitor.facts.current import forget
from naves.domains.strategies.models import Response, StrategyVersion
from naves.kernel.clock import today
from tests.browser.exchange_steps import answer_first, comment_on, open_consultation, publish_outcome
from tests.browser.strategy_drafts import correct_line, make_draft, send_document
from tests.factories.needs import make_need
from tests.factories.organisations import make_analyst, make_clerk, user_of
from tests.factories.places import make_country
from tests.support.browser import OpenPage, screenshot

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


def test_from_a_draft_to_the_report(browser_page: OpenPage, axe_clean: Axe, transactional_db: None) -> None:
    wiring.connect()
    forget()
    country = make_country()
    litovel = country.town("Litovel")
    make_clerk(litovel)
    guest, analyst = user_of(make_clerk(country.town("Šumperk"))), user_of(make_analyst())
    crossing = make_need(litovel, title="Chybí přechod u školy", people_affected=300)
    make_need(litovel, title="Autobus nečeká na vlak", people_affected=900)

    # An analyst uploads a draft strategy and finds what it misses.
    page = browser_page("/strategy-check/", user=analyst)
    send_document(page)
    correct_line(page, "Přechody u škol", body="Odbor dopravy", deadline="2029-06-30")
    correct_line(page, "Osvětlení parku", body="Odbor dopravy", deadline="2029-06-30")
    make_draft(page, owner="Litovel", places="Litovel (Olomouc, 503444) – obec")
    expect(page.locator("#left-out")).to_contain_text("Autobus nečeká na vlak")
    version = StrategyVersion.objects.get()
    draft = f"/strategies/{version.strategy_id}/versions/1/"

    # Opens a consultation; a town comments; the ministry answers; the outcome is public.
    consultation = open_consultation(browser_page, owner=analyst, draft=draft, invited="Šumperk")
    said = "Přechody potřebují osvětlení, jinak po setmění nepomohou."
    comment_on(browser_page, guest=guest, consultation=consultation, part="Přechody u škol", text=said)
    answer_first(browser_page, owner=analyst, consultation=consultation, verdict="přijata", reason="Doplníme je.")
    publish_outcome(browser_page, owner=analyst, consultation=consultation, outcome="Doplnili jsme osvětlení.")

    # The strategy is approved.
    page = browser_page(draft, user=analyst)
    page.get_by_role("link", name="Schválit").click()
    page.get_by_role("button", name="Schválit").click()
    expect(page.locator(".messages")).to_contain_text("Verze byla schválena")
    assert figures(browser_page("/"))[0] == "0 %"

    # The need is confirmed at the desk.
    page = browser_page("/matching/", user=analyst)
    page.locator("form[action$='/look/'] button").click()
    expect(page.locator("#need-title")).to_contain_text("přechod")
    expect(page.locator("#measure-title")).to_contain_text("Přechody u škol")
    axe_clean(page)
    screenshot(page, "desk-cs-1280")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#need-title", has_text="přechod")).to_have_count(0)
    response = Response.objects.get()
    assert (response.need_id, response.measure.title, response.confirmed_by_id) == (
        crossing.pk,
        "Přechody u škol",
        analyst.pk,
    )

    # The Monitor moves as of that day and not before; the report shows it.
    assert figures(browser_page("/"))[0] == "50 %"
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert figures(browser_page(f"/?as_of={yesterday}"))[0] == "0 %"
    assert "50,0 %" in report(page, "")
    assert "50,0 %" not in report(page, f"?as_of={yesterday}")


def figures(page: Page) -> list[str]:
    """Return the values of the estimands on the home of the Monitor."""
    return [text.replace("\u00a0", " ").strip() for text in page.locator(".figure .value").all_inner_texts()]


def report(page: Page, query: str) -> str:
    """Return the text of the report."""
    base = "/".join(page.url.split("/")[:3])
    pdf = page.request.get(f"{base}/monitor/report.pdf{query}").body()
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\u00a0", " ")
