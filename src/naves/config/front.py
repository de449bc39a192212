"""The one-process edition: the hub in front of the site on one port (docs/decisions/0111)."""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from naves.config.bridge import WsgiBridge
from naves.hub.api.app import HubApp

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HUB = "/ngsi-ld/"
DEFAULT_THREADS = "4"


class Front:
    """Sends what is below ``/ngsi-ld/`` to the hub, which never meets Django, and everything else to the site."""

    def __init__(self, *, hub: HubApp, site: WsgiBridge) -> None:
        self._hub = hub
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await (self._hub if scope["path"].startswith(HUB) else self._site)(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            else:
                await asyncio.to_thread(self.close)
                await send({"type": "lifespan.shutdown.complete"})
                return

    def close(self) -> None:
        """Let requests under way finish, deliver what is being delivered, close the stores."""
        self._site.close()
        self._hub.close()


def application() -> Front:
    """Make the front inside granian's worker."""
    from django.conf import settings

    from naves.config.wsgi import application as site
    from naves.hub.runtime import Hub
    from naves.hub.server import calm_collector
    from naves.hub.settings import Settings

    calm_collector()
    hub = Hub(Settings(store=settings.NAVES_HUB_STORE, controlled=True, base_url=settings.NAVES_PUBLIC_ADDRESS))
    threads = int(os.environ.get("NAVES_SITE_THREADS", DEFAULT_THREADS))
    return Front(hub=HubApp(hub), site=WsgiBridge(site, threads=threads))
