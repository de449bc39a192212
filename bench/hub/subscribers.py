"""One dead subscriber among many: does it change when the others are told?

Two hubs take turns in one process, so that whatever else the machine does falls on both: one whose
subscribers all answer, one of whose subscribers takes connections and never answers. Every subscriber is a
destination of its own. To reach: the median time of delivery changes by less than 10 %.
"""

import argparse
import asyncio
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.server import calm_collector
from naves.hub.settings import Settings

ALLOWED = 0.10
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


class Receiver:
    """Answers every POST and notes when it came; keeps connections open."""

    def __init__(self) -> None:
        self.arrived: list[float] = []
        self.port = 0
        self._ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=2_048)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
                await reader.readexactly(length)
                self.arrived.append(time.perf_counter())
                writer.write(OK)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@contextmanager
def dead_end() -> Iterator[str]:
    """A socket that takes connections and never says anything."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(64)
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}/n"


def post(app: HubApp, path: str, body: object) -> None:
    raw = orjson.dumps(body)
    headers = {"content-type": "application/json", "content-length": str(len(raw))}
    reply = app.handle(Request("POST", f"/ngsi-ld/v1/{path}", b"", headers, raw))
    assert reply.status in {201, 204}, reply.body


class Town:
    """A hub with its subscribers."""

    def __init__(self, store: str, receiver: Receiver, subscribers: int, dead: str | None) -> None:
        self.app = HubApp(Hub(Settings(store=store, open_access=True, allow_private_addresses=True)))
        self.receiver = receiver
        self.alive = subscribers - (dead is not None)
        for number in range(subscribers):
            live = f"http://127.0.0.1:{receiver.port}/n/{number}"
            uri = dead if dead is not None and number == subscribers // 2 else live
            body = {
                "id": f"urn:s:{number}",
                "type": "Subscription",
                "entities": [{"type": "Lamp"}],
                "notification": {"endpoint": {"uri": uri}},
            }
            post(self.app, "subscriptions", body)

    def round(self, number: int) -> tuple[float, float]:
        """Return the median and the last time of delivery after one write, in seconds."""
        self.receiver.arrived.clear()
        started = time.perf_counter()
        post(self.app, "entityOperations/upsert", [{"id": "urn:lamp:1", "type": "Lamp", "on": number}])
        until = started + 60
        while len(self.receiver.arrived) < self.alive and time.perf_counter() < until:
            time.sleep(0.001)
        times = [each - started for each in self.receiver.arrived]
        assert len(times) == self.alive, f"{len(times)} of {self.alive} were told"
        return statistics.median(times), max(times)


def compare(subscribers: int, rounds: int) -> tuple[float, float, float, float]:
    """Return median and last delivery with all alive, then with one dead (medians of the rounds)."""
    with tempfile.TemporaryDirectory() as folder, dead_end() as dead:
        receivers = Receiver(), Receiver()
        towns = [
            Town(f"sqlite:///{folder}/alive.sqlite3", receivers[0], subscribers, None),
            Town(f"sqlite:///{folder}/dead.sqlite3", receivers[1], subscribers, dead),
        ]
        calm_collector()
        seen: list[list[tuple[float, float]]] = [[], []]
        for number in range(rounds + 1):
            for place in (0, 1) if number % 2 else (1, 0):
                seen[place].append(towns[place].round(number))
        for town in towns:
            town.app.close()
    medians = [statistics.median(each[part] for each in told[1:]) for told in seen for part in (0, 1)]
    return medians[0], medians[1], medians[2], medians[3]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    subscribers, rounds = (200, 8) if parser.parse_args().quick else (1_000, 12)
    alive, alive_last, dead, dead_last = compare(subscribers, rounds)
    change = dead / alive - 1
    print(
        f"  {subscribers} subscribers, {rounds} rounds: median delivery {alive * 1e3:.0f} ms (last {alive_last * 1e3:.0f}), with one dead {dead * 1e3:.0f} ms (last {dead_last * 1e3:.0f}), change {change:+.1%} (allowed ±{ALLOWED:.0%})"  # noqa: E501
    )
    return int(change >= ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
