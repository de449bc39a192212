"""PostgreSQL through psycopg 3: binary values; bulk inserts by COPY, bulk updates as arrays through unnest."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg

from naves.hub.store.database import Row, StoreUnreachable
from naves.hub.store.schema import ADDED, statements

_SCHEMA_LOCK = 7_241_993
_WORTH_COPYING = 32
_ARRAYS = {
    "id": "int8", "tenant": "int8", "type": "int8", "entity": "int8", "attr": "int8", "living": "int8",
    "dataset": "int8", "observed": "int8", "created": "int8", "modified": "int8", "deleted": "int8",
    "version": "int8", "expires": "int8", "scoped": "int8", "writer": "int8", "form": "int8", "due": "int8",
    "subscription": "int8", "attempts": "int8", "number": "float8", "west": "float8", "south": "float8",
    "east": "float8", "north": "float8", "doc": "bytea", "body": "bytea", "head": "bytea", "status": "bytea",
}  # fmt: skip


class PostgresDialect:
    name = "postgresql"
    for_update = " FOR UPDATE"
    at_hand = False

    def day(self, column: str) -> str:
        return f"to_char(to_timestamp({column} / 1000000), 'YYYY-MM-DD')"


@lru_cache(maxsize=2_048)
def _placeholders(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


class PostgresConnection:
    dialect = PostgresDialect()

    def __init__(self, address: str) -> None:
        self._address = address
        self._raw = self._connect()

    def _connect(self) -> "psycopg.Connection[Row]":
        try:
            raw = psycopg.connect(self._address, autocommit=True, options="-c timezone=UTC")
        except psycopg.OperationalError as error:
            raise StoreUnreachable(str(error)) from error
        raw.prepare_threshold = 3
        return raw

    def _execute(self, sql: str, params: Sequence[Any]) -> "psycopg.Cursor[Row]":
        if self._raw.closed:
            self._raw = self._connect()
        cursor = self._raw.cursor(binary=True)
        try:
            cursor.execute(_placeholders(sql), params)
        except psycopg.OperationalError as error:
            raise StoreUnreachable(str(error)) from error
        return cursor

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        return self._execute(sql, params).fetchall()

    def row(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        return self._execute(sql, params).fetchone()

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        # A named cursor would need a transaction; callers page by key, so an answer fits in memory.
        return iter(self._execute(sql, params))

    def run(self, sql: str, params: Sequence[Any] = ()) -> int:
        return self._execute(sql, params).rowcount

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Row], conflict: str = "") -> None:
        if len(rows) >= _WORTH_COPYING and not conflict and all(column in _ARRAYS for column in columns):
            self._copy(table, columns, rows)
        elif rows:
            arrays = ",".join(f"%s::{_ARRAYS.get(column, 'text')}[]" for column in columns)
            sql = f"INSERT INTO {table} ({','.join(columns)}) SELECT * FROM unnest({arrays}) {conflict}"  # noqa: S608
            self._arrays(sql, columns, rows)

    def _copy(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        sql = f"COPY {table} ({','.join(columns)}) FROM STDIN (FORMAT BINARY)"
        try:
            with self._raw.cursor().copy(sql) as copy:
                copy.set_types([_ARRAYS[column] for column in columns])
                for row in rows:
                    copy.write_row(row)
        except psycopg.OperationalError as error:
            raise StoreUnreachable(str(error)) from error

    def update_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        if rows:
            named = [*columns, "id"]
            arrays = ",".join(f"%s::{_ARRAYS.get(column, 'text')}[]" for column in named)
            setting = ",".join(f"{column}=fresh.{column}" for column in columns)
            sql = (
                f"UPDATE {table} SET {setting} FROM unnest({arrays}) AS fresh({','.join(named)}) "  # noqa: S608
                f"WHERE {table}.id=fresh.id"
            )
            self._arrays(sql, named, rows)

    def delete_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        if rows:
            arrays = ",".join(f"%s::{_ARRAYS.get(column, 'text')}[]" for column in columns)
            where = " AND ".join(f"{table}.{column}=gone.{column}" for column in columns)
            sql = f"DELETE FROM {table} USING unnest({arrays}) AS gone({','.join(columns)}) WHERE {where}"  # noqa: S608
            self._arrays(sql, columns, rows)

    def _arrays(self, sql: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        values = [list(column) for column in zip(*rows, strict=True)]
        for position, column in enumerate(columns):
            if _ARRAYS.get(column) == "float8":
                values[position] = [None if each is None else float(each) for each in values[position]]
        cursor = self._raw.cursor(binary=True)
        markers = sql.replace("%s", "%b") if all(column in _ARRAYS for column in columns) else sql
        try:
            cursor.execute(markers, values)
        except psycopg.OperationalError as error:
            raise StoreUnreachable(str(error)) from error

    def allocate(self, table: str, count: int) -> Iterable[int]:
        sql = f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, ?)"  # noqa: S608
        return [row[0] for row in self.rows(sql, (count,))]

    def begin(self) -> None:
        self.run("BEGIN")

    def commit(self) -> None:
        self.run("COMMIT")

    def rollback(self) -> None:
        if not self._raw.closed:
            self.run("ROLLBACK")

    def close(self) -> None:
        self._raw.close()


class PostgresDatabase:
    dialect = PostgresDialect()

    def __init__(self, address: str) -> None:
        self._address = address
        self._local = threading.local()
        self._open: list[PostgresConnection] = []
        self._lock = threading.Lock()
        first = self.writing()
        first.begin()
        first.run("SELECT pg_advisory_xact_lock(?)", (_SCHEMA_LOCK,))
        for statement in statements(
            pk="BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            int="BIGINT", real="DOUBLE PRECISION", blob="BYTEA", id_text='TEXT COLLATE "C"', keyed="",
        ):  # fmt: skip
            first.run(statement)
        for table, column, definition in ADDED:
            first.run(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} {definition.format(int='BIGINT')}")
        first.commit()

    @contextmanager
    def reading(self) -> Iterator[PostgresConnection]:
        connection: PostgresConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self.writing()
        yield connection

    def writing(self) -> PostgresConnection:
        connection = PostgresConnection(self._address)
        with self._lock:
            self._open.append(connection)
        return connection

    def close(self) -> None:
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
