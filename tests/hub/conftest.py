"""A hub on each store: SQLite in a file, PostgreSQL in a throw-away cluster where it is installed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from naves.hub.api.app import HubApp
from naves.hub.problems import LdContextNotAvailable
from naves.hub.runtime import Hub
from naves.hub.settings import Settings
from tests.hub.client import Client
from tests.support import postgres

MakeClient = Callable[..., Client]


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    if postgres.missing_reason():
        pytest.skip(postgres.missing_reason())
    with postgres.throwaway_cluster() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/hub.sqlite3"
    address: str = request.getfixturevalue("cluster")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address


@pytest.fixture
def sqlite_store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/hub.sqlite3"


def no_network(url: str, *, max_bytes: int, accept: str) -> bytes:
    raise LdContextNotAvailable(f"{url}: the tests have no network")


@pytest.fixture
def make_client() -> Iterator[MakeClient]:
    """Start hubs; all are closed at the end of the test."""
    started: list[HubApp] = []

    def make(address: str, **options: Any) -> Client:
        fetch = options.pop("fetch", no_network)
        now = {name: options.pop(name) for name in ("now", "deliver") if name in options}
        settings = Settings(store=address, **{"open_access": True, "threads": 4, **options})
        app = HubApp(Hub(settings, fetch=fetch, **now))
        started.append(app)
        return Client(app)

    yield make
    for app in started:
        app.close()


@pytest.fixture
def client(store: str, make_client: MakeClient) -> Client:
    return make_client(store)
