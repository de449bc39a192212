"""Bulk load of CSV, Parquet and NDJSON files as observations; resumable where it was cut off."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from naves.hub.bulk.mapping import Mapping, Row, read
from naves.hub.model import changes
from naves.hub.model.changes import Change, Outcome
from naves.hub.model.reader import Reader
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import BadRequestData
from naves.hub.runtime import Hub
from naves.hub.store import series
from naves.hub.store.database import Connection
from naves.hub.store.entities import EntityWriter, Stamp, load_many

CHUNK = 2_000
_READERS = {".csv": "read_csv", ".parquet": "read_parquet", ".ndjson": "read_json", ".jsonl": "read_json"}
Progress = Callable[[int, int], None]


def load(
    hub: Hub, path: Path, mapping_path: Path, *, tenant: str = "", progress: Progress = lambda _done, _all: None
) -> int:
    """Load a file and return its number of rows; rows that an earlier run committed are not read again."""
    mapping = read(mapping_path)
    mark = _mark(path, mapping_path, tenant)
    with hub.reading() as connection:
        row = connection.row("SELECT value FROM setting WHERE key=?", (mark,))
    done = int(row[0]) if row else 0
    total = 0
    for total, rows in _chunks(path, done):
        done += len(rows)
        _write(hub, mapping, rows, tenant, mark, done)
        progress(done, total)
    return done


def _chunks(path: Path, skip: int) -> Iterator[tuple[int, list[Row]]]:
    suffixes = [suffix for suffix in path.suffixes if suffix != ".gz"]
    reader = _READERS.get(suffixes[-1] if suffixes else "")
    if reader is None:
        raise BadRequestData(f"{path.name} is not .csv, .parquet, .ndjson or .jsonl")
    connection = duckdb.connect()
    source = f"{reader}(?)"
    try:
        counted = connection.execute(f"SELECT count(*) FROM {source}", [str(path)]).fetchone()  # noqa: S608 - our readers
        total = counted[0] if counted else 0
        cursor = connection.execute(f"SELECT * FROM {source} OFFSET {skip}", [str(path)])  # noqa: S608 - a number
        names = [column[0] for column in cursor.description or ()]
        while part := cursor.fetchmany(CHUNK):
            yield total, [dict(zip(names, values, strict=True)) for values in part]
    except duckdb.Error as error:
        raise BadRequestData(f"{path.name} cannot be read: {error}") from error
    finally:
        connection.close()


def _write(hub: Hub, mapping: Mapping, rows: list[Row], tenant_name: str, mark: str, done: int) -> None:
    reader = Reader(hub.contexts.resolve(mapping.context))
    try:
        drafts = [reader.entity(entity) for entity in map(mapping.entity, rows) if entity is not None]
    except KeyError as error:
        raise BadRequestData(f"the file has no column {error}") from error
    stamp = hub.stamp("bulk load")

    def job(connection: Connection) -> None:
        tenant = hub.tenants.created(connection, tenant_name, stamp.micros)
        _history(hub, connection, tenant, drafts, stamp)
        connection.run(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value=excluded.value",
            (mark, str(done)),
        )

    hub.write(job)


def _history(hub: Hub, connection: Connection, tenant: int, drafts: list[Doc], stamp: Stamp) -> None:
    rows = load_many(connection, tenant, [draft["id"] for draft in drafts])
    writer = EntityWriter(connection, hub.names, tenant, stamp)
    told: dict[str, Outcome] = {}
    for draft in drafts:
        outcome = told.setdefault(draft["id"], Outcome(None, {"id": draft["id"]}))
        for name, instances in draft["attrs"].items():
            for instance in instances:
                stamped = {**instance, "createdAt": stamp.at, "modifiedAt": stamp.at}
                outcome.changes.append(Change(name, None, stamped))
    writer.add_histories(list(told.values()), rows)
    latest = {draft["id"]: _latest(told[draft["id"]], draft, rows[draft["id"]].doc) for draft in drafts}
    outcomes = []
    for urn, fresh in latest.items():
        doc = rows[urn].doc
        outcomes.append(changes.create(fresh, stamp.at) if doc is None else changes.append(doc, fresh, stamp.at))
    writer.save(outcomes, rows, history=False)
    for draft in {draft["id"]: draft for draft in drafts}.values():
        series.mark_types(connection, hub.names, tenant, rows[draft["id"]], draft["type"])


def _latest(outcome: Outcome, draft: Doc, doc: Doc | None) -> Doc:
    """Return the newest instance of each attribute, where it is newer than what the entity holds."""
    newest: dict[str, dict[str, Any]] = {}
    for change in outcome.changes:
        instance = change.after or {}
        held = newest.get(change.attribute)
        if held is None or instance.get("observedAt", "") >= held.get("observedAt", ""):
            newest[change.attribute] = instance
    current = doc["attrs"] if doc is not None else {}
    attrs = {
        name: [dict(instance)]
        for name, instance in newest.items()
        if name not in current or instance.get("observedAt", "~") >= current[name][0].get("observedAt", "")
    }
    return {"id": draft["id"], "type": draft["type"], "attrs": attrs}


def _mark(path: Path, mapping: Path, tenant: str) -> str:
    told = f"{path.resolve()}|{path.stat().st_size}|{mapping.read_text()}|{tenant}"
    return "load:" + hashlib.sha256(told.encode()).hexdigest()
