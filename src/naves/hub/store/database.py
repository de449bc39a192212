"""The one seam between the hub and its SQL database.

Everything above writes the SQL that SQLite and PostgreSQL share, with ``?`` for values; what
differs (opening, bulk inserts, row numbers, table options) stands behind these protocols.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Connection(Protocol):
    """A connection outside of a transaction until ``begin``."""

    @property
    def dialect(self) -> "Dialect": ...

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]: ...

    def row(self, sql: str, params: Sequence[Any] = ()) -> Row | None: ...

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]: ...

    def run(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Execute and return the number of rows touched."""
        ...

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Row], conflict: str = "") -> None:
        """Insert many rows at once; ``conflict`` is an ON CONFLICT clause."""
        ...

    def update_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Set ``columns`` of many rows; the last value of each row is its id."""
        ...

    def delete_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Delete the rows that equal any of these in ``columns``."""
        ...

    def allocate(self, table: str, count: int) -> Iterable[int]:
        """Reserve row numbers of ``table`` for inserts that name them."""
        ...

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...


class Dialect(Protocol):
    """What the shared SQL has to ask."""

    @property
    def name(self) -> str: ...

    @property
    def for_update(self) -> str: ...

    @property
    def at_hand(self) -> bool:
        """Whether a read by key is so quick that the event loop may do it itself."""
        ...

    def day(self, column: str) -> str: ...


class Database(Protocol):
    """A database that hands out connections."""

    @property
    def dialect(self) -> Dialect: ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend this thread's connection for reading."""
        ...

    def writing(self) -> Connection:
        """Open a connection for the one writer thread."""
        ...

    def close(self) -> None: ...


class StoreUnreachable(Exception):
    """The database does not answer; nothing of the transaction was kept."""


def open_database(address: str) -> Database:
    """Open ``sqlite:///FILE`` or ``postgresql://…`` and bring its tables up to date."""
    from naves.hub.store.postgres import PostgresDatabase
    from naves.hub.store.sqlite import SqliteDatabase

    if address.startswith("sqlite:///"):
        return SqliteDatabase(address.removeprefix("sqlite:///"))
    if address.startswith(("postgresql://", "postgres://")):
        return PostgresDatabase(address)
    raise ValueError(f"{address!r} is neither sqlite:///FILE nor postgresql://…")
