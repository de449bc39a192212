"""Connections for downloads, apart from those of short requests: a slow reader keeps nobody else waiting."""

import threading

from naves.hub.problems import Overloaded
from naves.hub.store.database import Connection, Database

AT_ONCE = 8


class Lending:
    """Lends at most AT_ONCE connections; each may wander between threads, yet serves one download at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._lent = 0

    def take(self) -> Connection:
        """Return a connection, or refuse where too many downloads are under way."""
        with self._lock:
            if self._lent >= AT_ONCE:
                raise Overloaded("too many downloads at once")
            self._lent += 1
            if self._idle:
                return self._idle.pop()
        try:
            return self._database.writing()
        except BaseException:
            with self._lock:
                self._lent -= 1
            raise

    def give_back(self, connection: Connection) -> None:
        """Take a connection back."""
        with self._lock:
            self._lent -= 1
            self._idle.append(connection)
