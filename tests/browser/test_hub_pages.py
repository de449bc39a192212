"""Live data in real Chromium: accessible in both languages, alive with scripts, whole without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from naves.domains.accounts.models import User
from naves.domains.organisations.enums import MemberRole
from tests.factories.hub import make_live, tell
from tests.factories.organisations import MembershipFactory
from tests.support.browser import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager(transactional_db: None, settings: Settings, tmp_path: Path) -> User:
    settings.NAVES_HUB_STORE = f"sqlite:///{tmp_path / 'hub.sqlite3'}"
    membership = MembershipFactory(role=MemberRole.MANAGER)
    make_live(membership.organisation)
    user: User = membership.user
    return user


@pytest.mark.parametrize(("language", "width"), [("cs", 1280), ("en", 390)])
def test_pages_are_accessible(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], manager: User, language: str, width: int
) -> None:
    for path in ("", "town/", "town/entities/", "town/entity/?id=urn:s:1", "town/subscriptions/", "town/grants/new/"):
        page = browser_page(f"/hub/{path}", language=language, width=width, user=manager)
        expect(page.locator("h1")).to_be_visible()
        axe_clean(page)


def test_a_value_that_comes_in_appears_by_itself_and_a_right_can_be_given(
    browser_page: OpenPage, axe_clean: Callable[[Page], None], manager: User
) -> None:
    page = browser_page("/hub/town/entity/?id=urn:p:1", user=manager)
    expect(page.locator("#live")).to_contain_text("12")
    tell("town", "entityOperations/upsert", [{"id": "urn:p:1", "type": "Parking", "free": 7}])
    expect(page.locator("#live")).to_contain_text("7", timeout=15_000)
    page = browser_page("/hub/town/grants/new/", user=manager)
    page.locator("#id_purpose").fill("Otevřená data pro každého")
    page.get_by_role("button", name="Udělit právo").click()
    expect(page.get_by_role("row", name="kdokoli, i bez přihlášení")).to_contain_text("platí")
    axe_clean(page)
