"""Signing up and in, two factors, security keys, another service, and one's own page, in real Chromium."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import Page, expect

from naves.domains.accounts.models import ApiToken, User
from naves.domains.needs import operations as needs
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import now
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.needs import make_need
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.places import PlaceFactory
from tests.support.browser import VIEWS, OpenPage, screenshot
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, running_provider

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user(transactional_db: None) -> User:
    person = UserFactory(email="petra@example.cz", name="Petra Nová")
    MembershipFactory(user=person, organisation=OrganisationFactory(name="Okrašlovací spolek"))
    MembershipFactory(user=person, organisation=OrganisationFactory(name="Město Litovel"), approved_at=None)
    needs.follow(actor=actor_for(person), at=now(), need=make_need(PlaceFactory()))
    return person


def code_of(secret: str) -> str:
    """Return the six digits of now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail").fill("petra@example.cz")
    page.get_by_label("Heslo", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Přihlásit se").click()


def prove(page: Page) -> None:
    """Give the password again, as sensitive steps ask."""
    expect(page.locator("h1")).to_have_text("Potvrďte, že jste to vy")
    page.get_by_label("Heslo", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Potvrdit").click()


def sign_out(page: Page) -> None:
    page.locator("details.account > summary").click()
    page.get_by_role("button", name="Odhlásit se").first.click()
    page.goto(page.url.split("/account")[0].rstrip("/") + "/account/login/")


ENTRANCES = ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/password/reset/done/"]
OWN = [
    "/account/",
    "/account/person/",
    "/account/tokens/",
    "/account/erase/",
    "/account/2fa/",
    "/account/email/",
    "/account/password/change/",
    "/account/3rdparty/",
    "/account/logout/",
]


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible_in_every_language_and_width(
    browser_page: OpenPage, axe_clean: Axe, user: User, language: str, width: int
) -> None:
    for path in ENTRANCES:
        axe_clean(browser_page(path, language=language, width=width))
    for path in OWN:
        page = browser_page(path, language=language, width=width, user=user)
        axe_clean(page)
        name = path.strip("/").replace("/", "-")
        screenshot(page, f"{name}-{language}-{width}", whole=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_citizen_signs_up_opens_the_link_and_signs_in(
    browser_page: OpenPage, transactional_db: None, scripts: bool
) -> None:
    page = browser_page("/account/signup/", scripts=scripts)
    page.get_by_label("Jméno a příjmení").fill("Petra Nová")
    page.get_by_label("E-mail").fill("petra@example.cz")
    page.get_by_label("Heslo", exact=True).fill(PASSWORD)
    page.get_by_label("Heslo znovu").fill(PASSWORD)
    page.get_by_role("button", name="Vytvořit účet").click()
    expect(page.locator("h1")).to_have_text("Potvrďte svou e-mailovou adresu")
    link = re.search(r"http://localhost\S+", str(mail.outbox[0].body))
    assert link is not None
    page.goto(link[0])
    page.locator("main").get_by_role("button", name="Potvrdit").click()
    sign_in(page)
    page.goto(link[0].split("/account")[0] + "/account/")
    expect(page.locator("h1")).to_have_text("Můj účet")


def test_wrong_password_is_told_and_the_lock_says_for_how_long(
    browser_page: OpenPage, axe_clean: Axe, user: User
) -> None:
    page = browser_page("/account/login/")
    for _ in range(9):
        sign_in(page, "spatne-heslo")
    expect(page.locator("#error-summary")).to_contain_text("Zadaný e-mail nebo heslo nejsou správné.")
    axe_clean(page)
    sign_in(page, "spatne-heslo")
    expect(page.locator("h1")).to_have_text("Přihlašování je na chvíli pozastaveno")
    expect(page.locator("main")).to_contain_text("15 minut")
    axe_clean(page)


def test_authenticator_app_is_switched_on_and_asked_for_at_sign_in(
    browser_page: OpenPage, axe_clean: Axe, user: User
) -> None:
    page = browser_page("/account/login/?next=/account/2fa/totp/activate/")
    sign_in(page)
    prove(page)
    axe_clean(page)
    secret = page.locator("#authenticator_secret").input_value()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    page.get_by_label("Kód z ověřovací aplikace").fill("000000")
    page.get_by_role("button", name="Zapnout").click()
    expect(page.locator("#error-summary")).to_contain_text("Nesprávný kód.")
    secret = page.locator("#authenticator_secret").input_value()
    page.get_by_label("Kód z ověřovací aplikace").fill(code_of(secret))
    page.get_by_role("button", name="Zapnout").click()
    expect(page.locator("h1")).to_have_text("Záchranné kódy")
    axe_clean(page)
    codes = page.locator("#recovery_codes").input_value().split()
    assert len(codes) == 10
    sign_out(page)
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Dvoufázové přihlášení")
    axe_clean(page)
    page.locator("#id_code").fill(codes[0])
    page.locator("main").get_by_role("button", name="Přihlásit se").click()
    page.wait_for_url(lambda address: "/2fa/" not in address)
    page.goto(page.url.rstrip("/") + "/account/")
    expect(page.locator("main")).to_contain_text("dvě fáze")
    expect(page.locator("main")).to_contain_text("Zbývající záchranné kódy")


def test_security_key_is_added_and_opens_the_account(browser_page: OpenPage, axe_clean: Axe, user: User) -> None:
    page = browser_page("/account/login/?next=/account/2fa/webauthn/add/")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page)
    prove(page)
    axe_clean(page)
    page.locator("#id_name").fill("Klíč v šuplíku")
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("h1")).to_have_text("Záchranné kódy")
    page.goto(page.url.split("/2fa")[0] + "/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Klíč v šuplíku")
    axe_clean(page)
    sign_out(page)
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Dvoufázové přihlášení")
    page.get_by_role("button", name="Použít bezpečnostní klíč").click()
    page.wait_for_url(lambda address: "/2fa/" not in address)
    page.goto(page.url.rstrip("/") + "/account/2fa/webauthn/")
    expect(page.locator("h1")).to_have_text("Bezpečnostní klíče")


def test_person_signs_in_over_another_service(browser_page: OpenPage, axe_clean: Axe, transactional_db: None) -> None:
    person = {"sub": "1", "email": "jana@mesto.example", "email_verified": True, "name": "Jana Dvořáková"}
    with running_provider(**person) as service:
        app = {
            "provider_id": "naves",
            "name": "Identita občana",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": service.issuer},
        }
        directives = {
            "default-src": ["'self'"],
            "form-action": ["'self'", service.issuer],
            "img-src": ["'self'", "data:"],
        }
        with override_settings(
            SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}},
            CONTENT_SECURITY_POLICY={"DIRECTIVES": directives},
        ):
            page = browser_page("/account/login/?next=/account/")
            axe_clean(page)
            page.get_by_role("button", name="Identita občana").click()
            expect(page.locator("h1")).to_have_text("Můj účet")
            expect(page.locator("main")).to_contain_text("Jana Dvořáková")


