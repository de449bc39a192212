"""Entities at rest: reading them by id, and writing the outcome of operations with its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from naves.hub.model import checks, geometry
from naves.hub.model.changes import Change, Outcome
from naves.hub.model.vocabulary import Doc, Instance
from naves.hub.problems import BadRequestData
from naves.hub.store.database import Connection, Row
from naves.hub.store.names import Names

_CHUNK = 500
HISTORY_COLUMNS = (
    "entity",
    "attr",
    "dataset",
    "observed",
    "created",
    "modified",
    "deleted",
    "number",
    "body",
    "writer",
)


@dataclass(slots=True)
class Stored:
    """A row of ``entity``: its number, and its document unless only history is left."""

    row: int
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, and when."""

    at: str
    micros: int
    writer: str = ""


def dump(value: Any) -> bytes:
    """Serialize what is stored; what is nested too deeply cannot be."""
    try:
        return orjson.dumps(value)
    except (orjson.JSONEncodeError, TypeError, RecursionError) as error:
        raise BadRequestData(f"the data cannot be stored: {error}") from error


def load_many(connection: Connection, tenant: int, urns: Sequence[str]) -> dict[str, Stored]:
    """Return the stored rows of entities, locked where the database has other writers."""
    found: dict[str, Stored] = {}
    wanted = sorted(set(urns))
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        places = ",".join("?" * len(part))
        sql = (
            f"SELECT id, urn, doc FROM entity WHERE tenant=? AND urn IN ({places}) ORDER BY urn"  # noqa: S608 - places
            + connection.dialect.for_update
        )
        for row, urn, doc in connection.rows(sql, (tenant, *part)):
            found[urn] = Stored(row, orjson.loads(doc) if doc is not None else None)
    return found


def load(connection: Connection, tenant: int, urn: str) -> tuple[int, int, bytes] | None:
    """Return number, version and raw document of a living entity, for reading."""
    row = connection.row("SELECT id, version, doc FROM entity WHERE tenant=? AND urn=?", (tenant, urn))
    return None if row is None or row[2] is None else (row[0], row[1], bytes(row[2]))


