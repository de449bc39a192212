"""The hub as a process of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson


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
        for _ in range(400):
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


def resident(group: int) -> int:
    """Return the bytes of memory that the processes of a group hold."""
    pages = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if os.getpgid(int(folder.name)) == group:
                    pages += int((folder / "statm").read_text().split()[1])
            except (OSError, IndexError):
                continue
    return pages * os.sysconf("SC_PAGE_SIZE")
