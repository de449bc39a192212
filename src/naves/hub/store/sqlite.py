"""SQLite in WAL mode: one writer, a reading connection per thread."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from naves.hub.store.database import Row, StoreUnreachable
from naves.hub.store.schema import ADDED, statements

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=268435456",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=4000",
)

_ROWS_AT_ONCE = 20  # one step of a statement of many rows is cheaper than as many steps


class SqliteDialect:
    name = "sqlite"
    for_update = ""
    at_hand = True  # a read takes microseconds and never waits for the writer (WAL)

    def day(self, column: str) -> str:
        return f"date({column} / 1000000, 'unixepoch')"


class SqliteConnection:
    dialect = SqliteDialect()

    def __init__(self, path: str) -> None:
        self._raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
        for pragma in _PRAGMAS:
            self._raw.execute(pragma)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        return self._raw.execute(sql, params).fetchall()

    def row(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        found: Row | None = self._raw.execute(sql, params).fetchone()
        return found

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        return iter(self._raw.execute(sql, params))

    def run(self, sql: str, params: Sequence[Any] = ()) -> int:
        try:
            return self._raw.execute(sql, params).rowcount
        except sqlite3.OperationalError as error:
            raise StoreUnreachable(str(error)) from error

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Row], conflict: str = "") -> None:
        into = f"INSERT INTO {table} ({','.join(columns)}) VALUES"
        one = f"({','.join('?' * len(columns))})"
        whole = len(rows) - len(rows) % _ROWS_AT_ONCE
        if whole:
            sql = f"{into} {','.join([one] * _ROWS_AT_ONCE)} {conflict}"
            parts = (rows[start : start + _ROWS_AT_ONCE] for start in range(0, whole, _ROWS_AT_ONCE))
            self._many(sql, [tuple(chain.from_iterable(part)) for part in parts])
        self._many(f"{into} {one} {conflict}", rows[whole:])

    def update_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        setting = ",".join(f"{column}=?" for column in columns)
        self._many(f"UPDATE {table} SET {setting} WHERE id=?", rows)  # noqa: S608 - our own names

    def delete_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        where = " AND ".join(f"{column}=?" for column in columns)
        self._many(f"DELETE FROM {table} WHERE {where}", rows)  # noqa: S608 - our own names

    def _many(self, sql: str, rows: Sequence[Row]) -> None:
        try:
            self._raw.executemany(sql, rows)
        except sqlite3.OperationalError as error:
            raise StoreUnreachable(str(error)) from error

    def allocate(self, table: str, count: int) -> Iterable[int]:
        # Safe inside the writer's transaction: SQLite lets nobody else insert meanwhile.
        found = self._raw.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()  # noqa: S608
        return range(found[0] + 1, found[0] + 1 + count)

    def begin(self) -> None:
        self.run("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.run("COMMIT")

    def rollback(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def close(self) -> None:
        self._raw.close()


class SqliteDatabase:
    dialect = SqliteDialect()

    def __init__(self, path: str) -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._local = threading.local()
        self._open: list[SqliteConnection] = []
        self._lock = threading.Lock()
        first = self.writing()
        for statement in statements(
            pk="INTEGER PRIMARY KEY", int="INTEGER", real="REAL", blob="BLOB", id_text="TEXT", keyed="WITHOUT ROWID"
        ):
            first.run(statement)
        for table, column, definition in ADDED:
            if column not in {row[1] for row in first.rows(f"PRAGMA table_info({table})")}:
                first.run(f"ALTER TABLE {table} ADD COLUMN {column} {definition.format(int='INTEGER')}")

    @contextmanager
    def reading(self) -> Iterator[SqliteConnection]:
        connection: SqliteConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self.writing()
        yield connection

    def writing(self) -> SqliteConnection:
        connection = SqliteConnection(self._path)
        with self._lock:
            self._open.append(connection)
        return connection

    def close(self) -> None:
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
