"""A dataset comes home in real Chromium: from "held by a vendor" to "published"; pages accessible all the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from naves.domains.catalogue.enums import PlanStatus
from naves.domains.catalogue.models import Dataset, RecoveryPlan
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from tests.factories.accounts import AT
from tests.factories.catalogue import EXPORT, make_dataset, make_held
from tests.factories.organisations import make_analyst, make_clerk, user_of
from tests.factories.places import make_country
from tests.support.browser import OpenPage, address, screenshot

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def manager(tmp_path: Path, settings: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return make_clerk(make_country().town("Litovel"), MemberRole.MANAGER)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "parkoviste.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def stage(page: Page) -> str:
    return page.locator(".tags .gov-tag").first.inner_text().strip()


def test_a_recovery_plan_runs_from_held_by_a_vendor_to_published(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], manager: Any, export: Path
) -> None:
    town = Organisation.objects.get(pk=manager.grants[0].organisation_id)
    page = browser_page(f"/catalogue/of/{town.pk}/enter/", user=user_of(manager))
    axe_clean(page)
    page.get_by_label("O jaká data jde?").fill("Obsazenost parkovišť")
    page.get_by_role("group", name="Kdo data drží?").get_by_label("dodavatel").check()
    page.get_by_role("group", name="Co vám smlouva dává?").get_by_label("přístup k datům").check()
    page.get_by_label("Odkud to víte?").fill("článek 9 smlouvy")
    page.get_by_label("Dodavatel", exact=False).last.fill("Parkování Morava, s. r. o.")
    page.get_by_role("button", name="Zapsat do přehledu").click()
    assert stage(page) == "v držení dodavatele"
    axe_clean(page)

    page.get_by_role("link", name="Návrat dat", exact=True).click()
    page.get_by_role("link", name="Začít plán návratu").click()
    page.get_by_label("Provozovatel parkování", exact=False).check()
    page.get_by_role("button", name="Začít plán").click()
    expect(page.get_by_role("heading", name="Dostat údaje o parkování zpět do rukou města")).to_be_visible()
    axe_clean(page)

    page.get_by_role("link", name="Správa dat", exact=True).click()
    page.get_by_role("link", name="smluvní právo").click()
    page.get_by_label("vlastnictví dat").check()
    page.get_by_label("Co to dokládá").fill("dodatek č. 1, článek II")
    page.get_by_role("button", name="Zapsat skutečnost").click()
    assert stage(page) == "vlastněno jen na papíře"

    page.get_by_role("link", name="Návrat dat", exact=True).click()
    page.get_by_role("link", name="Vyzkoušet export", exact=True).click()
    page.get_by_label("Sloupce").fill("id; celé číslo; povinný\nulice; text; povinný\nobsazeno; ano nebo ne")
    page.get_by_role("button", name="Uložit").click()
    page.get_by_label("Export", exact=True).set_input_files(export)
    page.get_by_label("Kolik záznamů systém vykazuje?").fill("3")
    page.get_by_role("button", name="Zkontrolovat export").click()
    expect(page.get_by_text("Export je úplný")).to_be_visible()
    axe_clean(page)

    dataset = Dataset.objects.get()
    _publish(page, dataset, export)
    assert stage(page) == "zveřejněno"
    axe_clean(page)
    screenshot(page, "catalogue-published", whole=True)

    _close_all(page, dataset)
    assert RecoveryPlan.objects.get().status == PlanStatus.FINISHED
    axe_clean(page)


def _publish(page: Page, dataset: Dataset, file: Path) -> None:
    base = page.url.partition("/catalogue/")[0]
    page.goto(f"{base}/catalogue/datasets/{dataset.pk}/edit/")
    page.get_by_label("Popis česky").fill("Volná místa na městských parkovištích. Jeden řádek je jedno parkoviště.")
    page.get_by_label("Klíčová slova česky").fill("parkování, doprava")
    page.get_by_label("Doprava", exact=True).check()
    page.get_by_label("Jak často se data mění").select_option("MONTHLY")
    page.get_by_role("button", name="Uložit").click()
    page.get_by_role("link", name="Přidat soubor").click()
    page.get_by_label("Soubor", exact=False).first.set_input_files(file)
    page.get_by_role("button", name="Uložit").click()
    page.get_by_role("link", name="Zveřejnit", exact=True).click()
    page.get_by_role("button", name="Zveřejnit").click()


def _close_all(page: Page, dataset: Dataset) -> None:
    page.get_by_role("link", name="Návrat dat", exact=True).click()
    for _ in range(RecoveryPlan.objects.get().steps.count()):
        page.get_by_role("link", name="Uzavřít krok").first.click()
        page.get_by_label("Co přinesl?").fill("Hotovo.")
        page.get_by_role("button", name="Uložit").click()
    page.get_by_role("link", name="Ukončit plán").click()
    page.get_by_role("button", name="Ukončit plán").click()
    expect(page.get_by_text("Plán skončil.")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("cs", 390), ("en", 1280)])
def test_the_other_pages_are_accessible(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], manager: Any, language: str, width: int, live_server: Any
) -> None:
    town = Organisation.objects.get(pk=manager.grants[0].organisation_id)
    held, shown = make_held(town), make_dataset(town, publish=True, title_cs="Rozpočet města", at=AT)
    own = [
        f"/catalogue/of/{town.pk}/",
        f"/catalogue/of/{town.pk}/recovery/",
        f"/catalogue/of/{town.pk}/who-has-our-data/",
        f"/catalogue/datasets/{held.pk}/exit/",
        f"/catalogue/datasets/{held.pk}/grants/new/",
        f"/catalogue/datasets/{shown.pk}/",
        "/catalogue/",
    ]
    page = browser_page("/catalogue/", language=language, width=width, user=user_of(manager))
    for number, path in enumerate(own):
        page.goto(live_server.url + address(path, language))
        axe_clean(page)
        screenshot(page, f"catalogue-{number}-{language}-{width}", whole=True)
    page = browser_page("/catalogue/country/", language=language, width=width, user=user_of(make_analyst()))
    axe_clean(page)
    screenshot(page, f"catalogue-country-{language}-{width}", whole=True)
