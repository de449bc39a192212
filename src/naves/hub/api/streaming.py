"""Answers that are sent piece by piece: pulled only as fast as the client takes them, ended when it goes away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import Executor
from typing import Any

from naves.hub.api.request import Reply

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
log = logging.getLogger("naves.hub")


class Streamed(Reply):
    """An answer whose body is still to be made; the first piece is made before anything is sent."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterator[bytes], headers: list[tuple[bytes, bytes]]) -> None:
        super().__init__(200, next(parts, b""), headers)
        self.parts = parts


async def send_parts(reply: Streamed, receive: Receive, send: Send, pool: Executor) -> None:
    """Send all pieces. A thread works only while it makes one, so a slow client holds none."""
    loop = asyncio.get_running_loop()
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        piece: bytes | None = reply.body
        while piece is not None and not gone.done():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await loop.run_in_executor(pool, next, reply.parts, None)
        if piece is None:
            await send({"type": "http.response.body", "body": b""})
    except Exception:
        log.exception("a download broke off")
        raise
    finally:
        gone.cancel()
        close = getattr(reply.parts, "close", None)
        if close is not None:
            await loop.run_in_executor(pool, close)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
