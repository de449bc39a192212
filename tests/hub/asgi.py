"""Calls the hub as a server does: the ASGI application, in an event loop of its own."""

import asyncio
from typing import Any

from naves.hub.api.app import HubApp

Answer = tuple[int, dict[str, str], bytes]


def ask(app: HubApp, method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Answer:
    """Return status, headers and body of one request."""
    return asyncio.run(asked(app, method, path, [body], query, **headers))


async def asked(app: HubApp, method: str, path: str, parts: list[bytes], query: str = "", **headers: str) -> Answer:
    """The same inside a running loop; the body comes in parts."""
    sent: list[Any] = []
    waiting = list(parts)

    async def receive() -> dict[str, Any]:
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": f"/ngsi-ld/v1/{path}",
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    await app(scope, receive, send)
    start = sent[0]
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], found, b"".join(message.get("body", b"") for message in sent[1:])
