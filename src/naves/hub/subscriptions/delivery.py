"""Delivers what the outbox holds: one queue and one worker per destination.

A destination that does not answer keeps only its own queue waiting, with growing pauses.
A notification leaves the outbox only after its delivery is known, so it may arrive twice after
a crash, never not at all; after ``MAX_ATTEMPTS`` it is given up and counted as failed.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from naves.hub.fetching import policy
from naves.hub.model import checks
from naves.hub.store import subscriptions
from naves.hub.store.database import Connection
from naves.hub.store.subscriptions import Owed
from naves.hub.subscriptions.mqtt import MqttSender
from naves.kernel import clock
from naves.kernel.fetch import Fetcher, FetchError, Policy

log = logging.getLogger("naves.hub.delivery")

BATCH = 50
MAX_ATTEMPTS = 12
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
MAX_CONNECTIONS = 256
STORE_THREADS = 2
IDLE_SECONDS = 30.0

Write = Callable[[Callable[[Connection], None]], None]


@dataclass(slots=True)
class _Ended:
    """Results that wait to be written down together."""

    settled: list[int] = field(default_factory=list)
    postponed: list[tuple[int, int, int]] = field(default_factory=list)
    sent: dict[int, int] = field(default_factory=dict)
    failed: dict[int, int] = field(default_factory=dict)
    status: dict[int, dict[str, Any]] = field(default_factory=dict)


class Delivery:
    """Runs in a thread of its own with its own event loop."""

    def __init__(
        self,
        *,
        read: Callable[[str, int], list[Owed]],
        destinations: Callable[[], list[str]],
        write: Write,
        allow_private: bool,
    ) -> None:
        self._read = read
        self._destinations = destinations
        self._write = write
        self._policy = policy(allow_private=allow_private, max_bytes=65_536, max_redirects=0)
        self._loop = asyncio.new_event_loop()
        # Each thread keeps a connection to the store, so there are few.
        self._loop.set_default_executor(ThreadPoolExecutor(STORE_THREADS, thread_name_prefix="hub-outbox"))
        self._slots = asyncio.Semaphore(MAX_CONNECTIONS)
        self._awake = asyncio.Event()
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._nudged: dict[str, asyncio.Event] = {}
        self._stop = asyncio.Event()
        self._woken: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="hub-delivery", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self.wake(self._destinations())

    def wake(self, destinations: Iterable[str]) -> None:
        """Look for what destinations are owed; safe from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._waken, list(destinations))

    def _waken(self, destinations: list[str]) -> None:
        self._woken.update(destinations)
        self._awake.set()

    def close(self) -> None:
        """Stop after the deliveries under way; the rest stays in the outbox."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._loop.call_soon_threadsafe(self._awake.set)
            self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._main())
        finally:
            self._loop.close()

    async def _main(self) -> None:
        while not self._stop.is_set():
            await self._awake.wait()
            self._awake.clear()
            if self._stop.is_set():
                break
            while self._woken:
                self._nudge(self._woken.pop())
        for worker in self._workers.values():
            worker.cancel()
        await asyncio.gather(*self._workers.values(), return_exceptions=True)
        await self._loop.shutdown_default_executor()

    def _nudge(self, destination: str) -> None:
        worker = self._workers.get(destination)
        if worker is None or worker.done():
            self._nudged[destination] = asyncio.Event()
            self._workers[destination] = self._loop.create_task(self._work(destination))
        self._nudged[destination].set()

    async def _work(self, destination: str) -> None:
        line = _Line(destination, self._policy)
        nudged = self._nudged[destination]
        try:
            while True:
                nudged.clear()
                owed = await asyncio.to_thread(self._read, destination, BATCH)
                if owed:
                    await self._deliver_all(owed, line)
                    continue
                if len(self._workers) > MAX_CONNECTIONS:
                    await line.hang_up()
                try:
                    await asyncio.wait_for(nudged.wait(), IDLE_SECONDS)
                except TimeoutError:
                    return
        finally:
            await line.hang_up()
            if not nudged.is_set():
                self._workers.pop(destination, None)

    async def _deliver_all(self, owed: list[Owed], line: "_Line") -> None:
        ended = _Ended()
        pause = 0.0
        try:
            for each in owed:
                wait = each.due / 1_000_000 - clock.now().timestamp()
                if wait > 0:
                    pause = min(wait, LONGEST_PAUSE)
                    break
                pause = await self._deliver(each, line, ended)
                if pause:
                    break
        finally:
            await asyncio.shield(asyncio.to_thread(self._write, lambda connection: _write_down(connection, ended)))
        if pause:
            await asyncio.sleep(pause)

    async def _deliver(self, owed: Owed, line: "_Line", ended: _Ended) -> float:
        """Try once; return how long the destination has to be left alone."""
        moment = clock.now()
        at = checks.iso(moment)
        problem = await self._try(owed, line)
        row = owed.subscription
        status = ended.status.setdefault(row, {})
        status["lastNotification"] = at
        ended.sent[row] = ended.sent.get(row, 0) + 1
        if problem is None:
            status |= {"lastSuccess": at, "status": "ok"}
            ended.settled.append(owed.row)
            return 0.0
        status |= {"lastFailure": at, "status": "failed"}
        ended.failed[row] = ended.failed.get(row, 0) + 1
        log.warning("notification %s to %s failed: %s", owed.row, owed.destination, problem)
        attempts = owed.attempts + 1
        pause = max(min(FIRST_PAUSE * float(2**owed.attempts), LONGEST_PAUSE), float(owed.head.get("cooldown", 0)))
        if attempts >= MAX_ATTEMPTS:
            ended.settled.append(owed.row)
        else:
            due = int((moment.timestamp() + pause) * 1_000_000)
            ended.postponed.append((owed.row, attempts, due))
        return pause

    async def _try(self, owed: Owed, line: "_Line") -> str | None:
        try:
            async with self._slots, asyncio.timeout(owed.head["timeout"]):
                return await line.send(owed)
        except TimeoutError:
            return "no answer in time"
        except (FetchError, OSError, ValueError) as error:
            return str(error)


class _Line:
    """The connection to one destination, opened when something is to be said.

    Each destination has a client of its own: a pool shared by hundreds of them looks through all its
    connections at every request.
    """

    def __init__(self, destination: str, limits: Policy) -> None:
        self._destination = destination
        self._limits = limits
        self._client: Fetcher | None = None
        self._sender: MqttSender | None = None

    async def send(self, owed: Owed) -> str | None:
        """Deliver one notification; return what is wrong, None when it has arrived."""
        if self._destination.startswith("mqtt"):
            self._sender = self._sender or MqttSender(self._destination)
            await self._sender.send(owed)
            return None
        if self._client is None:
            self._client = await Fetcher(self._limits, max_connections=1).__aenter__()
        answer = await self._client.fetch(
            owed.head["uri"], method="POST", content=owed.body, headers=owed.head["headers"]
        )
        return None if 200 <= answer.status < 300 else f"status {answer.status}"  # noqa: PLR2004

    async def hang_up(self) -> None:
        """Close what is open."""
        client, self._client = self._client, None
        sender, self._sender = self._sender, None
        if client is not None:
            await client.__aexit__()
        if sender is not None:
            await sender.close()


def _write_down(connection: Connection, ended: _Ended) -> None:
    subscriptions.settle(connection, ended.settled)
    for row, attempts, due in ended.postponed:
        subscriptions.postpone(connection, row, attempts=attempts, due=due)
    for row, status in sorted(ended.status.items()):
        subscriptions.record_status(
            connection, row, status, sent=ended.sent.get(row, 0), failed=ended.failed.get(row, 0)
        )
