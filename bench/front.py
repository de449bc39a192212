"""Site and hub on one port beside each of them alone: requests per second, one server process each, one run.

Before: Django under granian's WSGI, and the hub as a process of its own. After: both behind naves.config.front.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.country import environment, installation
from bench.serving import CLIENTS, _wait, free_port, requests_per_second

PAGES = {"health": "/health/live", "page": "/monitor/method/"}
ENTITY = {"hub read": "/ngsi-ld/v1/entities/urn:ngsi-ld:Room:1"}
_FILL = """
import orjson
from naves.hub.access.control import Control, GivenGrant, TenantOwner, replace
from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.settings import Settings
import sys
app = HubApp(Hub(Settings(store=sys.argv[1], open_access=True), deliver=False))
body = orjson.dumps({"id": "urn:ngsi-ld:Room:1", "type": "Room", **{f"a{n}": {"value": n} for n in range(8)}})
headers = {"content-type": "application/json", "content-length": str(len(body))}
app.handle(Request("POST", "/ngsi-ld/v1/entities", b"", headers, body))
told = Control((TenantOwner("", "organisation:x"),), (), (GivenGrant("", "", "public", "read", {}),))
replace(app.hub.database.writing(), lambda: told, micros=1)
app.close()
"""


@contextmanager
def serving(command: list[str], folder: Path, store: str, alive: str) -> Iterator[int]:
    """Run a server until the block ends; ``{port}`` in the command is its port."""
    port = free_port()
    told = [part.format(port=port) for part in command]
    named = environment(folder) | {"NAVES_PORT": str(port), "NAVES_HUB_STORE": store}
    process = subprocess.Popen(told, env=named, stdout=subprocess.DEVNULL)
    try:
        _wait(port) if alive.startswith("/health") else _wait_for(port, alive)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start within 30 s")


def measured(port: int, paths: dict[str, str], seconds: float) -> dict[str, float]:
    found = {}
    for name, path in paths.items():
        requests_per_second(port, path, 0.5)
        found[name] = requests_per_second(port, path, seconds)
    return found


def main(*, quick: bool = False) -> None:
    seconds = 1.0 if quick else 6.0
    granian = str(Path(sys.executable).with_name("granian"))
    common = ["--port", "{port}", "--workers", "1", "--log-level", "error"]
    with installation() as folder, tempfile.TemporaryDirectory(prefix="naves-bench-") as apart:
        store = f"sqlite:///{Path(apart) / 'hub.sqlite3'}"  # the hub is written to, so it is never the given one
        subprocess.run([sys.executable, "-c", _FILL, store], check=True)
        site = [granian, "--interface", "wsgi", *common, "--blocking-threads", "4", "naves.config.wsgi:application"]
        hub = [sys.executable, "-m", "naves.hub.cli", "--port", "{port}", "--store", store, "--controlled"]
        front = [granian, "--interface", "asgi", "--factory", *common, "naves.config.front:application"]
        before: dict[str, float] = {}
        after: dict[str, float] = {}
        for _ in range(1 if quick else 2):
            with serving(site, folder, store, "/health/live") as port:
                _best(before, measured(port, PAGES, seconds))
            with serving(hub, folder, store, ENTITY["hub read"]) as port:
                _best(before, measured(port, ENTITY, seconds))
            with serving(front, folder, store, "/health/live") as port:
                _best(after, measured(port, PAGES | ENTITY, seconds))
    print(f"front: {CLIENTS} connections, {seconds:g} s each, one server process, SQLite")
    for what in (*PAGES, *ENTITY):
        ratio = after[what] / before[what]
        print(f"  {what:<9} alone {before[what]:7.0f}/s   on one port {after[what]:7.0f}/s   ratio {ratio:.2f}")


def _best(known: dict[str, float], found: dict[str, float]) -> None:
    for name, rate in found.items():
        known[name] = max(known.get(name, 0.0), rate)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    main(quick=parser.parse_args().quick)
