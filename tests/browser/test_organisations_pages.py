"""Organisations, their members and invitations in real Chromium."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from naves.domains.accounts.models import User
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.places import make_country
from tests.factories.strategies import StrategyFactory, VersionFactory, make_need
from tests.support.browser import VIEWS, OpenPage, screenshot

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


@dataclass(frozen=True)
class World:
    town: Organisation
    manager: User
    asked: Membership


@pytest.fixture
def world(transactional_db: None) -> World:
    litovel = make_country().town("Litovel")
    town = OrganisationFactory(
        kind=OrganisationKind.MUNICIPALITY,
        name="Město Litovel",
        name_folded="mesto litovel",
        place=litovel,
        website="https://www.litovel.eu",
        description="Hanácké Benátky na šesti ramenech Moravy.",
    )
    VersionFactory(strategy=StrategyFactory(owner=town), places=[litovel])
    make_need(litovel)
    OrganisationFactory(kind=OrganisationKind.COMPANY, name="Chytrá světla", name_folded="chytra svetla")
    manager = MembershipFactory(organisation=town, role=MemberRole.MANAGER).user
    MembershipFactory(organisation=town, role=MemberRole.EDITOR)
    return World(town, manager, MembershipFactory(organisation=town, approved_at=None, role=MemberRole.MEMBER))


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_in_every_language_and_width(
    browser_page: OpenPage, axe_clean: Axe, world: World, language: str, width: int
) -> None:
    own = f"/organisations/{world.town.pk}/"
    pages = {
        "list": "/organisations/",
        "organisation": own,
        "new": "/organisations/new/",
        "edit": f"{own}edit/",
        "invite": f"{own}invite/",
        "close": f"{own}close/",
        "approve": f"/organisations/members/{world.asked.pk}/approve/",
        "end": f"/organisations/members/{world.asked.pk}/end/",
    }
    for name, path in pages.items():
        page = browser_page(path, language=language, width=width, user=world.manager)
        axe_clean(page)
        screenshot(page, f"organisations-{name}-{language}-{width}", whole=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_person_asks_to_join_and_the_manager_agrees(browser_page: OpenPage, world: World, scripts: bool) -> None:
    stranger = UserFactory(name="Karel Dvořák")
    page = browser_page("/organisations/?text=litovel", user=stranger, scripts=scripts)
    page.get_by_role("link", name="Město Litovel").click()
    page.get_by_role("link", name="Připojit se k organizaci").click()
    page.get_by_role("button", name="Odeslat žádost").click()
    expect(page.locator("main")).to_contain_text("Rozhodne její správce.")
    decided = browser_page(f"/organisations/{world.town.pk}/", user=world.manager, scripts=scripts)
    request = decided.get_by_role("listitem").filter(has_text="Karel Dvořák")
    request.get_by_role("link", name="Souhlasit").click()
    decided.get_by_label(re.compile("^editor")).check()
    decided.get_by_role("button", name="Souhlasit").click()
    expect(decided.locator(".messages")).to_contain_text("Karel Dvořák nyní jedná za organizaci.")
    assert Membership.objects.get(user=stranger).role == MemberRole.EDITOR


@pytest.mark.parametrize("scripts", [True, False])
def test_invited_person_opens_the_link_and_is_in(
    browser_page: OpenPage, axe_clean: Axe, world: World, scripts: bool
) -> None:
    page = browser_page(f"/organisations/{world.town.pk}/invite/", user=world.manager, scripts=scripts)
    page.get_by_label("E-mailová adresa").fill("nova@example.cz")
    page.get_by_role("button", name="Odeslat pozvání").click()
    expect(page.locator(".messages")).to_contain_text("Pozvání bylo odesláno na adresu nova@example.cz.")
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", str(mail.outbox[0].body))
    assert link is not None
    invited = browser_page(link[1], scripts=scripts)
    if scripts:
        axe_clean(invited)
    invited.get_by_label("Vaše jméno").fill("Petra Nová")
    invited.get_by_label("Heslo").fill(PASSWORD)
    invited.get_by_role("button", name="Přijmout a přihlásit se").click()
    expect(invited.locator("h1")).to_have_text("Město Litovel")
    expect(invited.locator("main")).to_contain_text("Petra Nová")


def test_citizens_found_a_group_and_manage_it(browser_page: OpenPage, world: World) -> None:
    page = browser_page("/organisations/new/", user=UserFactory())
    page.get_by_label("Druh").select_option("citizens")
    page.get_by_label("Název").fill("Sousedé z Dolního předměstí")
    page.get_by_label("Identifikační číslo").or_(page.locator("#id_ico")).first.fill("12345678")
    page.get_by_role("button", name="Přidat organizaci").click()
    expect(page.locator("#error-summary")).to_contain_text("12345678")
    page.locator("#id_ico").fill("")
    page.get_by_role("button", name="Přidat organizaci").click()
    expect(page.get_by_role("link", name="Pozvat člověka")).to_be_visible()
