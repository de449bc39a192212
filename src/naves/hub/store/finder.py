"""Finds entities: SQL narrows, memory decides what SQL cannot, paging stays in SQL where it can."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from naves.hub.model.vocabulary import Doc
from naves.hub.query.ast import And, Node, Path, Term
from naves.hub.query.selection import Selection, without_expired
from naves.hub.query.types import TypeChoice
from naves.hub.store import entities
from naves.hub.store.database import Connection
from naves.hub.store.documents import decode
from naves.hub.store.names import Names

_CHUNK = 500
_SPECIAL = frozenset(".^$*+?{}[]\\|()")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer; ``total`` where it was asked for."""

    docs: list[Doc]
    more: bool
    total: int | None


@dataclass(frozen=True, slots=True)
class _Where:
    source: str
    conditions: str
    params: tuple[Any, ...]


class Nothing(Exception):
    pass


class Finder:
    """Reads entities of one tenant as they stand at the moment ``at`` (microseconds and DateTime)."""

    def __init__(
        self,
        connection: Connection,
        names: Names,
        tenant: int,
        *,
        at: str,
        micros: int,
        readable: Selection | None = None,
    ) -> None:
        self._connection = connection
        self._names = names
        self._tenant = tenant
        self._at = at
        self._micros = micros
        self._readable = readable
        self._may_read = readable.predicate() if readable is not None else None

    def get(self, urn: str) -> Doc | None:
        """Return one living entity."""
        found = entities.load(self._connection, self._tenant, urn)
        return None if found is None else self._shown(decode(found[2]))

    def get_lasting(self, urn: str) -> tuple[Doc | None, int | None]:
        """Return one living entity, and its version where nothing in it expires by itself."""
        found = entities.load(self._connection, self._tenant, urn)
        if found is None:
            return None, None
        _, version, raw = found
        return self._shown(decode(raw)), version if b'"expiresAt"' not in raw else None

    def _shown(self, doc: Doc) -> Doc | None:
        if doc.get("expiresAt", "~") <= self._at:
            return None
        if self._may_read is not None and not (self._readable and self._readable.either and self._may_read(doc)):
            return None
        return without_expired(doc, self._at)

    def may_read_history(self, urn: str) -> bool:
        """Say whether the history of an entity may be read; of one that is gone, id and types decide."""
        if self._readable is None or self._may_read is None:
            return True
        row = self._connection.row("SELECT id, doc FROM entity WHERE tenant=? AND urn=?", (self._tenant, urn))
        if row is None or not self._readable.either:
            return False
        if row[1] is not None:
            return self._may_read(decode(bytes(row[1])))
        types = self._connection.rows("SELECT type FROM entity_type WHERE entity=?", (row[0],))
        iris = [self._names.iri(self._connection, each[0]) for each in types]
        return self._may_read({"id": urn, "type": iris, "attrs": {}})

    def page(self, selection: Selection, *, offset: int, limit: int, count: bool) -> Page:
        """Return ``limit`` entities after the first ``offset``, in the order they came."""
        try:
            where = self._where(selection)
        except Nothing:
            return Page([], more=False, total=0 if count else None)
        if not selection.needs_memory() and not (self._readable and _beyond_sql(self._readable)):
            return self._page_in_sql(where, offset, limit, count=count)
        return self._page_in_memory(where, self._decide(selection), offset, limit, count=count)

    def stream(self, selection: Selection) -> Iterator[Doc]:
        """Yield every entity that matches, in the order they came, reading by key as it goes."""
        try:
            where = self._where(selection)
        except Nothing:
            return
        decide = self._decide(selection)
        for _, doc in self._scan(where):
            if decide(doc):
                yield doc

    def _decide(self, selection: Selection) -> Callable[[Doc], bool]:
        decide = selection.predicate(self.get)
        may_read = self._may_read
        if may_read is None:
            return decide
        return lambda doc: decide(doc) and may_read(doc)

    def _page_in_sql(self, where: _Where, offset: int, limit: int, *, count: bool) -> Page:
        total = None
        if count:
            sql = f"SELECT count(*) FROM {where.source} WHERE {where.conditions}"  # noqa: S608 - built from our parts
            row = self._connection.row(sql, where.params)
            total = row[0] if row else 0
        if limit == 0:
            return Page([], more=False, total=total)
        sql = f"SELECT e.doc FROM {where.source} WHERE {where.conditions} ORDER BY {_order(where)} LIMIT ? OFFSET ?"  # noqa: S608
        rows = self._connection.rows(sql, (*where.params, limit + 1, offset))
        docs = [without_expired(decode(row[0]), self._at) for row in rows[:limit]]
        return Page(docs, more=len(rows) > limit, total=total)

    def _page_in_memory(
        self, where: _Where, decide: Callable[[Doc], bool], offset: int, limit: int, *, count: bool
    ) -> Page:
        docs: list[Doc] = []
        seen = 0
        for _, doc in self._scan(where):
            if not decide(doc):
                continue
            seen += 1
            if offset < seen <= offset + limit:
                docs.append(doc)
            elif seen > offset + limit and not count:
                break
        return Page(docs, more=seen > offset + limit, total=seen if count else None)

    def _scan(self, where: _Where) -> Iterator[tuple[int, Doc]]:
        after = 0
        key = _order(where)
        sql = f"SELECT e.id, e.doc FROM {where.source} WHERE {where.conditions} AND {key} > ? ORDER BY {key} LIMIT ?"  # noqa: S608
        while True:
            rows = self._connection.rows(sql, (*where.params, after, _CHUNK))
            for row, raw in rows:
                yield row, without_expired(decode(raw), self._at)
            if len(rows) < _CHUNK:
                return
            after = rows[-1][0]

    # the parts of WHERE

    def _where(self, selection: Selection) -> _Where:
        source, conditions, params = self._source(selection.types)
        conditions += ["e.doc IS NOT NULL", "(e.expires IS NULL OR e.expires > ?)"]
        params.append(self._micros)
        self._narrow(selection, conditions, params)
        if self._readable is not None:
            self._narrow_readable(self._readable, conditions, params)
        return _Where(source, " AND ".join(conditions), tuple(params))

    def series_conditions(self, selection: Selection) -> tuple[list[str], list[Any]]:
        """Return the conditions on entities for queries over history, where dead ones count too."""
        conditions: list[str] = []
        params: list[Any] = []
        if selection.types is not None:
            condition, params = self._types(selection.types)
            conditions.append(condition.replace(" AND h.living=1", ""))
        if selection.ids:
            conditions.append(f"e.urn IN ({','.join('?' * len(selection.ids))})")
            params += selection.ids
        if self._readable is not None:
            self._narrow_readable(self._readable, conditions, params, dead_too=True)
        return conditions, params

    def _source(self, types: TypeChoice | None) -> tuple[str, list[str], list[Any]]:
        if types is not None and len(types) == 1 and len(types[0]) == 1:
            (only,) = types[0]
            return (
                "entity_type t JOIN entity e ON e.id=t.entity",
                ["t.tenant=?", "t.type=?", "t.living=1"],
                [self._tenant, self._number(only)],
            )
        conditions, params = ["e.tenant=?"], [self._tenant]
        if types is not None:
            condition, more = self._types(types)
            conditions.append(condition)
            params += more
        return "entity e", conditions, params

    def _types(self, types: TypeChoice) -> tuple[str, list[Any]]:
        """Return the condition that an entity has one of the combinations of types."""
        alternatives: list[str] = []
        params: list[Any] = []
        for wanted in types:
            numbers = [self._names.known(self._connection, each) for each in sorted(wanted)]
            if None in numbers:
                continue
            alternatives.append("(" + " AND ".join([_HAS_TYPE] * len(numbers)) + ")")
            for number in numbers:
                params += [self._tenant, number]
        if not alternatives:
            raise Nothing
        return "(" + " OR ".join(alternatives) + ")", params

    def _narrow(self, selection: Selection, conditions: list[str], params: list[Any]) -> None:
        if selection.ids:
            conditions.append(f"e.urn IN ({','.join('?' * len(selection.ids))})")
            params += selection.ids
        if selection.id_pattern:
            prefix = literal_prefix(selection.id_pattern)
            if prefix:
                conditions.append("e.urn >= ? AND e.urn < ?")
                params += [prefix, prefix + "\U0010ffff"]
        if selection.attrs:
            numbers = [self._names.known(self._connection, each) for each in selection.attrs]
            known = [number for number in numbers if number is not None]
            if not known:
                raise Nothing
            conditions.append(
                "EXISTS (SELECT 1 FROM entity_attr a WHERE a.entity=e.id AND a.tenant=? "  # noqa: S608
                f"AND a.attr IN ({','.join('?' * len(known))}))"
            )
            params += [self._tenant, *known]
        for attribute in implied(selection.q):
            conditions.append("EXISTS (SELECT 1 FROM entity_attr a WHERE a.entity=e.id AND a.tenant=? AND a.attr=?)")
            params += [self._tenant, self._number(attribute)]
        if selection.geo is not None:
            self._narrow_place(selection, conditions, params)
        if selection.scope is not None:
            conditions.append("e.scoped=1")

    def _narrow_place(self, selection: Selection, conditions: list[str], params: list[Any]) -> None:
        geo = selection.geo
        assert geo is not None  # noqa: S101 - asked by the caller
        box = geo.box()
        condition = "p.entity=e.id AND p.attr=?"
        params.append(self._number(geo.geoproperty))
        if box is not None:
            west, south, east, north = box
            condition += " AND p.west <= ? AND p.east >= ? AND p.south <= ? AND p.north >= ?"
            params += [east, west, north, south]
        conditions.append(f"EXISTS (SELECT 1 FROM entity_place p WHERE {condition})")  # noqa: S608 - fixed texts

    def _narrow_readable(
        self, readable: Selection, conditions: list[str], params: list[Any], *, dead_too: bool = False
    ) -> None:
        alternatives: list[str] = []
        for each in readable.either:
            parts: list[str] = []
            inner: list[Any] = []
            try:
                if each.types is not None:
                    condition, more = self._types(each.types)
                    parts.append(condition.replace(" AND h.living=1", "") if dead_too else condition)
                    inner += more
                self._narrow(each, parts, inner)
            except Nothing:
                continue
            alternatives.append("(" + (" AND ".join(parts) or "1=1") + ")")
            params += inner
        if not alternatives:
            raise Nothing
        conditions.append("(" + " OR ".join(alternatives) + ")")

    def _number(self, iri: str) -> int:
        number = self._names.known(self._connection, iri)
        if number is None:
            raise Nothing
        return number


_HAS_TYPE = "EXISTS (SELECT 1 FROM entity_type h WHERE h.tenant=? AND h.type=? AND h.entity=e.id AND h.living=1)"


def _order(where: _Where) -> str:
    return "t.entity" if where.source.startswith("entity_type") else "e.id"


def _beyond_sql(readable: Selection) -> bool:
    return any(each.needs_memory() for each in readable.either)


def implied(node: Node | None) -> list[str]:
    """Return the attributes that an entity must have for a query to hold."""
    if isinstance(node, Term):
        return _first(node.path)
    if isinstance(node, And):
        return list(dict.fromkeys(name for part in node.parts for name in implied(part)))
    return []


def _first(path: Path) -> list[str]:
    return [path.names[0]] if ":" in path.names[0] else []


def literal_prefix(pattern: str) -> str:
    """Return the text that everything an anchored pattern matches begins with."""
    if not pattern.startswith("^") or "|" in pattern:
        return ""
    prefix = ""
    for position, char in enumerate(pattern[1:], start=1):
        if char in _SPECIAL:
            return prefix[:-1] if char in "*?{" else prefix
        prefix += char
        if position == len(pattern) - 1:
            return prefix
    return prefix