class EntityWriter:
    """Writes outcomes in bulk: documents, the indexes that queries narrow by, and history."""

    def __init__(self, connection: Connection, names: Names, tenant: int, stamp: Stamp) -> None:
        self._connection = connection
        self._names = names
        self._tenant = tenant
        self._stamp = stamp

    def save(self, outcomes: Sequence[Outcome], rows: dict[str, Stored], *, history: bool = True) -> None:
        """Write outcomes; ``rows`` holds the stored rows by id and is kept up to date."""
        final: dict[str, Outcome] = {}
        for outcome in outcomes:
            urn = _urn(outcome)
            earlier = final.get(urn)
            final[urn] = Outcome(earlier.before, outcome.after) if earlier else outcome
        self._number_new(final, rows)
        self._documents(final, rows)
        self._indexes(final, rows)
        if history:
            self._history(outcomes, rows)

    def add_histories(self, outcomes: Sequence[Outcome], rows: dict[str, Stored]) -> None:
        """Append to the history alone; the current state stays as it is."""
        self._number_new({_urn(outcome): outcome for outcome in outcomes}, rows)
        self._history(outcomes, rows, again=True)

    def _number_new(self, final: dict[str, Outcome], rows: dict[str, Stored]) -> None:
        new = [urn for urn in final if urn not in rows]
        if new:
            for urn, number in zip(new, self._connection.allocate("entity", len(new)), strict=True):
                rows[urn] = Stored(number, None)
            moment = self._stamp.micros
            self._connection.insert_many(
                "entity",
                ("id", "tenant", "urn", "modified"),
                [(rows[urn].row, self._tenant, urn, moment) for urn in new],
            )

    def _documents(self, final: dict[str, Outcome], rows: dict[str, Stored]) -> None:
        moment = self._stamp.micros
        updates: list[Row] = []
        for urn, outcome in final.items():
            doc = outcome.after
            stored = rows[urn]
            stored.doc = doc
            if doc is None:
                updates.append((None, moment, moment, None, 0, stored.row))
            else:
                expires = checks.microseconds(doc["expiresAt"]) if "expiresAt" in doc else None
                updates.append((dump(doc), moment, moment, expires, 1 if "scope" in doc else 0, stored.row))
        self._connection.update_many("entity", ("doc", "version", "modified", "expires", "scoped"), updates)

    def _indexes(self, final: dict[str, Outcome], rows: dict[str, Stored]) -> None:  # noqa: C901, PLR0912
        types: list[Row] = []
        attrs: list[Row] = []
        places: list[Row] = []
        gone: list[tuple[str, int]] = []
        number = self._names.numbers
        for urn, outcome in final.items():
            before, after, row = outcome.before, outcome.after, rows[urn].row
            if after is None:
                self._connection.run("UPDATE entity_type SET living=0 WHERE entity=?", (row,))
                gone += [("entity_attr", row), ("entity_place", row)]
                continue
            if before is None or before["type"] != after["type"]:
                known = number(self._connection, after["type"])
                if before is not None or len(rows) < len(final):
                    gone.append(("entity_type", row))
                types += [(self._tenant, known[each], row, 1) for each in after["type"]]
            if before is None or before["attrs"].keys() != after["attrs"].keys():
                known = number(self._connection, after["attrs"])
                if before is not None:
                    gone.append(("entity_attr", row))
                attrs += [(self._tenant, known[each], row) for each in after["attrs"]]
            fresh = _places(after)
            if before is not None and _places(before) == fresh:
                continue
            if before is not None:
                gone.append(("entity_place", row))
            if fresh:
                known = number(self._connection, [each for each, _ in fresh])
                places += [(row, known[each], *_bounds(value)) for each, value in fresh]
        for table, row in gone:
            self._connection.run(f"DELETE FROM {table} WHERE entity=?", (row,))  # noqa: S608 - our own names
        insert = self._connection.insert_many
        if types:
            insert("entity_type", ("tenant", "type", "entity", "living"), types, _LIVING_AGAIN)
        if attrs:
            insert("entity_attr", ("tenant", "attr", "entity"), attrs, "ON CONFLICT DO NOTHING")
        if places:
            insert("entity_place", ("entity", "attr", "west", "south", "east", "north"), places)

    def _history(self, outcomes: Iterable[Outcome], rows: dict[str, Stored], *, again: bool = False) -> None:
        records: list[Row] = []
        micros = self._stamp.micros
        writer = (
            self._names.numbers(self._connection, [self._stamp.writer])[self._stamp.writer] if self._stamp.writer else 0
        )
        numbers = self._names.numbers
        known: dict[str, int] = {}
        for outcome in outcomes:
            row = rows[_urn(outcome)].row
            for change in outcome.changes:
                attr = known.get(change.attribute)
                if attr is None:
                    attr = numbers(self._connection, [change.attribute])[change.attribute]
                    known[change.attribute] = attr
                records.append(self._record(row, attr, change, micros, writer))
        if again:
            # An observation told again takes the place of what was told before.
            keys = [(each[0], each[1], each[3], each[2]) for each in records if each[3] is not None]
            self._connection.delete_many("history", ("entity", "attr", "observed", "dataset"), keys)
            records = list(
                {(*each[:4], number if each[3] is None else 0): each for number, each in enumerate(records)}.values()
            )
        if records:
            self._connection.insert_many("history", HISTORY_COLUMNS, records)

    def _record(self, row: int, attr: int, change: Change, micros: int, writer: int) -> Row:
        instance = change.after
        if instance is None:
            assert change.before is not None  # noqa: S101 - a change has at least one side
            return self._deletion(row, attr, change.before, micros, writer)
        dataset = instance.get("datasetId")
        observed = instance.get("observedAt")
        created = micros if instance["createdAt"] == self._stamp.at else checks.microseconds(instance["createdAt"])
        value = instance.get("value")
        return (
            row,
            attr,
            self._names.numbers(self._connection, [dataset])[dataset] if dataset else 0,
            checks.microseconds(observed) if observed else None,
            created,
            micros,
            None,
            value if type(value) in (int, float) else None,
            dump(instance),
            writer,
        )

    def _deletion(self, row: int, attr: int, old: Instance, micros: int, writer: int) -> Row:
        dataset = old.get("datasetId")
        kept: dict[str, Any] = {"type": old["type"], "deletedAt": self._stamp.at, "modifiedAt": self._stamp.at}
        if dataset:
            kept["datasetId"] = dataset
        number = self._names.numbers(self._connection, [dataset])[dataset] if dataset else 0
        return (row, attr, number, None, micros, micros, micros, None, dump(kept), writer)


_LIVING_AGAIN = "ON CONFLICT (tenant, type, entity) DO UPDATE SET living=1"


def _urn(outcome: Outcome) -> str:
    doc = outcome.after or outcome.before
    assert doc is not None  # noqa: S101 - an outcome has at least one side
    urn: str = doc["id"]
    return urn


def _places(doc: Doc) -> list[tuple[str, Any]]:
    return [
        (name, instance["value"])
        for name, instances in doc["attrs"].items()
        for instance in instances
        if instance["type"] == "GeoProperty"
    ]


def _bounds(value: dict[str, Any]) -> tuple[float, float, float, float]:
    if value["type"] == "Point":
        x, y = value["coordinates"][:2]
        return x, y, x, y
    bounds: tuple[float, float, float, float] = geometry.parse(value).bounds
    return bounds
