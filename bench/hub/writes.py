"""Batch upsert with history, durable, beside the bare loop: decode, document upsert, 8 rows per entity.

Both sides write the same tables with the same indexes, one commit per batch of 1,000 entities with
8 attributes. To reach: 60 % of the bare loop, on SQLite and (unnest upsert) on PostgreSQL.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time

import orjson
import psycopg

from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.server import calm_collector
from naves.hub.settings import Settings
from naves.hub.store.database import Row, open_database
from tests.support import postgres

BATCH = 1_000
ATTRIBUTES = 8
TARGET = 0.6
FIRST = 1_767_225_600_000_000  # 2026-01-01 in microseconds


def batch(number: int) -> bytes:
    """Return the body of one batch; each round observes the same entities a minute later."""
    at = f"2026-01-01T{number // 60 % 24:02}:{number % 60:02}:00Z"
    return orjson.dumps(
        [
            {
                "id": f"urn:ngsi-ld:Device:{entity}",
                "type": "Device",
                **{
                    f"p{place}": {"type": "Property", "value": number + place / 10, "unitCode": "C62", "observedAt": at}
                    for place in range(ATTRIBUTES)
                },
            }
            for entity in range(BATCH)
        ]
    )


class BareSqlite:
    """What anybody would write by hand: no checks, no contexts, no subscriptions, no reading before writing."""

    def __init__(self, address: str) -> None:
        open_database(address).close()
        self._connection = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "wal_autocheckpoint=4000"):
            self._connection.execute(f"PRAGMA {pragma}")

    def write(self, documents: list[Row], history: list[Row]) -> None:
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO entity (id, tenant, urn, doc, modified) VALUES (?,1,?,?,?) "
            "ON CONFLICT (tenant, urn) DO UPDATE SET doc=excluded.doc, modified=excluded.modified",
            documents,
        )
        self._connection.executemany(
            f"INSERT INTO history ({','.join(COLUMNS)}) VALUES ({','.join('?' * len(COLUMNS))})", history
        )
        run("COMMIT")

    def close(self) -> None:
        self._connection.close()


class BarePostgres:
    """The same by unnest of binary arrays."""

    def __init__(self, address: str) -> None:
        open_database(address).close()
        self._connection = psycopg.connect(address, autocommit=True)

    def write(self, documents: list[Row], history: list[Row]) -> None:
        cursor = self._connection.cursor(binary=True)
        cursor.execute("BEGIN")
        cursor.execute(
            "INSERT INTO entity (id, tenant, urn, doc, modified) "
            "SELECT id, 1, urn, doc, modified FROM unnest(%b::int8[], %t::text[], %b::bytea[], %b::int8[]) "
            "AS fresh(id, urn, doc, modified) "
            "ON CONFLICT (tenant, urn) DO UPDATE SET doc=excluded.doc, modified=excluded.modified",
            [list(column) for column in zip(*documents, strict=True)],
        )
        kinds = ",".join("%b::float8[]" if column == "number" else "%b::int8[]" for column in COLUMNS[:-1])
        cursor.execute(
            f"INSERT INTO history ({','.join(COLUMNS)}) SELECT * FROM unnest({kinds}, %b::bytea[])",
            [list(column) for column in zip(*history, strict=True)],
        )
        cursor.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


COLUMNS = ("entity", "attr", "observed", "created", "modified", "number", "form", "body")


def bare_round(store: BareSqlite | BarePostgres, number: int, body: bytes) -> None:
    """Decode, upsert the documents, write 8 rows for each: all with the tables and indexes of the hub."""
    documents, history = [], []
    observed, now = FIRST + number * 60_000_000, time.time_ns() // 1_000
    for row, entity in enumerate(orjson.loads(body), start=1):
        documents.append((row, entity["id"], orjson.dumps(entity), now))
        history += [
            (row, place, observed, now, now, entity[f"p{place}"]["value"], 1, b"") for place in range(ATTRIBUTES)
        ]
    store.write(documents, history)


def hub_round(app: HubApp, body: bytes) -> None:
    headers = {"content-type": "application/json", "content-length": str(len(body))}
    reply = app.handle(Request("POST", "/ngsi-ld/v1/entityOperations/upsert", b"", headers, body))
    assert reply.status in {201, 204}, reply.body


def measure(name: str, bare: BareSqlite | BarePostgres, store: str, rounds: int) -> float:
    """Take turns, so that whatever else the machine does falls on both; the median round counts."""
    app = HubApp(Hub(Settings(store=store, open_access=True)))
    calm_collector()
    bare_times, hub_times = [], []
    for number in range(rounds):
        body = batch(number)
        started = time.perf_counter()
        bare_round(bare, number, body)
        between = time.perf_counter()
        hub_round(app, body)
        bare_times.append(between - started)
        hub_times.append(time.perf_counter() - between)
    app.close()
    bare.close()
    bare_rate, hub_rate = (BATCH / statistics.median(times[1:]) for times in (bare_times, hub_times))
    print(
        f"  {name}: {rounds} batches of {BATCH} entities × {ATTRIBUTES} attributes: hub {hub_rate:,.0f}/s, bare {bare_rate:,.0f}/s, ratio {hub_rate / bare_rate:.2f} (to reach {TARGET})"  # noqa: E501
    )
    return hub_rate / bare_rate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    rounds = 8 if parser.parse_args().quick else 40
    with tempfile.TemporaryDirectory() as folder:
        bare = BareSqlite(f"sqlite:///{folder}/bare.sqlite3")
        ratios = [measure("SQLite", bare, f"sqlite:///{folder}/hub.sqlite3", rounds)]
    if postgres.missing_reason():
        print(f"  PostgreSQL: not measured, {postgres.missing_reason()}")
    else:
        with postgres.throwaway_cluster() as first, postgres.throwaway_cluster() as second:
            ratios.append(measure("PostgreSQL", BarePostgres(first), second, rounds))
    return int(min(ratios) < TARGET)


if __name__ == "__main__":
    sys.exit(main())
