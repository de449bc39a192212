"""Reads over HTTP: one entity beside a bare Starlette handler of the same bytes; a page of 100 out of many.

Server and load share the machine and both sides take turns: read the ratio, not the rates.
To reach: half of the bare handler; a page of 100 in under 10 ms (median).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from socket import create_connection, socket

import orjson

from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.settings import Settings

BARE = """
import sys
from granian.constants import Interfaces
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
BODY = open(sys.argv[2], "rb").read()
async def answer(request):
    return Response(BODY, media_type="application/json")
app = Starlette(routes=[Route("/ngsi-ld/v1/entities/{id}", answer)])
if __name__ == "__main__":
    from granian.server.embed import Server as Embedded
    import asyncio
    asyncio.run(Embedded(app, address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI).serve())
"""
TARGET_READ = 0.5
TARGET_PAGE_MS = 10
TURNS = 3


def fill(store: str, count: int) -> bytes:
    """Store ``count`` entities and return the answer for the first."""
    app = HubApp(Hub(Settings(store=store, open_access=True, keep_history=False)))
    for start in range(0, count, 5_000):
        body = orjson.dumps(
            [
                {
                    "id": f"urn:ngsi-ld:Device:{number}",
                    "type": "Device",
                    **{f"p{place}": {"value": number % 100 + place, "unitCode": "C62"} for place in range(12)},
                }
                for number in range(start, min(count, start + 5_000))
            ]
        )
        headers = {"content-type": "application/json", "content-length": str(len(body))}
        app.handle(Request("POST", "/ngsi-ld/v1/entityOperations/upsert", b"", headers, body))
    reply = app.handle(Request("GET", "/ngsi-ld/v1/entities/urn:ngsi-ld:Device:0", b"", {}, b""))
    app.close()
    return reply.body


@contextmanager
def serving(*command: str) -> Iterator[int]:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *(part.replace("PORT", str(port)) for part in command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(200):
            try:
                create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def rate(port: int, seconds: float, clients: int = 4) -> float:
    """Return requests per second for one entity."""
    counts = [0] * clients
    until = time.perf_counter() + seconds

    def run(lane: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            connection.request("GET", "/ngsi-ld/v1/entities/urn:ngsi-ld:Device:0")
            assert connection.getresponse().read()
            counts[lane] += 1

    threads = [threading.Thread(target=run, args=(lane,)) for lane in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def pages(port: int, count: int) -> float:
    """Return the median milliseconds of a page of 100 at growing offsets."""
    connection = HTTPConnection("127.0.0.1", port)
    times = []
    for turn in range(60):
        started = time.perf_counter()
        connection.request(
            "GET", f"/ngsi-ld/v1/entities?type=Device&limit=100&offset={turn * 100 % count}&options=keyValues"
        )
        assert len(orjson.loads(connection.getresponse().read())) == 100
        times.append((time.perf_counter() - started) * 1_000)
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    count, seconds = (20_000, 1.0) if quick else (1_000_000, 4.0)
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/hub.sqlite3"
        body = fill(store, count)
        with open(f"{folder}/body", "wb") as out, open(f"{folder}/bare.py", "w") as code:  # noqa: PTH123
            out.write(body)
            code.write(BARE)
        ours = ("-m", "naves.hub.cli", "--port", "PORT", "--store", store)
        theirs = (f"{folder}/bare.py", "PORT", f"{folder}/body")
        with serving(*ours) as port, serving(*theirs) as bare_port:
            turns = [(rate(port, seconds), rate(bare_port, seconds)) for _ in range(TURNS)]
            median = pages(port, count)
    ratio, hub, bare = sorted((hub / bare, hub, bare) for hub, bare in turns)[TURNS // 2]
    print(
        f"  one entity of {len(body)} bytes out of {count:,}: hub {hub:,.0f}/s, bare Starlette {bare:,.0f}/s, ratio {ratio:.2f} (to reach {TARGET_READ})"  # noqa: E501
    )
    print(f"  page of 100 out of {count:,}: median {median:.1f} ms (to reach {TARGET_PAGE_MS})")
    return int(ratio < TARGET_READ or median >= TARGET_PAGE_MS)


if __name__ == "__main__":
    sys.exit(main())
