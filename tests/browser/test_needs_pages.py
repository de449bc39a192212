"""Pages of needs in real Chromium: accessible, the right width, whole by keyboard, with and without scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from naves.domains.accounts.models import User
from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.enums import MemberRole
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import make_clerk, make_stranger, user_of
from tests.factories.places import make_country
from tests.factories.strategies import ClaimFactory, ResponseFactory
from tests.support.browser import VIEWS, OpenPage, address, screenshot

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@dataclass(frozen=True)
class World:
    clerk: User
    citizen: User
    pages: list[str]


@pytest.fixture
def world(tmp_path: Path, settings: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    country = make_country()
    litovel = country.town("Litovel")
    need = make_need(litovel)
    evidence = make_evidence(need=need, text="Lidé žádají o řešení. " * 40, url="https://www.litovel.eu/usneseni")
    ClaimFactory(response=ResponseFactory(need=need))
    twin = make_need(litovel, title="Ráno nejede autobus k lékaři")
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[twin], into=need)
    draft = make_need(litovel, title="Chodník nemá osvětlení", status=NeedStatus.DRAFT)
    waiting = make_evidence(place=litovel, title="Podnět ke komunitní zahradě")
    one = f"/needs/{need.pk}/"
    return World(
        clerk=user_of(make_clerk(litovel, MemberRole.MANAGER)),
        citizen=user_of(make_stranger()),
        pages=[
            "/needs/",
            "/needs/?place=Lužice",
            "/needs/?theme=waste",
            one,
            *(f"{one}{deed}/" for deed in ("edit", "answer", "withdraw", "merge", "evidence", "history")),
            f"/needs/{twin.pk}/",
            f"/needs/{draft.pk}/",
            "/needs/new/?title=Autobus+k+lékaři",
            "/needs/inbox/503444/",
            f"/needs/evidence/{evidence.pk}/move/",
            f"/needs/evidence/{waiting.pk}/new-need/",
        ],
    )


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_at_both_widths_and_in_both_languages(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], world: World, language: str, width: int, live_server: Any
) -> None:
    page = browser_page("/needs/", language=language, width=width, user=world.clerk)
    for number, path in enumerate(world.pages):
        page.goto(live_server.url + address(path, language))
        axe_clean(page)
        screenshot(page, f"needs-{number}-{language}-{width}", whole=True)


def test_similar_needs_come_while_the_title_is_typed(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/needs/new/", user=world.clerk)
    page.get_by_label("Co chybí nebo nefunguje?").press_sequentially("Ranní autobus k lékaři")
    expect(page.get_by_role("heading", name="Není to některá z těchto potřeb?")).to_be_visible()
    expect(page.get_by_role("link", name="Chybí ranní autobus k lékaři")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_clerk_records_a_need_on_one_page(browser_page: OpenPage, world: World, scripts: bool) -> None:
    page = browser_page("/needs/new/", user=world.clerk, scripts=scripts)
    page.get_by_label("Co chybí nebo nefunguje?").fill("Na náměstí chybí stín")
    page.get_by_label("Téma", exact=True).select_option("public_space")
    page.get_by_label("2 – omezuje každodenní život").check()
    page.get_by_role("button", name="Zveřejnit").click()
    expect(page.get_by_role("heading", name="Na náměstí chybí stín")).to_be_visible()
    assert Need.objects.get(title="Na náměstí chybí stín").status == NeedStatus.PUBLISHED


def test_a_need_is_recorded_by_keyboard_alone(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/needs/new/", user=world.citizen)
    page.get_by_label("Obec").focus()
    page.keyboard.type("503444")
    page.keyboard.press("Tab")
    page.keyboard.type("Chybí lavička u kostela")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Veřejný")
    page.get_by_label("Omezuje mi to každodenní život").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Odeslat obci").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Děkujeme.")).to_be_visible()


def test_a_refused_form_leads_to_what_is_wrong(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/needs/new/", user=world.clerk)
    page.get_by_role("button", name="Zveřejnit").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#error-summary").get_by_role("link", name="Téma").click()
    expect(page.get_by_label("Téma", exact=True)).to_be_focused()


def test_a_filter_swaps_the_list_and_the_address_stays_lasting(
    browser_page: OpenPage, world: World, live_server: Any
) -> None:
    page = browser_page("/needs/")
    page.get_by_label("Téma").select_option("waste")
    expect(page.get_by_text("Žádná potřeba neodpovídá")).to_be_visible()
    page.wait_for_url("**theme=waste**")
    swapped = page.locator("#listing").inner_text()
    page.goto(page.url)
    assert page.locator("#listing").inner_text() == swapped


def test_an_unknown_place_is_told_beside_its_field_after_a_swap(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/needs/")
    page.get_by_label("Obec, ORP nebo okres").fill("Tramtárie")
    page.keyboard.press("Tab")
    expect(page.locator("#filter_place_error")).to_contain_text("Takové místo neznáme.")


def test_filters_work_without_scripts(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/needs/", scripts=False)
    page.get_by_label("Téma").select_option("mobility")
    page.get_by_role("button", name="Filtrovat").click()
    expect(page.get_by_role("link", name="Chybí ranní autobus k lékaři")).to_be_visible()


def test_following_changes_its_button_in_place(browser_page: OpenPage, world: World) -> None:
    page = browser_page(world.pages[3], user=world.citizen)
    page.get_by_role("button", name="Sledovat potřebu").click()
    expect(page.get_by_role("button", name="Přestat sledovat")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Přestat sledovat")).to_be_visible()


def test_town_names_are_suggested_while_they_are_typed(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/needs/new/", user=world.citizen)
    page.get_by_label("Obec").press_sequentially("luzi")
    options = page.locator("datalist option")
    expect(options).to_have_count(2)
    assert options.first.get_attribute("value") == "Lužice (Most, 567281)"
