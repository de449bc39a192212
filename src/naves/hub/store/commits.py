"""The writer: one thread, one transaction for all writes that wait (group commit).

A write is acknowledged only after the commit that holds it. The queue is bounded: when it is
full the caller is told to come back, instead of being kept.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from naves.hub.problems import HubProblem, Overloaded
from naves.hub.store.database import Connection, Database, StoreUnreachable

T = TypeVar("T")
Job = Callable[[Connection], T]

QUEUE_SIZE = 512
GROUP_SIZE = 64
GROUP_SECONDS = 0.02


class Committer:
    """Runs jobs in order; each sees what the ones before it wrote."""

    def __init__(
        self, database: Database, *, after_rollback: Callable[[], None], after_commit: Callable[[], None]
    ) -> None:
        self._database = database
        self._after_rollback = after_rollback
        self._after_commit = after_commit
        self._queue: queue.Queue[tuple[Job[Any], Future[Any]] | None] = queue.Queue(QUEUE_SIZE)
        self._thread = threading.Thread(target=self._loop, name="hub-writer", daemon=True)
        self._thread.start()

    def write(self, job: Job[T]) -> T:
        """Run ``job`` in a transaction and return once it is durable."""
        future: Future[T] = Future()
        try:
            self._queue.put_nowait((job, future))
        except queue.Full:
            raise Overloaded("too many writes are waiting") from None
        return future.result()

    def close(self) -> None:
        """Finish what waits, then stop."""
        self._queue.put(None)
        self._thread.join()

    def waiting(self) -> int:
        return self._queue.qsize()

    def _loop(self) -> None:
        connection: Connection | None = None
        while (item := self._queue.get()) is not None:
            group = [item]
            try:
                connection = connection or self._database.writing()
                stop = self._group(connection, group)
            except Exception as error:  # noqa: BLE001 - every waiting caller has to hear of it
                self._after_rollback()
                _fail(group, error)
                connection = _recovered(connection)
                continue
            if stop:
                return

    def _group(self, connection: Connection, group: list[tuple[Job[Any], Future[Any]]]) -> bool:
        connection.begin()
        done: list[tuple[Future[Any], Any]] = []
        until = time.monotonic() + GROUP_SECONDS
        stop = False
        position = 0
        while position < len(group):
            job, future = group[position]
            self._one(connection, job, future, done)
            position += 1
            if len(group) < GROUP_SIZE and time.monotonic() < until:
                try:
                    following = self._queue.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    stop = True
                    break
                group.append(following)
        connection.commit()
        self._after_commit()
        for future, result in done:
            future.set_result(result)
        return stop

    def _one(
        self, connection: Connection, job: Job[Any], future: "Future[Any]", done: list[tuple["Future[Any]", Any]]
    ) -> None:
        connection.run("SAVEPOINT job")
        try:
            result = job(connection)
        except StoreUnreachable:
            raise
        except Exception as error:  # noqa: BLE001 - one refused write must not spoil the others
            connection.run("ROLLBACK TO SAVEPOINT job")
            connection.run("RELEASE SAVEPOINT job")
            self._after_rollback()
            future.set_exception(error)
        else:
            connection.run("RELEASE SAVEPOINT job")
            done.append((future, result))


def _fail(group: list[tuple[Job[Any], "Future[Any]"]], error: Exception) -> None:
    problem: Exception = error
    if isinstance(error, StoreUnreachable) or not isinstance(error, HubProblem):
        problem = Overloaded(f"the store did not take the write: {error}")
        problem.__cause__ = error
    for _, future in group:
        if not future.done():
            future.set_exception(problem)


def _recovered(connection: Connection | None) -> Connection | None:
    if connection is None:
        return None
    try:
        connection.rollback()
    except Exception:  # noqa: BLE001 - a lost connection is opened anew at the next write
        return None
    return connection
