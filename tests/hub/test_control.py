"""A hub that a control plane decides for, on both stores."""

import threading
from dataclasses import dataclass
from typing import Any

import pytest

from naves.hub.access.control import Control, GivenGrant, TenantOwner, TokenHolder, read, replace, version
from naves.hub.access.uses import used, used_by_day
from naves.hub.problems import BadRequestData
from naves.hub.store.access import digest
from naves.hub.store.database import Connection
from tests.hub.client import Client
from tests.hub.conftest import MakeClient

TENANTS = (TenantOwner("town", "organisation:1"),)
ROOM = {"id": "urn:r:1", "type": "Room", "t": 1}


@dataclass
class Plane:
    """The control plane's end: one connection that tells."""

    client: Client
    connection: Connection

    def tell(self, *, tokens: tuple[TokenHolder, ...] = (), grants: tuple[GivenGrant, ...] = ()) -> bool:
        return replace(self.connection, lambda: Control(TENANTS, tokens, grants), micros=1)

    def ask(self, secret: str | None = None, method: str = "GET", body: Any = None) -> int:
        headers = {"ngsild_tenant": "town"} | ({"authorization": f"Bearer {secret}"} if secret else {})
        return self.client.call(method, "entities/urn:r:1" if method == "GET" else "entities", body, **headers).status


@pytest.fixture
def plane(store: str, make_client: MakeClient) -> Plane:
    client = make_client(store, controlled=True)
    return Plane(client, client.hub.database.writing())


def holder(secret: str, ceiling: str = "manage", **options: Any) -> TokenHolder:
    return TokenHolder(digest(secret), ("authenticated", "public", "user:1"), "application:1", ceiling, **options)


def grant(subject: str, action: str, key: str = "g1", **options: Any) -> GivenGrant:
    return GivenGrant(key, "town", subject, action, options.pop("target", {}), **options)


def test_nothing_told_lets_nobody_in(plane: Plane) -> None:
    assert read(plane.connection) == Control()
    assert plane.ask() == 401
    assert plane.ask("x") == 401


def test_what_is_told_holds_from_the_next_request_on(plane: Plane) -> None:
    assert plane.tell(tokens=(holder("one"),), grants=(grant("user:1", "write"),))
    assert plane.ask("one", "POST", ROOM) == 201
    assert plane.ask("one") == 200
    assert plane.tell(tokens=(holder("one", "read"),), grants=(grant("user:1", "write"),))
    assert plane.ask("one", "POST", ROOM) == 403
    assert plane.ask("one") == 200
    assert plane.tell(grants=(grant("user:1", "write"),))
    assert plane.ask("one") == 401
    assert plane.tell(grants=(grant("public", "read"),))
    assert plane.ask() == 200
    assert plane.tell()
    assert plane.ask() == 401


def test_telling_the_same_again_is_no_news(plane: Plane) -> None:
    assert plane.tell(grants=(grant("public", "read"),))
    before = version(plane.connection)
    assert not plane.tell(grants=(grant("public", "read"),))
    assert version(plane.connection) == before


def test_a_grant_that_means_nothing_is_refused_and_what_was_told_before_stays(plane: Plane) -> None:
    plane.tell(grants=(grant("public", "read"),))
    with pytest.raises(BadRequestData):
        plane.tell(grants=(grant("everybody", "read"),))
    assert plane.ask() == 404


def test_of_two_that_tell_at_once_the_later_state_stays(plane: Plane) -> None:
    second = plane.client.hub.database.writing()
    inside, go_on = threading.Event(), threading.Event()
    state = {"now": Control(TENANTS, (), (grant("public", "read", "old"),))}

    def slow() -> Control:
        inside.set()
        go_on.wait(5)
        return state["now"]

    first = threading.Thread(target=lambda: replace(plane.connection, slow, micros=1))
    first.start()
    inside.wait(5)
    later = threading.Thread(target=lambda: replace(second, lambda: state["now"], micros=2))
    later.start()
    state["now"] = Control(TENANTS, (), (grant("public", "read", "new"),))
    go_on.set()
    first.join()
    later.join()
    assert [each.key for each in read(plane.connection).grants] == ["new"]


def test_uses_are_counted_for_the_grants_that_let_a_request_through(plane: Plane) -> None:
    grants = (grant("user:1", "write", "w"), grant("public", "read", "r"), grant("user:1", "manage", ""))
    plane.tell(tokens=(holder("one"),), grants=grants)
    assert plane.ask("one", "POST", ROOM) == 201
    assert plane.ask("one") == 200
    assert plane.ask() == 200
    plane.client.hub.uses.flush()
    plane.ask()
    plane.client.hub.uses.flush()
    plane.client.hub.uses.flush()
    assert {key: use.uses for key, use in used(plane.connection).items()} == {"w": 2, "r": 3}
    assert sum(uses for _, _, uses in used_by_day(plane.connection, since=0, until=10**6)) == 5
    assert used_by_day(plane.connection, since=0, until=1) == []
