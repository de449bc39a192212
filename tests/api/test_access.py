"""Tokens, cookies, languages, addresses: what holds for the whole API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from naves.domains.accounts.models import ApiToken
from naves.domains.accounts.operations import revoke_token
from naves.kernel.clock import now
from tests.api.conftest import Caller
from tests.api.test_needs import NEED
from tests.factories.organisations import make_analyst, make_clerk, user_of
from tests.factories.places import Country


def test_me_says_whose_token_it_is(country: Country, clerk: Caller, anybody: Caller) -> None:
    me = clerk.get("/me")
    assert [(one["organisation"]["name"], one["role"]) for one in me["memberships"]] == [("Litovel", "editor")]
    assert "needs:write" in me["token"]["scopes"]
    assert anybody("GET", "/me").status_code == 401


@pytest.mark.parametrize("header", ["Bearer nvs_wrong", "Bearer", "Basic bmV2aW0=", "Bearer čeština"])
def test_a_bad_token_is_refused_even_where_none_is_needed(country: Country, header: str) -> None:
    response = Client().get("/api/v1/places", headers={"Authorization": header})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response["Content-Type"] == "application/problem+json"


def test_a_token_ends(clerk: Caller) -> None:
    token = ApiToken.objects.get()
    revoke_token(token_id=token.pk, by=token.user, at=now())
    assert clerk("GET", "/places").status_code == 401


def test_a_token_expires(clerk: Caller) -> None:
    past = now() - timedelta(days=2)
    ApiToken.objects.update(created_at=past, expires_at=past + timedelta(days=1))
    assert clerk("GET", "/places").status_code == 401


def test_the_session_of_the_pages_does_not_count(country: Country) -> None:
    client = Client()
    client.force_login(user_of(make_analyst()), backend="django.contrib.auth.backends.ModelBackend")
    response = client.post("/api/v1/needs", NEED, content_type="application/json")
    assert response.status_code == 401
    assert client.get("/api/v1/me").status_code == 401


def test_errors_of_every_kind_are_problem_documents(country: Country, clerk: Caller) -> None:
    answers = {
        clerk("GET", "/nothing/here"): 404,
        clerk("DELETE", "/places"): 405,
        clerk("POST", "/needs", b"{no json"): 400,
        clerk("POST", "/needs", b'{"title": "' + b"a" * 6_000_000 + b'"}'): 413,
        clerk("GET", "/places?limit=0"): 422,
        clerk("GET", "/places?text=%00"): 422,
        clerk("GET", "/needs/not-an-id"): 404,
    }
    for response, status in answers.items():
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
        assert response.json()["status"] == status
    assert clerk("DELETE", "/places")["Allow"] == "GET"


def test_czech_is_spoken_where_no_language_is_asked_for(country: Country) -> None:
    response = Client().get("/api/v1/nothing")
    assert response["Content-Language"] == "cs"
    assert response.json()["detail"].startswith("Na této adrese nic není.")


def test_what_a_token_reads_is_kept_by_nobody(country: Country, clerk: Caller, anybody: Caller) -> None:
    assert clerk("GET", "/needs")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in anybody("GET", "/needs").headers
    assert "Authorization" in anybody("GET", "/needs")["Vary"]


def test_each_caller_has_a_rate_of_their_own(
    country: Country, settings: Any, clerk: Caller, anybody: Caller, caller_of: Callable[..., Caller]
) -> None:
    cache.clear()
    settings.NAVES_API_RATES = {"token": "3/m", "anonymous": "2/m"}
    other = caller_of(make_clerk(country.town("Most")))
    assert [clerk("GET", "/themes").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert [anybody("GET", "/themes").status_code for _ in range(3)] == [200, 200, 429]
    assert other("GET", "/themes").status_code == 200
    late = clerk("GET", "/themes")
    assert (late["Content-Type"], int(late["Retry-After"]) > 0) == ("application/problem+json", True)
    cache.clear()


def test_the_reference_is_a_page_of_ours_that_loads_nothing_from_elsewhere(country: Country) -> None:
    response = Client().get("/api/v1/docs")
    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="list_needs"' in page
    assert '<script src="http' not in page
    assert "cdn" not in page.lower()
    assert Client().get("/api/v1/").url == "/api/v1/docs"
