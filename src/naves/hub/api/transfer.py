"""Bodies in and answers out, in bounded memory: all that is under way together may hold so many bytes.

A body too large is refused as soon as that is known (413), one that does not come to its end in time too
(408); when too much is under way the client is told to come back (503). A large answer is handed over
piece by piece, as fast as the client takes it, and keeps others out meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from naves.hub.problems import BareStatus, Overloaded

PIECE = 256 * 1024
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Message = dict[str, Any]


class Transfer:
    """Counts the bytes under way; sizes in bytes, ``seconds`` for one body."""

    def __init__(self, *, max_body: int, max_held: int, seconds: float) -> None:
        self._max_body = max_body
        self._max_held = max_held
        self._seconds = seconds
        self.held = 0

    @property
    def full(self) -> bool:
        """Say whether so much is under way that no more should begin."""
        return self.held >= self._max_held

    async def body(self, receive: Receive, headers: Mapping[str, str]) -> bytes | None:
        """Return a body, which stays counted until it is given back; None when the client went away."""
        length = headers.get("content-length", "")
        declared = int(length) if length.isdigit() else 0
        if declared > self._max_body:
            raise BareStatus(413)
        if declared:
            self._take(declared)
        counted = declared
        whole: bytes | None = None
        try:
            async with asyncio.timeout(self._seconds):
                parts: list[bytes] = []
                size = 0
                while (message := await receive())["type"] != "http.disconnect":
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    counted = self._grown(counted, size)
                    if not message.get("more_body", False):
                        whole = parts[0] if len(parts) == 1 else b"".join(parts)
                        break
        except TimeoutError:
            raise BareStatus(408) from None
        finally:
            self.held += len(whole or b"") - counted
        return whole

    def _grown(self, counted: int, size: int) -> int:
        """Count what came beyond what was declared; return what is counted."""
        if size > self._max_body:
            raise BareStatus(413)
        if size > counted:
            self._take(size - counted)
        return max(size, counted)

    def give_back(self, body: bytes) -> None:
        """Stop counting a body that is done with."""
        self.held -= len(body)

    async def answer(self, send: Send, start: Message, content: Message) -> None:
        """Send an answer; of a large one the next piece when the one before is taken."""
        body = content["body"]
        if len(body) <= PIECE:
            await send(start)
            await send(content)
            return
        self.held += len(body)
        try:
            await send(start)
            view = memoryview(body)
            for place in range(0, len(body), PIECE):
                piece = bytes(view[place : place + PIECE])
                await send({"type": content["type"], "body": piece, "more_body": place + PIECE < len(body)})
        finally:
            self.held -= len(body)

    def _take(self, size: int) -> None:
        if self.held + size > self._max_held:
            raise Overloaded("too much is being sent at once")
        self.held += size
