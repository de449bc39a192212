"""Entities at rest: reading them by id, and writing the outcome of operations with its history."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from naves.hub.model import checks, geometry
from naves.hub.model.changes import Outcome
from naves.hub.model.vocabulary import Doc, Instance
from naves.hub.store.database import Connection, Row
from naves.hub.store.documents import decode, encode
from naves.hub.store.forms import Packer, dump
from naves.hub.store.names import Names
from naves.hub.store.recent import Recent

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
    "form",
)


@dataclass(slots=True)
class Stored:
    """A row of ``entity``: its number, its document unless only history is left, and its version.

    A version grows with every change, whichever process makes it.
    """

    row: int
    doc: Doc | None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, and when."""

    at: str
    micros: int
    writer: str = ""


def load_many(
    connection: Connection, tenant: int, urns: Sequence[str], recent: Recent | None = None
) -> dict[str, Stored]:
    """Return the stored rows of entities, locked where the database has other writers.

    What ``recent`` holds of the same version is not read and parsed again.
    """
    found: dict[str, Stored] = {}
    wanted = sorted(set(urns))
    held = recent.of(tenant, wanted) if recent is not None else {}
    for row, urn, version in _selected(connection, "id, urn, version", tenant, [urn for urn in wanted if urn in held]):
        at, doc = held[urn]
        if at == version:
            found[urn] = Stored(row, doc, version)
    rest = [urn for urn in wanted if urn not in found]
    for row, urn, version, raw in _selected(connection, "id, urn, version, doc", tenant, rest):
        found[urn] = Stored(row, decode(raw) if raw is not None else None, version)
    return found


def _selected(connection: Connection, columns: str, tenant: int, urns: Sequence[str]) -> Iterator[Row]:
    for start in range(0, len(urns), _CHUNK):
        part = urns[start : start + _CHUNK]
        places = ",".join("?" * len(part))
        sql = (
            f"SELECT {columns} FROM entity WHERE tenant=? AND urn IN ({places}) ORDER BY urn"  # noqa: S608 - places
            + connection.dialect.for_update
        )
        yield from connection.rows(sql, (tenant, *part))


def load(connection: Connection, tenant: int, urn: str) -> tuple[int, int, bytes] | None:
    """Return number, version and raw document of a living entity, for reading."""
    row = connection.row("SELECT id, version, doc FROM entity WHERE tenant=? AND urn=?", (tenant, urn))
    return None if row is None or row[2] is None else (row[0], row[1], bytes(row[2]))


def versions(connection: Connection, tenant: int, urns: Sequence[str]) -> dict[str, int]:
    """Return the versions of entities, which grow with every change."""
    places = ",".join("?" * len(urns))
    sql = f"SELECT urn, version FROM entity WHERE tenant=? AND urn IN ({places})"  # noqa: S608 - places
    return dict(connection.rows(sql, (tenant, *urns)))


class EntityWriter:
    """Writes outcomes in bulk: documents, the indexes that queries narrow by, and history."""

    def __init__(
        self, connection: Connection, names: Names, tenant: int, stamp: Stamp, recent: Recent | None = None
    ) -> None:
        self._connection = connection
        self._recent = recent
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
        self._stamp_fresh(outcomes)

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
            stored.version = version = max(moment, stored.version + 1)
            raw = None if doc is None else encode(doc)
            if self._recent is not None:
                self._recent.keep(self._tenant, urn, version, doc, len(raw or b""))
            expires = checks.microseconds(doc["expiresAt"]) if doc is not None and "expiresAt" in doc else None
            scoped = 1 if doc is not None and "scope" in doc else 0
            updates.append((raw, version, moment, expires, scoped, stored.row))
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
            if before is not None and not _places_may_differ(outcome):
                continue
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

    def _stamp_fresh(self, outcomes: Iterable[Outcome]) -> None:
        """Tell the new instances their times, now that they are written without."""
        at = self._stamp.at
        for outcome in outcomes:
            for _, _, instance in outcome.changes:
                if instance is not None and "modifiedAt" not in instance:
                    instance["createdAt"] = instance["modifiedAt"] = at

    def _history(self, outcomes: Iterable[Outcome], rows: dict[str, Stored], *, again: bool = False) -> None:
        records: list[Row] = []
        number, pack = self._number, Packer(self._connection, self._names).pack
        at, micros = self._stamp.at, self._stamp.micros
        writer = number(self._stamp.writer) if self._stamp.writer else 0
        for outcome in outcomes:
            row = rows[_urn(outcome)].row
            for name, before, instance in outcome.changes:
                attr = number(name)
                if instance is None:
                    assert before is not None  # noqa: S101 - a change has at least one side
                    records.append(self._deletion(row, attr, before, writer))
                    continue
                dataset, observed = instance.get("datasetId"), instance.get("observedAt")
                created = instance.get("createdAt")
                form, value, body = pack(instance, stamped=0 if created is None else 2)
                records.append(
                    (
                        row,
                        attr,
                        number(dataset) if dataset else 0,
                        checks.microseconds(observed) if observed else None,
                        micros if created is None or created == at else checks.microseconds(created),
                        micros,
                        None,
                        value,
                        body,
                        writer,
                        form,
                    )
                )
        if again:
            records = self._told_again(records)
        if records:
            self._connection.insert_many("history", HISTORY_COLUMNS, records)

    def _told_again(self, records: list[Row]) -> list[Row]:
        """Make place for observations told again: they take that of what was told before."""
        keys = [(each[0], each[1], each[3], each[2]) for each in records if each[3] is not None]
        self._connection.delete_many("history", ("entity", "attr", "observed", "dataset"), keys)
        apart = {(*each[:4], place if each[3] is None else 0): each for place, each in enumerate(records)}
        return list(apart.values())

    def _number(self, name: str) -> int:
        return self._names.number(self._connection, name)

    def _deletion(self, row: int, attr: int, old: Instance, writer: int) -> Row:
        dataset = old.get("datasetId")
        at, micros = self._stamp.at, self._stamp.micros
        kept: dict[str, Any] = {"type": old["type"], "deletedAt": at, "modifiedAt": at}
        if dataset:
            kept["datasetId"] = dataset
        number = self._number(dataset) if dataset else 0
        return (row, attr, number, None, micros, micros, micros, None, dump(kept), writer, 0)


_LIVING_AGAIN = "ON CONFLICT (tenant, type, entity) DO UPDATE SET living=1"


def _urn(outcome: Outcome) -> str:
    doc = outcome.after or outcome.before
    assert doc is not None  # noqa: S101 - an outcome has at least one side
    urn: str = doc["id"]
    return urn


def _places_may_differ(outcome: Outcome) -> bool:
    """Say whether a change touches a geometry; where changes were joined together, it may."""
    for _, before, after in outcome.changes:
        if (before and before["type"] == "GeoProperty") or (after and after["type"] == "GeoProperty"):
            return True
    return not outcome.changes


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
