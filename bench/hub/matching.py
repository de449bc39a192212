"""Very many subscriptions: what they hold of memory, and what a write costs that concerns ten of them.

To reach: memory that grows by less than 1 kB for each subscription (all of them compiled took 3 kB), and
matching that does not grow with their number: less than twice what a hundredth of them takes.
Both take turns, so that whatever else the machine does falls on both.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import orjson

from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.server import calm_collector
from naves.hub.settings import Settings
from naves.hub.store import subscriptions
from naves.hub.store.database import Connection
from naves.hub.subscriptions.definition import stored_form

CONCERNED = 10
ALLOWED_BYTES = 1_024
ALLOWED_TIMES = 2.0
WRITES = 60


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def subscribe(hub: Hub, count: int) -> None:
    """Store ``count`` subscriptions, ten to each type, in one write."""

    def job(connection: Connection) -> None:
        tenant = hub.tenants.created(connection, "", 1)
        for number in range(count):
            body = {
                "id": f"urn:s:{number}",
                "type": "Subscription",
                "entities": [{"type": f"T{number // CONCERNED}"}],
                "q": "a>=0",
                "notification": {"endpoint": {"uri": "http://127.0.0.1:9/n"}},
            }
            stored = stored_form(body, None, hub.contexts)
            subscriptions.add(connection, tenant, stored["id"], stored)

    hub.write(job)


def write(app: HubApp, number: int) -> float:
    body = orjson.dumps([{"id": "urn:e:1", "type": "T0", "a": number}])
    headers = {"content-type": "application/json", "content-length": str(len(body))}
    started = time.perf_counter()
    reply = app.handle(Request("POST", "/ngsi-ld/v1/entityOperations/upsert", b"", headers, body))
    assert reply.status in {201, 204}, reply.body
    return time.perf_counter() - started


def opened(folder: str, count: int) -> tuple[HubApp, float, float]:
    """Return a hub with so many subscriptions, the seconds of its first match, and the bytes that this took."""
    app = HubApp(Hub(Settings(store=f"sqlite:///{folder}/{count}.sqlite3", open_access=True), deliver=False))
    subscribe(app.hub, count)
    before = resident()
    return app, write(app, 0), resident() - before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    count = 10_000 if parser.parse_args().quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        few, _, _ = opened(folder, count // 100)
        many, first, held = opened(folder, count)
        calm_collector()
        turns = [(write(few, number), write(many, number)) for number in range(1, WRITES)]
        with many.hub.reading() as connection:
            assert connection.row("SELECT count(*) FROM outbox") == (CONCERNED * WRITES,)
        few.close()
        many.close()
    little, much = (statistics.median(times) for times in zip(*turns, strict=True))
    print(
        f"  {count:,} subscriptions, a write concerns {CONCERNED}: {held / count:,.0f} bytes each (allowed {ALLOWED_BYTES:,}), {much * 1e3:.2f} ms a write beside {little * 1e3:.2f} with a hundredth of them, ratio {much / little:.2f} (allowed {ALLOWED_TIMES}); the first match reads all keys in {first:.1f} s"  # noqa: E501
    )
    return int(held / count > ALLOWED_BYTES or much / little > ALLOWED_TIMES)


if __name__ == "__main__":
    sys.exit(main())
