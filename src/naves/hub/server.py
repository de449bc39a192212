"""Runs the hub as a process of its own, under granian."""

import gc
import os
from pathlib import Path

from granian.constants import Interfaces
from granian.server import Server

from naves.hub.api.app import HubApp
from naves.hub.runtime import Hub
from naves.hub.settings import Settings

_ENVIRONMENT = "NAVES_HUB_SETTINGS"


def calm_collector() -> None:
    """Decoding makes many objects and no cycles: look for cycles rarely, and never among what stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def application() -> HubApp:
    """Make the application inside granian's worker, from the settings that ``serve`` left."""
    calm_collector()
    import orjson

    raw = orjson.loads(os.environ[_ENVIRONMENT])
    raw["contexts"] = {url: Path(path) for url, path in raw["contexts"].items()}
    return HubApp(Hub(Settings(**raw)))


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until told to stop. One worker: it owns the writer and the outbox."""
    import orjson

    os.environ[_ENVIRONMENT] = orjson.dumps(settings, default=str).decode()
    Server(
        "naves.hub.server:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        log_access=False,
        websockets=False,
        backlog=1024,
    ).serve()
