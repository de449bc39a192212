"""Overload and bad manners: an honest 503, bounded memory, and everything well again afterwards."""

import asyncio
import contextlib
import socket
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson
import psycopg
import pytest

from naves.hub.problems import Overloaded
from naves.hub.store.commits import QUEUE_SIZE
from tests.hub.asgi import Answer, asked
from tests.hub.client import Client
from tests.hub.conftest import MakeClient
from tests.hub.process import call, free_port, resident, running

MB = 1024 * 1024


@contextlib.contextmanager
def nobody_else_writes(store: str) -> Iterator[None]:
    """Hold the store as a long transaction of somebody else would."""
    if store.startswith("sqlite"):
        connection: Any = sqlite3.connect(store.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
    else:
        connection = psycopg.connect(store)
        connection.execute("LOCK TABLE entity IN ACCESS EXCLUSIVE MODE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


def test_what_cannot_be_taken_is_told_to_come_back(store: str, make_client: MakeClient) -> None:
    client = make_client(store, max_in_flight=20, threads=20)
    bodies = [orjson.dumps({"id": f"urn:o:{number}", "type": "O"}) for number in range(100)]

    async def storm() -> list[Answer]:
        loop = asyncio.get_running_loop()
        waiting = [
            asyncio.ensure_future(
                asked(
                    client.app,
                    "POST",
                    "entities",
                    [body],
                    content_type="application/json",
                    content_length=str(len(body)),
                )
            )
            for body in bodies
        ]
        held.set()
        await loop.run_in_executor(None, released.wait, 10)
        return await asyncio.gather(*waiting)

    held, released = threading.Event(), threading.Event()

    def release() -> None:
        held.wait(10)
        time.sleep(0.3)
        release_lock.set()

    release_lock = threading.Event()

    def hold() -> None:
        with nobody_else_writes(store):
            locked.set()
            release_lock.wait(10)
        released.set()

    locked = threading.Event()
    threads = [threading.Thread(target=hold), threading.Thread(target=release)]
    for thread in threads:
        thread.start()
    assert locked.wait(10)
    answers = asyncio.run(storm())
    for thread in threads:
        thread.join()
    statuses = Counter(status for status, _, _ in answers)
    assert statuses == {201: 20, 503: 80}
    assert all(headers["retry-after"] == "1" for status, headers, _ in answers if status == 503)
    assert len(client.ids(type="O", limit="1000")) == 20
    assert client.post("entities", {"id": "urn:o:after", "type": "O"}).status == 201


def test_the_queue_of_writes_is_bounded(client: Client) -> None:
    go = threading.Event()
    blocker = threading.Thread(target=client.hub.write, args=(lambda _: go.wait(10),))
    blocker.start()
    time.sleep(0.1)
    writers = [
        threading.Thread(target=client.hub.write, args=(lambda _: None,), daemon=True) for _ in range(QUEUE_SIZE)
    ]
    for writer in writers:
        writer.start()
    while client.hub.committer.waiting() < QUEUE_SIZE:
        time.sleep(0.01)
    with pytest.raises(Overloaded):
        client.hub.write(lambda _: None)
    go.set()
    for thread in (blocker, *writers):
        thread.join(10)
    assert client.hub.write(lambda _: "well again") == "well again"


def test_bodies_under_way_share_a_limit(sqlite_store: str, make_client: MakeClient) -> None:
    client = make_client(sqlite_store, max_body=1_000, max_held=1_500)
    headers = {"content_type": "application/json"}

    async def together() -> list[Answer]:
        whole = [b"[", b" " * 898, b"]"]
        return await asyncio.gather(
            *(asked(client.app, "POST", "entityOperations/create", whole, **headers) for _ in range(3)),
            asked(client.app, "POST", "entities", [b"", b""], content_length="1001", **headers),
            asked(client.app, "POST", "entities", [b"x" * 600, b"x" * 600], **headers),
        )

    statuses = Counter(status for status, _, _ in asyncio.run(together()))
    assert statuses[413] >= 1
    assert set(statuses) <= {411, 413, 503}
    assert client.app._transfer.held == 0


def upload(port: int, size: int, *, chunked: bool) -> int:
    """Send a body of ``size`` bytes as fast as it is taken; return the status that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as peer:
        length = "transfer-encoding: chunked" if chunked else f"content-length: {size}"
        peer.sendall(
            f"POST /ngsi-ld/v1/entityOperations/upsert HTTP/1.1\r\nhost: x\r\n"
            f"content-type: application/json\r\n{length}\r\n\r\n".encode()
        )
        piece = b" " * MB
        if chunked:
            piece = f"{MB:x}\r\n".encode() + piece + b"\r\n"
        with contextlib.suppress(OSError):
            for _ in range(size // MB):
                peer.sendall(piece)
        with contextlib.suppress(OSError):
            return int(peer.recv(64).split()[1])
    return 0


def test_an_upload_of_a_gigabyte_is_refused_and_memory_stays_flat(sqlite_store: str) -> None:
    port = free_port()
    with running(sqlite_store, port) as group:
        assert call(port, "GET", "types")[0] == 200
        before = resident(group)
        assert upload(port, 1024 * MB, chunked=False) in {413, 0}
        highest = resident(group)
        assert highest - before < 40 * MB
        for _ in range(2):
            assert upload(port, 1024 * MB, chunked=True) in {413, 0}
            highest = max(highest, resident(group))
        assert highest - before < 200 * MB
        assert call(port, "GET", "types")[0] == 200


def test_readers_that_do_not_read_hold_little(sqlite_store: str) -> None:
    port = free_port()
    with running(sqlite_store, port) as group:
        batch = [{"id": f"urn:b:{number}", "type": "B", "text": "x" * 20_000} for number in range(500)]
        assert call(port, "POST", "entityOperations/upsert", batch)[0] == 201
        _, page = call(port, "GET", "entities?type=B&limit=500")
        assert len(page) > 10_000_000
        before = resident(group)
        with contextlib.ExitStack() as stack:
            for _ in range(150):
                peer = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
                peer.sendall(b"GET /ngsi-ld/v1/entities?type=B&limit=500 HTTP/1.1\r\nhost: x\r\n\r\n")
            time.sleep(4)
            assert resident(group) - before < 900 * MB  # of 1,500: 256 under way, 8 threads at work
            assert call(port, "GET", "entities/urn:b:1")[0] in {200, 503}
        time.sleep(0.5)
        assert call(port, "GET", "entities/urn:b:1")[0] == 200
