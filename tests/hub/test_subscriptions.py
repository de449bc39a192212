import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiomqtt
import orjson
import pytest

from tests.hub.client import Client
from tests.hub.conftest import MakeClient
from tests.hub.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    started = Receiver()
    yield started
    started.close()


@pytest.fixture
def client(store: str, make_client: MakeClient) -> Client:
    return make_client(store, allow_private_addresses=True)


def subscription(uri: str, *, notification: Any = None, **members: Any) -> dict[str, Any]:
    return {
        "id": "urn:s:1",
        "type": "Subscription",
        "entities": [{"type": "Room"}],
        "notification": {"endpoint": {"uri": uri}, **(notification or {})},
        **members,
    }


def room(**attrs: Any) -> dict[str, Any]:
    return {"id": "urn:room:1", "type": "Room", **attrs}


def test_a_change_is_notified_in_full(client: Client, receiver: Receiver) -> None:
    assert client.post("subscriptions", subscription(receiver.url())).status == 201
    client.post("entities", room(temperature=20, name="a"))
    client.patch("entities/urn:room:1/attrs", {"temperature": 21})
    first, second = receiver.wait(2)
    assert (first["type"], first["subscriptionId"]) == ("Notification", "urn:s:1")
    assert first["data"][0]["temperature"] == {"type": "Property", "value": 20}
    assert second["data"][0]["temperature"]["value"] == 21
    assert 'rel="http://www.w3.org/ns/json-ld#context"' in receiver.received[0][1]["link"]


def test_only_watched_attributes_and_real_changes_count(client: Client, receiver: Receiver) -> None:
    client.post("subscriptions", subscription(receiver.url(), watchedAttributes=["temperature"], q="temperature>20"))
    client.post("entities", room(temperature=25, name="a"))
    client.patch("entities/urn:room:1/attrs", {"name": "b"})
    client.patch("entities/urn:room:1/attrs", {"temperature": 25})
    client.patch("entities/urn:room:1/attrs", {"temperature": 19})
    client.patch("entities/urn:room:1/attrs", {"temperature": 30})
    assert [body["data"][0]["temperature"]["value"] for body in receiver.wait(2)] == [25, 30]


def test_deletions_and_previous_values(client: Client, receiver: Receiver) -> None:
    triggers = ["attributeDeleted", "attributeUpdated", "entityDeleted"]
    wanted = {"showChanges": True}
    client.post("subscriptions", subscription(receiver.url(), notificationTrigger=triggers, notification=wanted))
    client.post("entities", room(temperature=25, name="a"))
    client.patch("entities/urn:room:1/attrs", {"temperature": 26})
    client.delete("entities/urn:room:1/attrs/name")
    client.delete("entities/urn:room:1")
    updated, deleted, gone = (body["data"][0] for body in receiver.wait(3))
    assert updated["temperature"] == {"type": "Property", "value": 26, "previousValue": 25}
    assert deleted["name"] == {"type": "Property", "value": "urn:ngsi-ld:null", "previousValue": "a"}
    assert "deletedAt" in gone


def test_formats_headers_and_tenants(client: Client, receiver: Receiver) -> None:
    endpoint = {
        "uri": receiver.url("/ld"),
        "accept": "application/ld+json",
        "receiverInfo": [{"key": "Authorization", "value": "Bearer x"}],
    }
    wanted = {"format": "simplified", "pick": ["id", "temperature"], "endpoint": endpoint}
    client.post("subscriptions", subscription("", notification=wanted), ngsild_tenant="brno")
    client.post("entities", room(temperature=25, name="a"), ngsild_tenant="brno")
    (body,) = receiver.wait(1)
    path, headers, _ = receiver.received[0]
    assert (path, headers["authorization"], headers["ngsild-tenant"]) == ("/ld", "Bearer x", "brno")
    assert {key: value for key, value in body["data"][0].items() if key != "@context"} == {
        "id": "urn:room:1",
        "temperature": 25,
    }


def test_one_batch_is_one_notification(client: Client, receiver: Receiver) -> None:
    client.post("subscriptions", subscription(receiver.url()))
    client.post("entityOperations/upsert", [{**room(a=number), "id": f"urn:room:{number}"} for number in range(5)])
    (body,) = receiver.wait(1)
    assert len(body["data"]) == 5


def test_throttling_and_pausing(client: Client, receiver: Receiver) -> None:
    client.post("subscriptions", subscription(receiver.url(), throttling=60))
    for value in range(5):
        client.post("entityOperations/upsert", [room(a=value)])
    client.patch("subscriptions/urn:s:1", {"isActive": False})
    assert client.get("subscriptions/urn:s:1").json["status"] == "paused"
    time.sleep(0.3)
    assert len(receiver.received) == 1


