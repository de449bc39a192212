"""Hourly mean of one attribute over 1,000 sensors for a month, beside DuckDB on the same observations.

The hub keeps history in rows of SQL (SQLite); DuckDB has the same observations in a table of its own, in
columns and sorted, and gives no JSON. To reach: within twice DuckDB's time. What the hub needs to answer
over its API, JSON and all, stands beside it.
"""

import argparse
import sys
import tempfile
import time

import duckdb
import numpy as np
import orjson
import pyarrow as pa

from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.model import checks
from naves.hub.runtime import Hub
from naves.hub.server import calm_collector
from naves.hub.settings import Settings
from naves.hub.store.entities import HISTORY_COLUMNS
from naves.hub.store.forms import Packer
from naves.hub.store.series import Window
from naves.hub.temporal.aggregate import aggregated
from naves.hub.temporal.periods import parse

SENSORS = 1_000
SEED = 4
START = checks.microseconds("2026-01-01T00:00:00Z")
MINUTE = 60_000_000
ALLOWED = 2.0
FORM = {"type": "Property", "value": 0.5, "observedAt": "2026-01-01T00:00:00Z"}


def call(app: HubApp, method: str, path: str, query: str = "", body: bytes = b"") -> bytes:
    headers = {"content-type": "application/json", "content-length": str(len(body))}
    reply = app.handle(Request(method, f"/ngsi-ld/v1/{path}", query.encode(), headers, body))
    assert reply.status in {200, 201, 204}, reply.body
    return reply.body


def fill(app: HubApp, each: int, step: int) -> "pa.Table":
    """Store ``each`` observations of every sensor, in the order of time; return them as columns."""
    sensors = [{"id": f"urn:s:{number}", "type": "Sensor", "t": 0.5} for number in range(SENSORS)]
    call(app, "POST", "entityOperations/create", body=orjson.dumps(sensors))
    hub = app.hub
    with hub.reading() as connection:
        rows = [row[0] for row in connection.rows("SELECT id FROM entity ORDER BY id")]
        attr = hub.names.known(connection, hub.contexts.core.expand("t"))
    hub.write(lambda connection: connection.run("DELETE FROM history"))
    form = hub.write(lambda connection: Packer(connection, hub.names).pack(FORM)[0])
    values = np.random.default_rng(SEED).normal(20, 5, size=(each, SENSORS)).round(1)
    for turn in range(each):
        at = START + turn * step
        part = [
            (row, attr, 0, at, at, at, None, value, b"", 0, form)
            for row, value in zip(rows, values[turn].tolist(), strict=True)
        ]
        hub.write(lambda connection, part=part: connection.insert_many("history", HISTORY_COLUMNS, part))
    times = START + np.arange(each, dtype=np.int64) * step
    return pa.table(
        {
            "entity": np.tile(np.array(rows, dtype=np.int64), each),
            "observed": np.repeat(times, SENSORS),
            "number": values.reshape(-1),
        }
    )


def best(job: "object", turns: int = 3) -> float:
    times = []
    for _ in range(turns):
        started = time.perf_counter()
        job()  # type: ignore[operator]
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    each, step = (60, 720 * MINUTE) if parser.parse_args().quick else (5_000, 10 * MINUTE)
    until = START + 30 * 24 * 60 * MINUTE
    with tempfile.TemporaryDirectory() as folder:
        app = HubApp(Hub(Settings(store=f"sqlite:///{folder}/hub.sqlite3", open_access=True), deliver=False))
        calm_collector()
        told = fill(app, each, step)  # noqa: F841 - DuckDB finds it by its name
        duck = duckdb.connect()
        duck.execute("SET threads=1")
        duck.execute("CREATE TABLE history AS SELECT * FROM told ORDER BY entity, observed")
        hourly = (
            f"SELECT entity, (observed - {START}) // {60 * MINUTE} AS hour, avg(number) FROM history "
            f"WHERE observed >= {START} AND observed < {until} GROUP BY 1, 2"
        )
        window, period = Window(since=START, until=until), parse("PT1H")

        def ours() -> int:
            with app.hub.reading() as connection:
                rows = [row[0] for row in connection.rows("SELECT id FROM entity ORDER BY id")]
                found = [aggregated(connection, app.hub.names, row, window, ["avg"], period) for row in rows]
            return sum(len(shown["avg"]) for attrs in found for shown in attrs.values())

        query = (
            f"type=Sensor&attrs=t&limit={SENSORS}&options=aggregatedValues&aggrMethods=avg&aggrPeriodDuration=PT1H"
            f"&timerel=between&timeAt={checks.iso_of_microseconds(START)}&endTimeAt={checks.iso_of_microseconds(until)}"
        )
        ((groups,),) = duck.execute(f"SELECT count(*) FROM ({hourly})").fetchall()
        assert ours() == groups
        theirs, mine = best(lambda: duck.sql(hourly).to_arrow_table()), best(ours)
        api = best(lambda: call(app, "GET", "temporal/entities", query), 1)
        app.close()
    print(
        f"  hourly mean of {SENSORS:,} sensors over 30 days out of {each * SENSORS:,} observations (seed {SEED}): hub {mine * 1e3:,.0f} ms, DuckDB {theirs * 1e3:,.0f} ms, ratio {mine / theirs:.1f} (to reach {ALLOWED}); over the API {api * 1e3:,.0f} ms"  # noqa: E501
    )
    return int(mine / theirs > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
