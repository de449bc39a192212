"""Batch upsert with history, durable, beside the bare loop: decode, document upsert, 8 rows per entity.

Both sides write the same tables with the same indexes, one commit per batch of 1,000 entities with
8 attributes. To reach: 60 % of the bare loop, on SQLite and (unnest upsert) on PostgreSQL.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson

from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.server import calm_collector
from naves.hub.settings import Settings
from naves.hub.store.database import Connection, open_database
from naves.hub.store.entities import HISTORY_COLUMNS
from tests.support import postgres

BATCH = 1_000
ATTRIBUTES = 8
TARGET = 0.6


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


def bare(connection: Connection, bodies: list[bytes]) -> float:
    started = time.perf_counter()
    known: dict[str, int] = {}
    for number, body in enumerate(bodies):
        entities = orjson.loads(body)
        connection.begin()
        new = [each["id"] for each in entities if each["id"] not in known]
        known.update(zip(new, connection.allocate("entity", len(new)) if new else (), strict=True))
        if new:
            connection.insert_many(
                "entity", ("id", "tenant", "urn", "modified"), [(known[urn], 1, urn, number) for urn in new]
            )
        connection.update_many(
            "entity",
            ("doc", "version", "modified"),
            [(orjson.dumps(each), number, number, known[each["id"]]) for each in entities],
        )
        rows: list[Any] = []
        for each in entities:
            entity = known[each["id"]]
            for place in range(ATTRIBUTES):
                instance = each[f"p{place}"]
                rows.append(
                    (entity, place, 0, number, number, number, None, instance["value"], orjson.dumps(instance), 0)
                )
        connection.insert_many("history", HISTORY_COLUMNS, rows)
        connection.commit()
    return len(bodies) * BATCH / (time.perf_counter() - started)


def through_the_hub(app: HubApp, bodies: list[bytes]) -> float:
    started = time.perf_counter()
    for body in bodies:
        headers = {"content-type": "application/json", "content-length": str(len(body))}
        reply = app.handle(Request("POST", "/ngsi-ld/v1/entityOperations/upsert", b"", headers, body))
        assert reply.status in {201, 204}, reply.body
    return len(bodies) * BATCH / (time.perf_counter() - started)


def measure(name: str, reference: str, store: str, rounds: int) -> float:
    calm_collector()
    bodies = [batch(number) for number in range(rounds)]
    database = open_database(reference)
    bare_rate = bare(database.writing(), bodies)
    database.close()
    app = HubApp(Hub(Settings(store=store, open_access=True)))
    hub_rate = through_the_hub(app, bodies)
    app.close()
    print(
        f"  {name}: {rounds} batches of {BATCH} entities × {ATTRIBUTES} attributes: hub {hub_rate:,.0f}/s, bare {bare_rate:,.0f}/s, ratio {hub_rate / bare_rate:.2f} (to reach {TARGET})"  # noqa: E501
    )
    return hub_rate / bare_rate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    rounds = 8 if parser.parse_args().quick else 40
    with tempfile.TemporaryDirectory() as folder:
        ratios = [
            measure("SQLite", f"sqlite:///{folder}/bare.sqlite3", f"sqlite:///{Path(folder)}/hub.sqlite3", rounds)
        ]
    if postgres.missing_reason():
        print(f"  PostgreSQL: not measured, {postgres.missing_reason()}")
    else:
        with postgres.throwaway_cluster() as first, postgres.throwaway_cluster() as second:
            ratios.append(measure("PostgreSQL", first, second, rounds))
    return int(min(ratios) < TARGET)


if __name__ == "__main__":
    sys.exit(main())
