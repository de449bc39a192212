"""The hub as a process: killed at random moments, and spoken to by an independent client."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.hub.receiver import Receiver

ROUNDS = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def call(port: int, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    raw = None if body is None else orjson.dumps(body)
    connection.request(method, f"/ngsi-ld/v1/{path}", raw, {"Content-Type": "application/json"} if raw else {})
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


@contextmanager
def running(store: str, port: int) -> Iterator[int]:
    """Run ``naves hub`` in a process group of its own; yields the id of the group."""
    command = [
        sys.executable,
        "-m",
        "naves.hub.cli",
        "--port",
        str(port),
        "--store",
        store,
        "--allow-private-addresses",
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": "src"},
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield process.pid
    finally:
        try:  # noqa: SIM105
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


def write_until_it_dies(port: int, start: int, acknowledged: list[int]) -> None:
    number = start
    try:
        while True:
            status, _ = call(port, "POST", "entities", {"id": f"urn:k:{number}", "type": "K", "n": number})
            if status != 201:
                return
            acknowledged.append(number)
            number += 1
    except (OSError, http.client.HTTPException):
        return


def test_kill_9_loses_no_acknowledged_write_and_no_owed_notification(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/hub.sqlite3"
    receiver = Receiver()
    acknowledged: list[int] = []
    moments = random.Random(4)  # noqa: S311
    try:
        for each in range(ROUNDS):
            port = free_port()
            with running(store, port) as group:
                if each == 0:
                    notification = {"endpoint": {"uri": receiver.url()}}
                    body = {"type": "Subscription", "entities": [{"type": "K"}], "notification": notification}
                    assert call(port, "POST", "subscriptions", body)[0] == 201
                writers = [
                    threading.Thread(
                        target=write_until_it_dies, args=(port, each * 100_000 + lane * 10_000, acknowledged)
                    )
                    for lane in range(3)
                ]
                for writer in writers:
                    writer.start()
                time.sleep(moments.uniform(0.02, 0.3))
                os.killpg(group, signal.SIGKILL)
                for writer in writers:
                    writer.join()
        port = free_port()
        with running(store, port):
            stored: set[int] = set()
            while True:
                _, raw = call(port, "GET", f"entities?type=K&limit=1000&offset={len(stored)}&options=keyValues")
                page = orjson.loads(raw)
                stored |= {entity["n"] for entity in page}
                if len(page) < 1000:
                    break
            assert set(acknowledged) <= stored
            until = time.monotonic() + 60
            told: set[int] = set()
            while not stored <= told and time.monotonic() < until:
                told = {entity["n"]["value"] for _, _, body in list(receiver.received) for entity in body["data"]}
                time.sleep(0.1)
            assert stored <= told
        assert len(acknowledged) > ROUNDS
    finally:
        receiver.close()


CONVERSATION = """
import sys
from ngsildclient import Client, Entity
client = Client("127.0.0.1", int(sys.argv[1]))
assert client.is_connected() if hasattr(client, "is_connected") else True
entity = Entity("AirQualityObserved", "Praha:1").prop("NO2", 22, unitcode="GQ")
assert client.upsert(entity)
found = client.get("urn:ngsi-ld:AirQualityObserved:Praha:1")
assert found["NO2"]["value"] == 22, found
assert [each.id for each in client.query(type="AirQualityObserved")] == ["urn:ngsi-ld:AirQualityObserved:Praha:1"]
client.delete(found)
assert not client.query(type="AirQualityObserved")
print("understood")
"""


def test_ngsildclient_talks_to_it(tmp_path: Path) -> None:
    """It pins dependencies older than ours, so it runs in a virtual environment of its own."""
    python = os.environ.get("NAVES_TEST_NGSILDCLIENT")
    if not python:
        pytest.skip("NAVES_TEST_NGSILDCLIENT does not name the Python of a venv with ngsildclient (PyPI)")
    port = free_port()
    with running(f"sqlite:///{tmp_path}/hub.sqlite3", port):
        told = subprocess.run([python, "-c", CONVERSATION, str(port)], capture_output=True, text=True, timeout=60)  # noqa: PLW1510
    assert told.stdout.strip().endswith("understood"), told.stderr[-2000:]