def test_failures_are_counted_and_tried_again(client: Client, receiver: Receiver) -> None:
    receiver.status = 503
    client.post("subscriptions", subscription(receiver.url()))
    client.post("entities", room(a=1))
    status: dict[str, Any] = {}
    until = time.monotonic() + 5
    while "timesFailed" not in status and time.monotonic() < until:
        status = client.get("subscriptions/urn:s:1").json["notification"]
        time.sleep(0.02)
    assert status["status"] == "failed"
    receiver.status = 200
    assert len(receiver.wait(1)) == 1
    time.sleep(0.2)
    after = client.get("subscriptions/urn:s:1").json["notification"]
    assert (after["status"], after["timesFailed"] >= 1, after["timesSent"] >= 2) == ("ok", True, True)


def test_what_is_owed_survives_a_restart(sqlite_store: str, make_client: MakeClient, receiver: Receiver) -> None:
    first = make_client(sqlite_store, allow_private_addresses=True)
    receiver.status = 503
    first.post("subscriptions", subscription(receiver.url()))
    first.post("entities", room(a=1))
    first.app.close()
    receiver.status = 200
    make_client(sqlite_store, allow_private_addresses=True)
    assert receiver.wait(1)[0]["data"][0]["a"]["value"] == 1


def test_periodic_notifications(client: Client, receiver: Receiver) -> None:
    client.post("entities", room(a=1))
    client.post("subscriptions", subscription(receiver.url(), timeInterval=1))
    assert receiver.wait(1)[0]["data"][0]["id"] == "urn:room:1"


def test_a_private_address_is_not_notified_unless_allowed(
    store: str, make_client: MakeClient, receiver: Receiver
) -> None:
    guarded = make_client(store)
    guarded.post("subscriptions", subscription(receiver.url()))
    guarded.post("entities", room(a=1))
    time.sleep(0.5)
    assert receiver.received == []


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Other"},
        {"entities": []},
        {"entities": [{"id": "urn:x:1"}]},
        {"notification": {}},
        {"notification": {"endpoint": {"uri": "ftp://a.example/x"}}},
        {"notificationTrigger": ["sometimes"]},
        {"throttling": -1},
        {"timeInterval": 5, "watchedAttributes": ["a"]},
        {"q": "a=="},
        {"geoQ": {"georel": "near"}},
        {"expiresAt": "2020-01-01T00:00:00Z"},
    ],
)
def test_bad_subscriptions_are_refused(client: Client, change: dict[str, Any]) -> None:
    assert client.post("subscriptions", {**subscription("http://a.example/n"), **change}).problem == "BadRequestData"
    assert client.get("subscriptions/urn:s:1").status == 404


def test_subscriptions_are_listed_updated_and_deleted(client: Client) -> None:
    body = {**subscription("http://a.example/n"), "@context": {"Room": "https://a.example/Room"}}
    client.post("subscriptions", body)
    assert client.post("subscriptions", body).status == 409
    assert client.get("subscriptions").json[0]["entities"] == [{"type": "https://a.example/Room"}]
    assert client.patch("subscriptions/urn:s:1", {"q": "a==1"}).status == 204
    assert client.get("subscriptions/urn:s:1").json["q"] == "a==1"
    assert client.delete("subscriptions/urn:s:1").status == 204
    assert client.get("subscriptions/urn:s:1").status == 404


MOSQUITTO = shutil.which("mosquitto") or ("/usr/sbin/mosquitto" if Path("/usr/sbin/mosquitto").exists() else None)


@pytest.fixture
def mqtt_port() -> Iterator[int]:
    if MOSQUITTO is None:
        pytest.skip("Mosquitto is not installed (apt-get install mosquitto)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    broker = subprocess.Popen([MOSQUITTO, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    broker.terminate()
    broker.wait()


@pytest.mark.parametrize(("version", "quality"), [("mqtt3.1.1", "1"), ("mqtt5.0", "2")])
def test_notifications_over_mqtt(client: Client, mqtt_port: int, version: str, quality: str) -> None:
    got: list[Any] = []
    ready = threading.Event()

    async def listen() -> None:
        async with aiomqtt.Client("127.0.0.1", mqtt_port) as listener:
            await listener.subscribe("city/rooms", qos=2)
            ready.set()
            async for message in listener.messages:
                got.append(orjson.loads(bytes(message.payload)))
                return

    import asyncio

    thread = threading.Thread(target=lambda: asyncio.run(listen()), daemon=True)
    thread.start()
    assert ready.wait(5)
    info = [{"key": "MQTT-Version", "value": version}, {"key": "MQTT-QoS", "value": quality}]
    endpoint = {"uri": f"mqtt://127.0.0.1:{mqtt_port}/city/rooms", "notifierInfo": info}
    client.post("subscriptions", subscription("", notification={"endpoint": endpoint}))
    client.post("entities", room(a=1))
    thread.join(10)
    assert got[0]["body"]["data"][0]["a"]["value"] == 1
    assert got[0]["metadata"]["Content-Type"] == "application/json"