@pytest.mark.parametrize("scripts", [True, False])
def test_token_is_made_shown_once_and_revoked(browser_page: OpenPage, user: User, scripts: bool) -> None:
    page = browser_page("/account/tokens/", user=user, scripts=scripts)
    page.get_by_label("K čemu slouží?").fill("noční import")
    page.get_by_label("zapisovat a měnit potřeby a doklady").check()
    page.get_by_role("button", name="Vytvořit token").click()
    prove(page)
    secret = page.locator("code.secret").inner_text()
    assert secret.startswith("nvs_")
    page.get_by_role("link", name="Mám jej zkopírovaný").click()
    expect(page.locator("main")).not_to_contain_text(secret)
    page.get_by_role("link", name="Zneplatnit token „noční import“").click()
    page.get_by_role("button", name="Zneplatnit token").click()
    expect(page.locator("table")).to_contain_text("zneplatněný")
    assert ApiToken.objects.get().revoked_at is not None


def test_person_takes_the_data_away_and_is_forgotten(browser_page: OpenPage, user: User) -> None:
    page = browser_page("/account/", user=user)
    page.get_by_role("link", name="Vymazat můj účet").click()
    prove(page)
    page.get_by_role("link", name="Zrušit").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Stáhnout moje údaje").click()
    assert "petra@example.cz" in download.value.path().read_text()
    page.get_by_role("link", name="Vymazat můj účet").click()
    page.get_by_label("Vaše e-mailová adresa").fill("petra@example.cz")
    page.get_by_role("button", name="Vymazat můj účet").click()
    expect(page.locator(".messages")).to_contain_text("Váš účet byl vymazán.")
    user.refresh_from_db()
    assert user.erased_at is not None
