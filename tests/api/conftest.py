"""A small country with needs, a strategy and people who call with tokens."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from naves.domains.accounts.operations import create_token
from naves.domains.accounts.scopes import SCOPES
from naves.domains.monitor.facts import current
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.kernel.clock import now
from tests.factories.organisations import make_analyst, make_clerk, make_stranger, user_of
from tests.factories.places import Country, make_country

ROOT = "/api/v1"


@dataclass
class Caller:
    """A program: nobody's, or with a token of ``actor``."""

    actor: Actor | None = None
    scopes: tuple[str, ...] = tuple(SCOPES)
    language: str = "en"
    client: Client = field(default_factory=Client)
    secret: str = ""

    def __post_init__(self) -> None:
        if self.actor is not None:
            at = now()
            _, self.secret = create_token(
                user=user_of(self.actor), name="test", scopes=self.scopes, expires_at=at + timedelta(days=1), at=at
            )

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        given = {"Accept-Language": self.language, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.secret:
            given["Authorization"] = f"Bearer {self.secret}"
        content = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
        return self.client.generic(method, ROOT + path, content, content_type="application/json", headers=given)

    def get(self, path: str, **headers: str) -> Any:
        """Return the JSON of a good answer."""
        response = self("GET", path, **headers)
        assert response.status_code == 200, response.content
        return response.json()


@pytest.fixture(autouse=True)
def own_facts(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Let each test begin without facts of the Monitor in memory."""
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    yield
    current.forget()


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


@pytest.fixture
def anybody() -> Caller:
    return Caller()


@pytest.fixture
def clerk(country: Country) -> Caller:
    return Caller(make_clerk(country.town("Litovel")))


@pytest.fixture
def manager(country: Country) -> Caller:
    return Caller(make_clerk(country.town("Litovel"), MemberRole.MANAGER))


@pytest.fixture
def analyst(db: None) -> Caller:
    return Caller(make_analyst())


@pytest.fixture
def stranger(db: None) -> Caller:
    return Caller(make_stranger())


@pytest.fixture
def caller_of() -> Callable[..., Caller]:
    return Caller
