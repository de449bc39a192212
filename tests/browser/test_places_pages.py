"""Pages of places in real Chromium."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from naves.domains.wellbeing.models import IndicatorValue, WellbeingIndicator
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import make_country
from tests.factories.strategies import ClaimFactory, MeasureFactory, ResponseFactory, VersionFactory
from tests.support.browser import VIEWS, OpenPage, address, screenshot

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGES = ["/places/", "/places/?q=xyz", "/places/503444/", "/places/567337/", "/places/CZ071/", "/places/CZ0425/"]


@pytest.fixture
def world() -> None:
    country = make_country()
    litovel = country.town("Litovel")
    strategy = VersionFactory(places=[litovel], strategy__title="Strategický plán Litovle")
    need = make_need(litovel)
    ClaimFactory(response=ResponseFactory(need=need, measure=MeasureFactory(goal__version=strategy)))
    OrganisationFactory(name="Spolek pro Litovel", place=litovel)
    indicator = WellbeingIndicator.objects.update_or_create(
        code="social_exclusion",
        defaults={
            "name_cs": "Index sociálního vyloučení",
            "name_en": "Index of social exclusion",
            "unit": "bod",
            "direction": "higher_is_worse",
            "theme_id": "social",
            "gap_threshold": 12,
            "source": "Agentura pro sociální začleňování",
        },
    )[0]
    for name in ("Litovel", "Obrnice"):
        IndicatorValue.objects.create(
            indicator=indicator,
            place=country.town(name),
            period_end=date(2024, 12, 31),
            value=24,
            source="x",
            recorded_at=AT,
        )


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_at_both_widths_and_in_both_languages(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], language: str, width: int, live_server: Any
) -> None:
    page = browser_page("/places/", language=language, width=width)
    for number, path in enumerate(PAGES):
        page.goto(live_server.url + address(path, language))
        axe_clean(page)
        screenshot(page, f"places-{number}-{language}-{width}", whole=True)


@pytest.mark.usefixtures("world")
def test_choosing_a_region_offers_its_districts(browser_page: OpenPage) -> None:
    page = browser_page("/places/")
    page.get_by_label("Kraj").select_option("CZ042")
    page.wait_for_url("**region=CZ042**")
    expect(page.get_by_label("Okres").locator("option")).to_have_text(["Všechny okresy", "Most", "Ústí nad Labem"])
    swapped = page.locator("#listing").inner_text()
    page.goto(page.url)
    assert page.locator("#listing").inner_text() == swapped


@pytest.mark.usefixtures("world")
def test_a_town_is_found_without_accents_and_without_scripts(browser_page: OpenPage) -> None:
    page = browser_page("/places/", scripts=False)
    page.get_by_label("Název nebo kód").fill("usti")
    page.get_by_role("button", name="Filtrovat").click()
    page.get_by_role("link", name="Ústí nad Labem", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ústí nad Labem")
