"""One's own page: data, tokens, export, being forgotten."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from naves.domains.accounts.models import ApiToken, User
from naves.domains.accounts.operations import authenticate_token
from naves.domains.needs import operations as needs
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import now, today
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.needs import make_need
from tests.factories.organisations import MembershipFactory, OrganisationFactory, make_clerk, user_of
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db
TOKEN = {"name": "noční import", "scopes": ["needs:write"]}


@pytest.fixture
def user() -> User:
    return UserFactory(email="petra@example.cz", name="Petra Nová")


@pytest.fixture
def signed_in(user: User, client: Client) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    prove(client)
    return client


def prove(client: Client) -> None:
    """Give the password again, as sensitive steps ask."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


PAGES = ["home", "edit", "tokens", "export", "erase"]


@pytest.mark.parametrize("name", PAGES)
def test_account_is_shown_to_its_owner_only(client: Client, name: str) -> None:
    response = client.get(reverse(f"account:{name}"))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_page_shows_memberships_protection_and_followed_needs(signed_in: Client, user: User) -> None:
    MembershipFactory(user=user, organisation=OrganisationFactory(name="Spolek Lípa"))
    MembershipFactory(user=user, organisation=OrganisationFactory(name="Město Litovel"), approved_at=None)
    need = make_need(PlaceFactory())
    needs.follow(actor=actor_for(user), at=now(), need=need)
    text = signed_in.get(reverse("account:home")).content.decode()
    for said in ("Spolek Lípa", "čeká na správce", "jen heslo", need.title, "Petra Nová"):
        assert said in text


def test_name_and_language_are_changed_and_the_page_follows(signed_in: Client, user: User) -> None:
    response = signed_in.post(reverse("account:edit"), {"name": "Petra Stará", "language": "en"})
    user.refresh_from_db()
    assert (user.name, user.language, response["Location"]) == ("Petra Stará", "en", "/en/account/")


def test_token_is_made_its_secret_shown_once_and_it_opens_the_api(signed_in: Client) -> None:
    response = signed_in.post(reverse("account:tokens"), {**TOKEN, "expires_on": today() + timedelta(days=30)})
    secret = response.context["secret"]
    assert secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    token = authenticate_token(secret=secret, at=now())
    assert token is not None
    assert (token.name, token.scopes) == ("noční import", ["needs:write"])
    assert secret not in signed_in.get(reverse("account:tokens")).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"name": " "}, "name"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "2099-01-01"}, "expires_on"),
        ({"scopes": ["everything"]}, "scopes"),
    ],
)
def test_what_is_wrong_with_a_token_stands_beside_its_field(
    signed_in: Client, change: dict[str, object], field: str
) -> None:
    data = {**TOKEN, "expires_on": today() + timedelta(days=30), **change}
    response = signed_in.post(reverse("account:tokens"), data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not ApiToken.objects.exists()


def test_token_is_revoked_by_its_owner_only(signed_in: Client) -> None:
    signed_in.post(reverse("account:tokens"), {**TOKEN, "expires_on": today() + timedelta(days=30)})
    address = reverse("account:revoke", args=[ApiToken.objects.get().pk])
    other = Client()
    other.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert (other.post(address).status_code, ApiToken.objects.get().revoked_at) == (404, None)
    signed_in.post(address)
    assert ApiToken.objects.get().revoked_at is not None


def test_person_takes_all_their_data_away(signed_in: Client, user: User) -> None:
    MembershipFactory(user=user, organisation=OrganisationFactory(name="Spolek Lípa"))
    response = signed_in.get(reverse("account:export"))
    assert response["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert data["person"]["email"] == "petra@example.cz"
    assert "organisations.Membership" in data["records"]


def test_person_is_forgotten_after_writing_out_their_address(signed_in: Client, user: User) -> None:
    refused = signed_in.post(reverse("account:erase"), {"email": "jina@example.cz"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["email"])
    signed_in.post(reverse("account:erase"), {"email": "petra@example.cz"})
    user.refresh_from_db()
    assert (user.name, user.is_active, "_auth_user_id" in signed_in.session) == ("", False, False)
    again = Client().post("/account/login/", {"login": "petra@example.cz", "password": PASSWORD})
    assert again.status_code == 200


@pytest.mark.parametrize(("name", "verb"), [("tokens", "post"), ("export", "get"), ("erase", "post")])
def test_browser_left_open_is_asked_for_the_password_first(client: Client, user: User, name: str, verb: str) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    data = {**TOKEN, "expires_on": today() + timedelta(days=30), "email": user.email}
    response = getattr(client, verb)(reverse(f"account:{name}"), data)
    assert response["Location"].startswith("/account/reauthenticate/")
    user.refresh_from_db()
    assert (user.erased_at, ApiToken.objects.count()) == (None, 0)


def test_last_administrator_stays_and_is_told_why(client: Client) -> None:
    user = UserFactory(is_superuser=True, email="spravce@example.cz")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    prove(client)
    response = client.post(reverse("account:erase"), {"email": "spravce@example.cz"})
    assert response.status_code == 422
    assert "Posledního správce" in response.content.decode()


def test_queries_do_not_grow_with_what_is_followed(client: Client, django_assert_max_num_queries: object) -> None:
    actor = make_clerk(PlaceFactory())
    client.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(8):
        needs.follow(actor=actor, at=now(), need=make_need(PlaceFactory()))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert client.get(reverse("account:home")).status_code == 200
