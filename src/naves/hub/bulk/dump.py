"""A tenant taken out whole, and put back: gzipped NDJSON that any of the two stores reads."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from naves.hub.model.changes import Outcome
from naves.hub.problems import Conflict
from naves.hub.runtime import Hub
from naves.hub.store import series, subscriptions
from naves.hub.store.database import Connection, Row
from naves.hub.store.documents import decode
from naves.hub.store.entities import HISTORY_COLUMNS, EntityWriter, Stamp, Stored
from naves.hub.store.forms import Packer

_CHUNK = 1_000
_HISTORY = "id, attr, dataset, observed, created, modified, deleted, number, body, writer, form"


def dump(hub: Hub, path: Path, *, tenant: str = "") -> int:
    """Write a tenant to a file and return the number of lines."""
    count = 0
    with hub.reading() as connection, gzip.open(path, "wb") as out:
        for line in lines(hub, connection, tenant):
            out.write(orjson.dumps(line) + b"\n")
            count += 1
    return count


def lines(hub: Hub, connection: Connection, tenant_name: str) -> Iterator[dict[str, Any]]:
    """Yield everything that belongs to a tenant, row numbers left out."""
    tenant = hub.tenants.existing(connection, tenant_name)
    yield {"kind": "tenant", "name": tenant_name, "version": 1}
    after = 0
    while rows := connection.rows(
        "SELECT id, urn, doc, modified FROM entity WHERE tenant=? AND id>? ORDER BY id LIMIT ?", (tenant, after, _CHUNK)
    ):
        for row, urn, doc, modified in rows:
            types = connection.rows("SELECT type FROM entity_type WHERE entity=? ORDER BY type", (row,))
            names = sorted(hub.names.iri(connection, each[0]) for each in types)
            yield {
                "kind": "entity",
                "id": urn,
                "types": names,
                "doc": decode(bytes(doc)) if doc is not None else None,
                "modified": modified,
            }
            yield from _series(hub, connection, row, urn)
        after = rows[-1][0]
    for each in subscriptions.everything(connection, tenant):
        yield {"kind": "subscription", "doc": each.doc, "status": each.status}
    for urn, url, kind, body, created in connection.rows(
        "SELECT urn, url, kind, body, created FROM context WHERE tenant IN (0, ?) ORDER BY id", (tenant,)
    ):
        yield {
            "kind": "context",
            "id": urn,
            "url": url,
            "of": kind,
            "body": orjson.loads(bytes(body)),
            "created": created,
        }


def _series(hub: Hub, connection: Connection, entity: int, urn: str) -> Iterator[dict[str, Any]]:
    after = 0
    while rows := connection.rows(
        f"SELECT {_HISTORY} FROM history WHERE entity=? AND id>? ORDER BY id LIMIT ?",  # noqa: S608 - fixed columns
        (entity, after, _CHUNK),
    ):
        for _, attr, dataset, observed, created, modified, deleted, number, body, writer, form in rows:
            yield {
                "kind": "instance",
                "id": urn,
                "attr": hub.names.iri(connection, attr),
                "dataset": hub.names.iri(connection, dataset) if dataset else None,
                "times": [observed, created, modified, deleted],
                "body": series.unpacked(connection, hub.names, number, observed, dataset, form, body),
                "writer": hub.names.iri(connection, writer) if writer else None,
            }
        after = rows[-1][0]


def restore(hub: Hub, path: Path, *, tenant: str | None = None) -> int:
    """Read a dump into a tenant that holds nothing yet, whole or not at all; returns the number of lines."""

    def job(connection: Connection) -> int:
        with gzip.open(path, "rb") as source:
            return Restore(hub, connection).run(map(orjson.loads, source), tenant)

    return hub.write(job)


class Restore:
    """One restore inside one write."""

    def __init__(self, hub: Hub, connection: Connection) -> None:
        self._hub = hub
        self._connection = connection
        self._tenant = 0
        self._rows: dict[str, Stored] = {}
        self._history: list[Row] = []
        self._packer = Packer(connection, hub.names)

    def run(self, told: Iterator[dict[str, Any]], tenant: str | None) -> int:
        count = 0
        for line in told:
            count += 1
            if line["kind"] == "tenant":
                self._open(line["name"] if tenant is None else tenant)
            elif line["kind"] == "entity":
                self._entity(line)
            elif line["kind"] == "instance":
                self._instance(line)
            elif line["kind"] == "subscription":
                self._subscription(line)
            elif line["kind"] == "context":
                self._context(line)
        self._flush()
        return count

    def _open(self, name: str) -> None:
        self._tenant = self._hub.tenants.created(self._connection, name, self._hub.stamp().micros)
        if self._connection.row("SELECT 1 FROM entity WHERE tenant=? LIMIT 1", (self._tenant,)):
            raise Conflict(f"the tenant {name!r} is not empty")

    def _entity(self, line: dict[str, Any]) -> None:
        stamp = Stamp("", line["modified"])
        writer = EntityWriter(self._connection, self._hub.names, self._tenant, stamp)
        doc = line["doc"]
        outcome = Outcome(None, doc if doc is not None else {"id": line["id"]})
        if doc is not None:
            writer.save([outcome], self._rows, history=False)
        else:
            writer.add_histories([outcome], self._rows)
        row = self._rows[line["id"]]
        known = self._hub.names.numbers(self._connection, line["types"])
        self._connection.insert_many(
            "entity_type",
            ("tenant", "type", "entity", "living"),
            [(self._tenant, known[each], row.row, 1 if doc is not None else 0) for each in line["types"]],
            "ON CONFLICT DO NOTHING",
        )
        self._rows = {line["id"]: row}

    def _instance(self, line: dict[str, Any]) -> None:
        names = [each for each in (line["attr"], line["dataset"], line["writer"]) if each]
        known = self._hub.names.numbers(self._connection, names)
        observed, created, modified, deleted = line["times"]
        form, number, body = self._packer.pack(line["body"])
        self._history.append(
            (
                self._rows[line["id"]].row,
                known[line["attr"]],
                known[line["dataset"]] if line["dataset"] else 0,
                observed,
                created,
                modified,
                deleted,
                number,
                body,
                known[line["writer"]] if line["writer"] else 0,
                form,
            )
        )
        if len(self._history) >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self._history:
            self._connection.insert_many("history", HISTORY_COLUMNS, self._history)
            self._history = []

    def _subscription(self, line: dict[str, Any]) -> None:
        subscriptions.add(self._connection, self._tenant, line["doc"]["id"], line["doc"], line["status"])

    def _context(self, line: dict[str, Any]) -> None:
        self._connection.run(
            "INSERT INTO context (urn, url, kind, body, created) VALUES (?,?,?,?,?) ON CONFLICT (urn) DO NOTHING",
            (line["id"], line["url"], line["of"], orjson.dumps(line["body"]), line["created"]),
        )
