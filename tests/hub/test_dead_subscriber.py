"""A subscriber that takes connections and never answers keeps nobody waiting but itself."""

import socket
import time
from collections.abc import Iterator

import pytest

from tests.hub.client import Client
from tests.hub.conftest import MakeClient
from tests.hub.receiver import Receiver

SUBSCRIBERS = 30
DEAF_SECONDS = 5.0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    started = Receiver()
    yield started
    started.close()


def subscribe(client: Client, number: int, uri: str) -> None:
    body = {
        "id": f"urn:s:{number}",
        "type": "Subscription",
        "entities": [{"type": "Lamp"}],
        "notification": {"endpoint": {"uri": uri}},
    }
    assert client.post("subscriptions", body).status == 201


def test_one_dead_subscriber_delays_nobody(store: str, make_client: MakeClient, receiver: Receiver) -> None:
    client = make_client(store, allow_private_addresses=True)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(8)
        for number in range(SUBSCRIBERS):
            dead = number == SUBSCRIBERS // 2
            port = deaf.getsockname()[1] if dead else receiver.port
            subscribe(client, number, f"http://127.0.0.1:{port}/n/{number}")
        for turn in (1, 2, 3):
            started = time.monotonic()
            client.post("entityOperations/upsert", [{"id": "urn:lamp:1", "type": "Lamp", "on": turn}])
            told = receiver.wait((SUBSCRIBERS - 1) * turn, seconds=DEAF_SECONDS)
            assert len(told) == (SUBSCRIBERS - 1) * turn
            assert time.monotonic() - started < DEAF_SECONDS
    by_subscription = {body["subscriptionId"] for body in told}
    assert by_subscription == {f"urn:s:{number}" for number in range(SUBSCRIBERS)} - {f"urn:s:{SUBSCRIBERS // 2}"}
    with client.hub.reading() as connection:
        owed = connection.row("SELECT count(*) FROM outbox")
    assert owed is not None
    assert owed[0] >= 3
