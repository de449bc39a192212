"""History as a table: one row for each instance of an attribute, read entity by entity in the order of time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from naves.hub.bulk.downloads.formats import Column, Row
from naves.hub.bulk.downloads.state import plain, point
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.model.vocabulary import LOCATION_IRI, VALUE_MEMBER, Instance
from naves.hub.store import series
from naves.hub.store.database import Connection
from naves.hub.store.names import Names
from naves.hub.store.series import Window

COLUMNS: Final = [
    Column("id", "text"),
    Column("type", "text"),
    Column("attribute", "text"),
    Column("datasetId", "text"),
    Column("observedAt", "text"),
    Column("value", "text"),
    Column("number", "number"),
    Column("longitude", "number"),
    Column("latitude", "number"),
    Column("unitCode", "text"),
    Column("createdAt", "text"),
    Column("deletedAt", "text"),
]
_AT_ONCE: Final = 2_000
_READ: Final = "h.id, h.observed, h.created, h.deleted, h.number, h.observed, h.dataset, h.form, h.body"


@dataclass(frozen=True, slots=True)
class Told:
    """One instance: of which entity and attribute, as it was told, and when."""

    urn: str
    types: tuple[str, ...]
    attribute: str
    instance: Instance
    observed: int | None
    created: int
    deleted: int | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads instances through one connection, some thousand at a time."""

    connection: Connection
    names: Names
    window: Window

    def told(self, entities: Iterable[tuple[int, str]]) -> Iterator[Told]:
        """Yield the instances of entities, given by number and id."""
        condition, params = self.window.condition()
        for row, urn in entities:
            types = tuple(
                self.names.iri(self.connection, each[0])
                for each in self.connection.rows("SELECT type FROM entity_type WHERE entity=? ORDER BY type", (row,))
            )
            attrs = self.connection.rows(
                f"SELECT DISTINCT h.attr FROM history h WHERE h.entity=?{condition} ORDER BY h.attr",  # noqa: S608
                (row, *params),
            )
            for (attr,) in attrs:
                yield from self._series(row, urn, types, attr)

    def _series(self, row: int, urn: str, types: tuple[str, ...], attr: int) -> Iterator[Told]:
        name = self.names.iri(self.connection, attr)
        for found in self._paged(row, attr, "h.observed IS NOT NULL AND (h.observed, h.id) > (?, ?)", by_time=True):
            yield self._one(urn, types, name, found)
        for found in self._paged(row, attr, "h.observed IS NULL AND h.id > ?", by_time=False):
            yield self._one(urn, types, name, found)

    def _paged(self, row: int, attr: int, after: str, *, by_time: bool) -> Iterator[tuple[Any, ...]]:
        condition, params = self.window.condition()
        order = "h.observed, h.id" if by_time else "h.id"
        sql = (
            f"SELECT {_READ} FROM history h WHERE h.entity=? AND h.attr=?{condition} AND {after} "  # noqa: S608
            f"ORDER BY {order} LIMIT {_AT_ONCE}"
        )
        last: tuple[int, ...] = (-(2**62), 0) if by_time else (0,)
        while rows := self.connection.rows(sql, (row, attr, *params, *last)):
            yield from rows
            last = (rows[-1][1], rows[-1][0]) if by_time else (rows[-1][0],)

    def _one(self, urn: str, types: tuple[str, ...], name: str, found: tuple[Any, ...]) -> Told:
        _, observed, created, deleted, *kept = found
        instance = series.unpacked(self.connection, self.names, *kept)
        return Told(urn, types, name, instance, observed, created, deleted)


def rows(told: Iterable[Told], context: Context) -> Iterator[Row]:
    """Yield the cells of COLUMNS."""
    for each in told:
        instance = each.instance
        value = instance.get(VALUE_MEMBER[instance["type"]])
        at = point(value) or (None, None)
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        yield (
            each.urn,
            " ".join(context.compact(kind) for kind in each.types),
            context.compact(each.attribute),
            instance.get("datasetId"),
            instance.get("observedAt") or _moment(each.observed),
            None if value is None else value if isinstance(value, str) else _text(value),
            value if numeric else None,
            at[0],
            at[1],
            instance.get("unitCode"),
            _moment(each.created),
            _moment(each.deleted),
        )


def features(told: Iterable[Told], context: Context, place_of: Callable[[str], Any]) -> Iterator[dict[str, Any]]:
    """Yield instances as GeoJSON features: where the entity was told to be, else where it is (``place_of`` its id)."""
    for each in told:
        instance = each.instance
        value = instance.get(VALUE_MEMBER[instance["type"]])
        geometry = value if instance["type"] == "GeoProperty" else None
        properties = {
            "entity": each.urn,
            "type": [context.compact(kind) for kind in each.types],
            "attribute": context.compact(each.attribute),
            "value": value if geometry is None else None,
            "unitCode": instance.get("unitCode"),
            "datasetId": instance.get("datasetId"),
            "observedAt": instance.get("observedAt") or _moment(each.observed),
            "createdAt": _moment(each.created),
            "deletedAt": _moment(each.deleted),
        }
        yield {
            "type": "Feature",
            "properties": {name: given for name, given in properties.items() if given is not None},
            "geometry": geometry if geometry is not None else place_of(each.urn),
        }


def place(doc: dict[str, Any] | None) -> Any:
    """Return the geometry of an entity's location, None where it has none."""
    for instance in (doc or {}).get("attrs", {}).get(LOCATION_IRI, ()):
        if instance["type"] == "GeoProperty":
            return instance["value"]
    return None


@lru_cache(maxsize=4_096)
def _moment(micros: int | None) -> str | None:
    return None if micros is None else checks.iso_of_microseconds(micros)


def _text(value: Any) -> str:
    text = plain(value)
    if isinstance(text, bool):
        return "true" if text else "false"
    return text if isinstance(text, str) else repr(text)
