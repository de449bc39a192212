"""Subscriptions at work in a running hub: owing, delivering, and the periodic ones."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from naves.hub.context.engine import ContextEngine
from naves.hub.store import subscriptions
from naves.hub.store.commits import Committer
from naves.hub.store.database import Connection, Row
from naves.hub.store.entities import Stamp
from naves.hub.store.finder import Finder
from naves.hub.subscriptions.delivery import Delivery
from naves.hub.subscriptions.owing import Owing
from naves.hub.subscriptions.registry import Registry

TICK_SECONDS = 0.5


class Service:
    """Owns the threads that deliver; ``match`` is called inside writes."""

    def __init__(
        self,
        *,
        contexts: ContextEngine,
        committer: Committer,
        reading: Callable[[], AbstractContextManager[Connection]],
        stamp: Callable[[], Stamp],
        finder: Callable[[Connection, int, Stamp], Finder],
        allow_private: bool,
    ) -> None:
        self.registry = Registry(contexts)
        self.owing = Owing(self.registry, contexts)
        self._periodic_registry = Registry(contexts, periodic=True)
        self._committer = committer
        self._reading = reading
        self._stamp = stamp
        self._finder = finder
        self._next: dict[int, int] = {}
        self._stopped = threading.Event()
        self.delivery = Delivery(
            read=self._owed, destinations=self._destinations, write=committer.write, allow_private=allow_private
        )
        self._ticker = threading.Thread(target=self._tick_on, name="hub-periodic", daemon=True)

    def start(self) -> None:
        self.delivery.start()
        self._ticker.start()

    def committed(self) -> None:
        """Deliver what the commit that just ended owes."""
        touched, self.owing.touched = self.owing.touched, set()
        if touched:
            self.delivery.wake(touched)

    def close(self) -> None:
        self._stopped.set()
        if self._ticker.is_alive():
            self._ticker.join(timeout=5)
        self.delivery.close()

    def _owed(self, destination: str, limit: int) -> list[subscriptions.Owed]:
        with self._reading() as connection:
            return subscriptions.owed(connection, destination, limit=limit)

    def _destinations(self) -> list[str]:
        with self._reading() as connection:
            return subscriptions.destinations(connection)

    # subscriptions with a timeInterval

    def _tick_on(self) -> None:
        while not self._stopped.wait(TICK_SECONDS):
            self.tick()

    def tick(self) -> None:
        """Owe what periodic subscriptions have coming at this moment."""
        stamp = self._stamp()
        with self._reading() as connection:
            for tenant, name in subscriptions.tenants(connection):
                keys = self._periodic_registry.keys(connection, tenant)
                for each in self._periodic_registry.compiled(connection, keys.rows):
                    if each.status(stamp.at) != "active":
                        continue
                    due = self._next.setdefault(each.row, stamp.micros + int(each.interval * 1_000_000))
                    if due > stamp.micros:
                        continue
                    self._next[each.row] = stamp.micros + int(each.interval * 1_000_000)
                    row = self.owing.all_matching(each, self._finder(connection, tenant, stamp), name, stamp)
                    if row is not None:
                        self._owe(row)

    def _owe(self, row: Row) -> None:
        def job(connection: Connection) -> None:
            subscriptions.owe(connection, [row])
            self.owing.touched.add(row[0])

        self._committer.write(job)
