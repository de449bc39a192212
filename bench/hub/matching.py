"""Very many subscriptions: what they hold of memory, and what a write costs that concerns ten of them.

To reach: memory that grows by less than 1 kB for each subscription (all of them compiled took 3 kB), and
matching that does not grow with their number: less than twice the time that a hundredth of them takes
(the lower quartile of 60 writes counts, for the machine does other work too).
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


def measure(count: int) -> tuple[float, float, float]:
    """Return seconds of the first match (which reads all keys) and of a later one, and bytes for each subscription."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=f"sqlite:///{folder}/hub.sqlite3", open_access=True)
        app = HubApp(Hub(settings, deliver=False))
        calm_collector()
        subscribe(app.hub, count)
        before = resident()
        first = write(app, 0)
        held = resident() - before
        later = statistics.quantiles((write(app, number) for number in range(1, WRITES)), n=4)[0]
        with app.hub.reading() as connection:
            owed = connection.row("SELECT count(*) FROM outbox")
        assert owed == (CONCERNED * WRITES,)
        app.close()
    return first, later, held / count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    count = 10_000 if parser.parse_args().quick else 100_000
    _, few, _ = measure(count // 100)
    first, many, held = measure(count)
    print(
        f"  {count:,} subscriptions, a write concerns {CONCERNED}: {held:,.0f} bytes each (allowed {ALLOWED_BYTES:,}), {many * 1e3:.2f} ms a write beside {few * 1e3:.2f} with a hundredth of them, ratio {many / few:.2f} (allowed {ALLOWED_TIMES}); the first match reads all keys in {first:.1f} s"  # noqa: E501
    )
    return int(held > ALLOWED_BYTES or many / few > ALLOWED_TIMES)


if __name__ == "__main__":
    sys.exit(main())
