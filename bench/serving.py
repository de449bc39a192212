"""Django under WSGI beside Django under ASGI: the same page, the same server (granian), one process.

Prints requests per second of both and their ratio; the reference is ASGI. Decision 0003 rests on it.
"""

import argparse
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.country import environment, installation

PATHS = {"health": "/health/live", "page": "/monitor/method/"}
CLIENTS = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(interface: str, data_dir: Path) -> Iterator[int]:
    """Serve an empty installation on one process; stop it with the block."""
    port = free_port()
    target = f"naves.config.{interface}:application"
    spoken = "asginl" if interface == "asgi" else "wsgi"
    command = [str(Path(sys.executable).with_name("granian")), "--interface", spoken]
    options = ["--port", str(port), "--workers", "1", "--log-level", "error"]
    if interface == "wsgi":
        options += ["--blocking-threads", "4"]
    named = environment(data_dir) | {"NAVES_PORT": str(port)}
    process = subprocess.Popen([*command, *options, target], env=named, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=1).close()
        except OSError:
            threading.Event().wait(0.1)
        else:
            return
    raise RuntimeError("the server did not start within 30 s")


def requests_per_second(port: int, path: str, seconds: float) -> float:
    """Return how many requests CLIENTS connections got answered a second, after a warm-up."""
    counts = [0] * CLIENTS
    deadline = time.monotonic() + seconds

    def ask(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while time.monotonic() < deadline:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)


def main(*, quick: bool = False) -> None:
    seconds = 1.0 if quick else 8.0
    with installation() as folder:
        found: dict[tuple[str, str], float] = {}
        for interface in ("wsgi", "asgi"):
            with serving(interface, folder) as port:
                for name, path in PATHS.items():
                    requests_per_second(port, path, 0.5)
                    found[interface, name] = requests_per_second(port, path, seconds)
    print(f"serving: {CLIENTS} connections, {seconds:g} s each, one server process")
    for name in PATHS:
        wsgi, asgi = found["wsgi", name], found["asgi", name]
        print(f"  {name:<8} WSGI {wsgi:7.0f}/s   ASGI {asgi:7.0f}/s   WSGI/ASGI {wsgi / asgi:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    main(quick=parser.parse_args().quick)
