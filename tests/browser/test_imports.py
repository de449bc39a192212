"""Imports in real Chromium: every state of an import, both languages, desktop and telephone, without scripts too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from naves.domains.accounts.models import ImportJob, User
from naves.web.imports.tasks import import_upload
from tests.factories.organisations import make_analyst, user_of
from tests.factories.places import make_country
from tests.support.browser import PHONE, VIEWS, OpenPage, screenshot

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = (
    "identifikátor;obec;název potřeby;témata;kdo ji vyslovil;zazněla dne;závažnost\n"
    "P-1;{place};Chybí bezpečný přechod u základní školy;Doprava a mobilita 70 % | Bezpečnost 30 %;občan;1. 3. 2026;2\n"
    "P-2;Litovel;Autobus nejezdí o víkendu;Doprava a mobilita;občan;{day};3\n"
)


@pytest.fixture
def analyst() -> User:
    make_country()
    return user_of(make_analyst())


def upload(page: Page, folder: Path, *, place: str = "Litovel", day: str = "2. 3. 2026") -> ImportJob:
    path = folder / "potřeby Litovel 2026.csv"
    path.write_text(TABLE.format(place=place, day=day))
    page.locator("input[type=file]").set_input_files(path)
    page.locator("form.form-page button[type=submit]").click()
    page.wait_for_url("**/imports/*-*/")
    return ImportJob.objects.latest("created_at")


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_every_page_of_an_import_is_accessible(
    browser_page: OpenPage,
    axe_clean: Callable[[Page], None],
    analyst: User,
    tmp_path: Path,
    language: str,
    width: int,
) -> None:
    def look(page: Page, name: str) -> None:
        axe_clean(page)
        screenshot(page, f"imports-{name}-{language}-{width}", whole=True)

    page = browser_page("/imports/new/needs/", language=language, width=width, user=analyst)
    look(page, "upload")
    refused = upload(page, tmp_path, place="Lužice", day="03/02/2026")
    look(page, "refused")
    page.goto(page.url.replace(str(refused.pk), "new/needs").rstrip("/") + "/")
    job = upload(page, tmp_path)
    look(page, "ready")
    page.locator("form[action$='confirm/'] button").click()
    page.wait_for_url("**/imports/*-*/")
    look(page, "running")
    import_upload.func(job_id=str(job.pk))
    page.locator("a[href$='/needs/'].gov-button, .card a[href$='/needs/']").first.wait_for()
    look(page, "done")
    page.goto(page.url.replace(f"{job.pk}/", ""))
    look(page, "list")


def test_an_import_works_without_scripts_on_a_telephone(browser_page: OpenPage, analyst: User, tmp_path: Path) -> None:
    page = browser_page("/imports/new/needs/", width=PHONE, scripts=False, user=analyst)
    job = upload(page, tmp_path, place="Lužice")
    page.locator("input[type=radio]").first.check()
    page.locator("form[action$='answer/'] button").click()
    page.locator("form[action$='confirm/'] button").click()
    import_upload.func(job_id=str(job.pk))
    page.locator(f"a[href='/imports/{job.pk}/']").click()
    assert "Import je hotov" in page.locator("main").inner_text()
