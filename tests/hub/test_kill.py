"""kill -9 at random moments under load: nothing acknowledged and nothing owed is lost."""

import http.client
import os
import random
import signal
import threading
import time
from pathlib import Path

import orjson

from tests.hub.process import call, free_port, running
from tests.hub.receiver import Receiver

ROUNDS = 10  # on each of two stores


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


def kill_while_writing(store: str, port: int, first: int, moment: float, acknowledged: list[int]) -> None:
    with running(store, port) as group:
        writers = [
            threading.Thread(target=write_until_it_dies, args=(port, first + lane * 10_000, acknowledged))
            for lane in range(3)
        ]
        for writer in writers:
            writer.start()
        time.sleep(moment)
        os.killpg(group, signal.SIGKILL)
        for writer in writers:
            writer.join()


def stored_numbers(port: int) -> set[int]:
    found: set[int] = set()
    while True:
        _, raw = call(port, "GET", f"entities?type=K&limit=1000&offset={len(found)}&options=keyValues")
        page = orjson.loads(raw)
        found |= {entity["n"] for entity in page}
        if len(page) < 1000:
            return found


def test_kill_9_loses_no_acknowledged_write_and_no_owed_notification(store: str, tmp_path: Path) -> None:
    receiver = Receiver()
    acknowledged: list[int] = []
    moments = random.Random(store.partition(":")[0])  # noqa: S311
    body = {
        "type": "Subscription",
        "entities": [{"type": "K"}],
        "notification": {"endpoint": {"uri": receiver.url()}},
    }
    try:
        port = free_port()
        with running(store, port):
            assert call(port, "POST", "subscriptions", body)[0] == 201
        for each in range(ROUNDS):
            kill_while_writing(store, free_port(), each * 100_000, moments.uniform(0.02, 0.4), acknowledged)
        port = free_port()
        with running(store, port):
            stored = stored_numbers(port)
            assert set(acknowledged) <= stored
            until = time.monotonic() + 60
            told: set[int] = set()
            while not stored <= told and time.monotonic() < until:
                told = {entity["n"]["value"] for _, _, told in list(receiver.received) for entity in told["data"]}
                time.sleep(0.1)
            assert stored <= told
        assert len(acknowledged) > ROUNDS
    finally:
        receiver.close()
