"""Answers about one entity that are ready to send, each kept with the version of the entity it was made from.

An answer is sent again only after the store has said that the version still stands, so that a write is
seen at once, whichever process made it. What depends on more than the entity is never kept: linked
entities, moments of expiry, and the rights of who asks.
"""

import asyncio
from collections import OrderedDict
from collections.abc import MutableMapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from naves.hub.api.request import Source
from naves.hub.api.transfer import Message
from naves.hub.runtime import Hub
from naves.hub.store.entities import versions

MAX_BYTES = 64 * 1024 * 1024
_OVERHEAD = 600
_ASKED_AT_ONCE = 64
_SHAPING = frozenset({b"accept", b"link", b"ngsild-tenant", b"prefer"})
_ENTITIES = b"/ngsi-ld/v1/entities/"

Scope = MutableMapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """The two messages of an answer, and the entity that they rest on."""

    start: Message
    body: Message
    source: Source

    @property
    def size(self) -> int:
        return len(self.body["body"]) + _OVERHEAD


class ReadyAnswers:
    """Bounded by size, the answer not asked for longest goes first; used by the event loop alone."""

    def __init__(self, hub: Hub, max_bytes: int = MAX_BYTES) -> None:
        self._hub = hub
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[Key, Ready] = OrderedDict()
        self._waiting: list[tuple[Source, asyncio.Future[bool]]] = []
        self._asking: asyncio.Future[None] | None = None

    def key(self, scope: Scope) -> Key | None:
        """Return what tells requests for the same answer apart, None for those that have none to keep."""
        if scope["method"] != "GET" or not self._hub.gate.open_access:
            return None
        path = scope.get("raw_path") or scope["path"].encode()
        query = scope.get("query_string", b"")
        if not path.startswith(_ENTITIES) or b"join" in query or b"containedBy" in query:
            return None
        shaping = tuple([pair for pair in scope["headers"] if pair[0] in _SHAPING])
        return path, query, shaping, self._hub.contexts.generation

    def get(self, key: Key) -> Ready | None:
        """Return the answer kept for a key; whether it still stands is for the caller to ask."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def stands(self, ready: Ready) -> bool:
        """Ask the store whether the entity is still what the answer says."""
        source = ready.source
        with self._hub.reading() as connection:
            return versions(connection, source.tenant, (source.urn,)).get(source.urn) == source.version

    async def stands_together(self, ready: Ready, pool: Executor) -> bool:
        """Ask the same where the store is a network away: one question for all that wait meanwhile."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((ready.source, answer))
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(self._ask(pool))
        return await answer

    async def _ask(self, pool: Executor) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            asked = self._waiting[:_ASKED_AT_ONCE]
            del self._waiting[:_ASKED_AT_ONCE]
            try:
                found = await loop.run_in_executor(pool, self._found, {source for source, _ in asked})
            except Exception:  # noqa: BLE001 - the answer is made anew, and tells what is wrong
                found = set()
            for source, answer in asked:
                if not answer.done():
                    answer.set_result(source in found)

    def _found(self, sources: set[Source]) -> set[Source]:
        tenants = {source.tenant for source in sources}
        with self._hub.reading() as connection:
            stored = {
                tenant: versions(connection, tenant, [each.urn for each in sources if each.tenant == tenant])
                for tenant in tenants
            }
        return {each for each in sources if stored[each.tenant].get(each.urn) == each.version}

    def told(self, ready: Ready) -> None:
        """Count the use of a @context as if it had been resolved."""
        if ready.source.context is not None:
            self._hub.contexts.count(ready.source.context)

    def keep(self, key: Key, source: Source | None, start: Message, body: Message) -> None:
        """Keep what was just answered, where it rests on one entity alone."""
        if source is None:
            return
        ready = Ready(start, body, source)
        if ready.size > self._max_bytes // 64:
            return
        old = self._kept.pop(key, None)
        self._bytes += ready.size - (old.size if old is not None else 0)
        self._kept[key] = ready
        while self._bytes > self._max_bytes:
            self._bytes -= self._kept.popitem(last=False)[1].size
