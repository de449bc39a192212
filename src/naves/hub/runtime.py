"""A running hub: its store, its writer, its contexts, and the clock that stamps writes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

import orjson

from naves.hub.access.gate import ControlledGate, Gate, OwnGate
from naves.hub.access.uses import UseCounter
from naves.hub.bulk.downloads.lending import Lending
from naves.hub.context.documents import Documents, Fetcher
from naves.hub.context.engine import ContextEngine
from naves.hub.fetching import fetcher
from naves.hub.model import checks
from naves.hub.query.selection import Selection
from naves.hub.settings import Settings
from naves.hub.store import contexts
from naves.hub.store.commits import Committer
from naves.hub.store.database import Connection, open_database
from naves.hub.store.entities import Stamp
from naves.hub.store.finder import Finder
from naves.hub.store.names import Names
from naves.hub.store.recent import Recent
from naves.hub.store.tenants import Tenants
from naves.hub.subscriptions.service import Service
from naves.kernel import clock

T = TypeVar("T")


class Hub:
    """Everything requests share. ``now`` is the clock; tests pass their own."""

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime] = clock.now,
        fetch: Fetcher | None = None,
        deliver: bool = True,
    ) -> None:
        self.settings = settings
        self.database = open_database(settings.store)
        self.names = Names()
        self.tenants = Tenants()
        self.recent = Recent()
        self._now = now
        self._last = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
        self._clock_lock = threading.Lock()
        self.committer = Committer(self.database, after_rollback=self._forget, after_commit=self._wake)
        given = {url: orjson.loads(path.read_bytes()) for url, path in settings.contexts.items()}
        self.documents = Documents(
            fetch=fetch or fetcher(allow_private=settings.allow_private_addresses),
            given=given,
            hosted=self._hosted,
            fetched=self._fetched,
        )
        self.contexts = ContextEngine(self.documents)
        self.downloads = Lending(self.database)
        self.uses = UseCounter(self.committer.write)
        self.gate: Gate = (
            ControlledGate(self.uses) if settings.controlled else OwnGate(open_access=settings.open_access)
        )
        self.subscriptions = Service(
            contexts=self.contexts,
            committer=self.committer,
            reading=self.reading,
            stamp=self.stamp,
            finder=self.finder,
            allow_private=settings.allow_private_addresses,
        )
        if deliver:
            self.subscriptions.start()
            self.uses.start()

    # time

    def stamp(self, writer: str = "") -> Stamp:
        """Return a moment later than every stamp before it."""
        with self._clock_lock:
            moment = max(self._now(), self._last + timedelta(microseconds=1))
            self._last = moment
        at = checks.iso(moment)
        return Stamp(at, checks.microseconds(at), writer)

    # reading and writing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend this thread's connection for reading."""
        with self.database.reading() as connection:
            yield connection

    def finder(self, connection: Connection, tenant: int, stamp: Stamp, readable: Selection | None = None) -> Finder:
        """Return a finder of what ``readable`` lets be seen; None for everything."""
        return Finder(connection, self.names, tenant, at=stamp.at, micros=stamp.micros, readable=readable)

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in the writer and return when it is durable."""
        return self.committer.write(job)

    def close(self) -> None:
        """Finish deliveries and writes under way, and close the store."""
        self.subscriptions.close()
        self.uses.close()
        self.committer.close()
        self.database.close()

    def _forget(self) -> None:
        self.names.forget()
        self.tenants.forget()
        self.recent.forget()
        if hasattr(self, "subscriptions"):
            self.subscriptions.registry.forget()

    def _wake(self) -> None:
        if hasattr(self, "subscriptions"):
            self.subscriptions.committed()

    # contexts kept in the store

    def _hosted(self, url: str) -> dict[str, Any] | None:
        with self.reading() as connection:
            return contexts.document(connection, url)

    def _fetched(self, url: str, document: dict[str, Any]) -> None:
        stamp = self.stamp()
        self.write(lambda connection: contexts.keep_cached(connection, url, document, stamp.micros))
