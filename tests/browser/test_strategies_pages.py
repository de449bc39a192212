"""Strategies, measures and answers to needs in real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from naves.domains.strategies.models import Response, StrategyVersion
from tests.factories.organisations import user_of
from tests.support.browser import VIEWS, OpenPage, screenshot
from tests.web.strategies.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def addresses(world: World) -> dict[str, str]:
    strategy = f"/strategies/{world.version.strategy_id}/"
    return {
        "list": "/strategies/",
        "strategy": strategy,
        "draft": f"{strategy}versions/2/",
        "measure": f"/strategies/measures/{world.measure.pk}/",
        "measure-idle": f"/strategies/measures/{world.idle.pk}/",
        "response": f"/strategies/responses/{world.response.pk}/",
        "new": "/strategies/new/",
        "new-goal": f"{strategy}versions/2/goals/new/",
        "new-measure": f"{strategy}versions/2/measures/new/",
        "new-indicator": f"/strategies/measures/{world.draft_measure.pk}/indicators/new/",
        "places": f"{strategy}versions/2/places/",
        "approve": f"{strategy}versions/2/approve/",
        "status": f"/strategies/measures/{world.measure.pk}/status/",
        "reading": f"/strategies/indicators/{world.indicator.pk}/readings/new/",
        "propose": f"/strategies/answer/{world.open_need.pk}/",
        "propose-for-measure": f"/strategies/measures/{world.measure.pk}/answer/",
        "confirm": f"/strategies/responses/{world.proposal.pk}/confirm/",
        "lapse": f"/strategies/levels/{world.claim.pk}/lapse/",
        "withdraw": f"/strategies/responses/{world.response.pk}/withdraw/",
    }


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_in_every_language_and_width(
    browser_page: OpenPage, axe_clean: Axe, world: World, language: str, width: int
) -> None:
    manager = user_of(world.people["manager"])
    for name, path in addresses(world).items():
        page = browser_page(path, language=language, width=width, user=manager)
        axe_clean(page)
        screenshot(page, f"strategies-{name}-{language}-{width}", whole=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_clerk_writes_a_strategy_down_and_the_manager_approves_it(
    browser_page: OpenPage, world: World, scripts: bool
) -> None:
    page = browser_page("/strategies/new/", user=user_of(world.people["clerk"]), scripts=scripts)
    page.get_by_label("Název").fill("Plán mobility města Litovel")
    page.get_by_label("Identifikátor").fill("LITOVEL-MOBILITA")
    page.get_by_label("Platí od").fill("2026-01-01")
    page.get_by_label("Pokrytá místa").fill("Litovel")
    page.get_by_role("button", name="Zapsat strategii").click()
    expect(page.locator("#error-summary")).to_contain_text("Litovel (Olomouc, 503444) – obec")
    page.get_by_label("Pokrytá místa").fill("Litovel (Olomouc, 503444) – obec")
    page.get_by_role("button", name="Zapsat strategii").click()
    page.get_by_role("link", name="Přidat cíl").first.click()
    page.get_by_label("Kód").fill("1")
    page.get_by_label("Název").fill("Dojet bez auta")
    page.get_by_role("button", name="Uložit").click()
    page.get_by_role("link", name="Přidat opatření").click()
    page.get_by_label("Kód").fill("1.1")
    page.get_by_label("Název").fill("Večerní spoj čeká na vlak")
    page.get_by_label("Odpovědný subjekt").fill("Odbor dopravy")
    page.get_by_label("Termín").fill("2027-12-31")
    page.get_by_label("Rozpočet v Kč").fill("450 000")
    page.get_by_role("button", name="Uložit").click()
    expect(page.locator("main")).to_contain_text("450 000 Kč")
    draft = StrategyVersion.objects.get(strategy__identifier="LITOVEL-MOBILITA")
    address = f"/strategies/{draft.strategy_id}/versions/1/"
    decided = browser_page(address, user=user_of(world.people["manager"]), scripts=scripts)
    decided.get_by_role("link", name="Schválit").click()
    decided.get_by_role("button", name="Schválit").click()
    expect(decided.locator(".messages")).to_contain_text("Verze byla schválena.")
    expect(decided.locator(".page-head")).to_contain_text("Platná")


@pytest.mark.parametrize("scripts", [True, False])
def test_clerk_links_a_need_and_shows_the_proof(browser_page: OpenPage, world: World, scripts: bool) -> None:
    page = browser_page(
        f"/strategies/answer/{world.open_need.pk}/", user=user_of(world.people["clerk"]), scripts=scripts
    )
    page.locator("main").get_by_role("searchbox").fill("přechody")
    page.locator("main").get_by_role("button", name="Hledat").click()
    expect(page.locator("label.choice")).to_have_count(1)
    page.locator("label.choice").click()
    page.get_by_role("button", name="Propojit").click()
    page.get_by_label("Jsou na to peníze ve schváleném rozpočtu").check()
    page.get_by_role("button", name="Potvrdit").click()
    expect(page.locator("#error-summary")).to_contain_text("Doklad je prázdný.")
    page.get_by_label("Doklad slovy").fill("Rozpočet města na rok 2026, položka 2219")
    page.get_by_label("Odkaz na dokument").fill("https://www.litovel.eu/rozpocet")
    page.get_by_role("button", name="Potvrdit").click()
    expect(page.locator(".page-head")).to_contain_text("Financováno")
    response = Response.objects.get(need=world.open_need)
    assert sorted(claim.level for claim in response.claims.all()) == [2, 3]


def test_list_narrows_itself_when_a_choice_changes(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/strategies/", user=user_of(world.people["clerk"]))
    page.get_by_label("Platnost").select_option("over")
    expect(page.locator("main")).to_contain_text("Žádná strategie neodpovídá")
    page.get_by_label("Platnost").select_option("draft")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_town_is_suggested_while_typing(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/strategies/")
    page.get_by_label("Pokrývá místo").press_sequentially("Litov")
    expect(page.locator("datalist option[value^=Litovel]").first).to_be_attached()


def test_refused_role_is_told_and_nobody_signs_in_first(browser_page: OpenPage, axe_clean: Axe, world: World) -> None:
    path = f"/strategies/responses/{world.response.pk}/withdraw/"
    page = browser_page(path, user=user_of(world.people["neighbour"]))
    expect(page.locator("h1")).to_have_text("K tomu nemáte oprávnění")
    axe_clean(page)
    page = browser_page(path)
    expect(page.locator("h1")).to_have_text("Přihlásit se")
