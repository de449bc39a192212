"""Signing up, signing in, being locked out, setting a new password, and signing in over another service."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from naves.domains.accounts.models import AuditEntry, User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, Provider, running_provider

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
NEW = {
    "name": "Petra Nová",
    "email": "petra@example.cz",
    "password1": "lipa-u-kostela-zvoni",
    "password2": "lipa-u-kostela-zvoni",
}


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"http://testserver(\S+)", str(letter.body))
    assert found is not None
    return found[1]


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_person_signs_up_proves_the_address_and_is_in(client: Client) -> None:
    response = client.post("/account/signup/", NEW)
    assert (response.status_code, who(client)) == (302, None)
    user = User.objects.get(email="petra@example.cz")
    assert (user.name, user.language) == ("Petra Nová", "cs")
    assert AuditEntry.objects.filter(action="person.signed_up", identifier=str(user.pk)).count() == 1
    assert "Náves" in mail.outbox[0].body
    refused = client.post(LOGIN, {"login": NEW["email"], "password": NEW["password1"]})
    assert (refused.status_code, who(client)) == (302, None)
    client.post(link_in(mail.outbox[0]))
    assert EmailAddress.objects.get(user=user).verified
    client.post(LOGIN, {"login": NEW["email"], "password": NEW["password1"]})
    assert who(client) == str(user.pk)


def test_signing_up_does_not_tell_who_has_an_account(client: Client) -> None:
    fresh = client.post("/account/signup/", NEW)
    UserFactory(email="stara@example.cz")
    taken = Client().post("/account/signup/", {**NEW, "email": "stara@example.cz"})
    assert (taken.status_code, taken["Location"]) == (fresh.status_code, fresh["Location"])
    assert User.objects.filter(email="stara@example.cz").count() == 1
    assert mail.outbox[-1].to == ["stara@example.cz"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "petra"}, "email"),
        ({"password1": "heslo", "password2": "heslo"}, "password1"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_with_a_sign_up_stands_beside_its_field(
    client: Client, change: dict[str, str], field: str
) -> None:
    response = client.post("/account/signup/", {**NEW, **change})
    assert field in response.context["form"].errors
    assert not User.objects.filter(name="Petra Nová").exists()


def test_person_set_up_by_an_administrator_needs_no_letter_and_lands_in_their_language(client: Client) -> None:
    user = UserFactory(email="clerk@example.cz", language="en")
    response = client.post(LOGIN, {"login": "Clerk@example.cz", "password": PASSWORD})
    assert (who(client), response["Location"]) == (str(user.pk), "/en/")


def test_wrong_password_is_refused_in_czech(client: Client) -> None:
    UserFactory(email="clerk@example.cz")
    text = client.post(LOGIN, {"login": "clerk@example.cz", "password": "nic"}).content.decode()
    assert "nejsou správné" in text


def test_after_ten_wrong_passwords_sign_in_rests_even_with_the_right_one(client: Client) -> None:
    UserFactory(email="clerk@example.cz")
    for number in range(settings.AXES_FAILURE_LIMIT):
        last = client.post(LOGIN, {"login": "CLERK@example.cz" if number % 2 else "clerk@example.cz", "password": "x"})
    assert last.status_code == 429
    response = client.post(LOGIN, {"login": "clerk@example.cz", "password": PASSWORD})
    assert (response.status_code, who(client), response["Retry-After"]) == (429, None, "900")
    assert "další pokusy odmítáme po dobu 15 minut" in response.content.decode()


def test_others_sign_in_while_somebody_is_locked_out(client: Client) -> None:
    UserFactory(email="clerk@example.cz")
    other = UserFactory(email="other@example.cz")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(LOGIN, {"login": "clerk@example.cz", "password": "x"})
    client.post(LOGIN, {"login": "other@example.cz", "password": PASSWORD})
    assert who(client) == str(other.pk)


def test_forgotten_password_is_set_anew_by_a_link(client: Client) -> None:
    user = UserFactory(email="clerk@example.cz")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/account/password/reset/", {"email": "clerk@example.cz"})
    form = client.get(link_in(mail.outbox[0]))
    client.post(form["Location"], {"password1": "nove-heslo-do-kostela", "password2": "nove-heslo-do-kostela"})
    client.post(LOGIN, {"login": "clerk@example.cz", "password": "nove-heslo-do-kostela"})
    assert who(client) == str(user.pk)


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client: Client) -> None:
    UserFactory(email="clerk@example.cz")
    known = client.post("/account/password/reset/", {"email": "clerk@example.cz"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.cz"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.fixture
def service() -> Iterator[Provider]:
    with running_provider(
        sub="248289761001", email="jana@mesto.example", email_verified=True, name="Jana Dvořáková"
    ) as provider:
        app = {
            "provider_id": "naves",
            "name": "Identita občana",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": provider.issuer},
        }
        with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}):
            yield provider


def come_back(client: Client) -> str:
    """Follow the way to the service and back; return where it ends."""
    leaving = client.post("/account/oidc/naves/login/")
    back = requests.get(leaving["Location"], allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return str(client.get(parts.path, query)["Location"])


def test_person_signs_in_over_the_service_and_gets_an_account(client: Client, service: Provider) -> None:
    assert "Identita občana" in client.get(LOGIN).content.decode()
    assert come_back(client) == "/"
    user = User.objects.get(email="jana@mesto.example")
    assert (who(client), user.name, user.has_usable_password()) == (str(user.pk), "Jana Dvořáková", False)
    assert SocialAccount.objects.get(user=user).uid == "248289761001"


def test_address_that_the_service_proved_leads_to_the_account_that_has_it(client: Client, service: Provider) -> None:
    user = UserFactory(email="jana@mesto.example", name="Jana z města")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    come_back(client)
    assert (who(client), User.objects.count()) == (str(user.pk), 1)


def test_address_that_the_service_did_not_prove_opens_no_account(client: Client, service: Provider) -> None:
    user = UserFactory(email="jana@mesto.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    service.person["email_verified"] = False
    come_back(client)
    assert who(client) is None


def test_answer_of_the_service_counts_only_for_the_browser_that_asked(client: Client, service: Provider) -> None:
    leaving = client.post("/account/oidc/naves/login/")
    back = urlsplit(requests.get(leaving["Location"], allow_redirects=False, timeout=10).headers["Location"])
    stranger = Client()
    stranger.get(back.path, {name: values[0] for name, values in parse_qs(back.query).items()})
    assert (who(stranger), User.objects.count()) == (None, 0)


def test_service_is_offered_only_where_the_operator_named_one(client: Client) -> None:
    assert "oidc" not in client.get(LOGIN).content.decode()
    assert client.post("/account/oidc/naves/login/").status_code == 404


def test_address_to_come_back_to_is_the_same_in_both_languages(client: Client, service: Provider) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert reverse("openid_connect_callback", args=["naves"]) == "/account/oidc/naves/login/callback/"
