"""The state of entities as a table: one row each, one column for each attribute and what belongs to it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from naves.hub.bulk.downloads.formats import Column, Kind, Row
from naves.hub.context.terms import Context
from naves.hub.model.render import View
from naves.hub.model.render import entity as rendered
from naves.hub.model.vocabulary import VALUE_MEMBER, Doc, Instance

_BESIDE = ("observedAt", "unitCode")

Docs = Callable[[], Iterable[Doc]]
"""Reads the chosen entities from the start; called twice, for the columns and for the rows."""


def table(docs: Docs, context: Context) -> tuple[list[Column], Iterator[Row]]:
    """Return columns and rows.

    Columns are what the entities have that are read, so that a list tells nothing of others. An attribute that
    comes to an entity in between is left out.
    """
    kinds: dict[str, Kind] = {"id": "text", "type": "text", "scope": "text"}
    for doc in docs():
        for name, value in _cells(doc, context):
            kind = _kind(value)
            kinds[name] = kind if kinds.get(name, kind) == kind else "text"
    columns = [Column(name, kind) for name, kind in kinds.items()]
    return columns, _rows(docs, context, columns)


def _rows(docs: Docs, context: Context, columns: list[Column]) -> Iterator[Row]:
    for doc in docs():
        cells = dict(_cells(doc, context))
        yield [_as(cells.get(column.name), column.kind) for column in columns]


def features(docs: Docs, context: Context) -> Iterator[dict[str, Any]]:
    """Return entities as GeoJSON features, values only."""
    view = View(format="simplified", geojson=True)
    for doc in docs():
        yield rendered(doc, context, view)


def _cells(doc: Doc, context: Context) -> Iterator[tuple[str, Any]]:
    yield "id", doc["id"]
    yield "type", " ".join(context.compact(each) for each in doc["type"])
    if doc.get("scope"):
        yield "scope", " ".join(doc["scope"])
    for iri, instances in doc["attrs"].items():
        name = context.compact(iri)
        for instance in instances:
            dataset = instance.get("datasetId")
            yield from _attribute(name if dataset is None else f"{name} {dataset}", instance)


def _attribute(name: str, instance: Instance) -> Iterator[tuple[str, Any]]:
    value = instance.get(VALUE_MEMBER[instance["type"]])
    at = point(value)
    if at is not None:
        yield f"{name}.longitude", at[0]
        yield f"{name}.latitude", at[1]
    else:
        yield name, plain(value)
    for member in _BESIDE:
        if member in instance:
            yield f"{name}.{member}", instance[member]


def point(value: Any) -> tuple[float, float] | None:
    """Return longitude and latitude of a GeoJSON point, None for anything else."""
    if not isinstance(value, dict) or value.get("type") != "Point":
        return None
    longitude, latitude = value["coordinates"][:2]
    return longitude, latitude


def plain(value: Any) -> Any:
    """Return a value as a cell holds it: JSON where it is no single value."""
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else value


def _kind(value: Any) -> Kind:
    if isinstance(value, bool):
        return "truth"
    return "number" if isinstance(value, int | float) else "text"


def _as(value: Any, kind: Kind) -> Any:
    if kind == "text" and value is not None and not isinstance(value, str):
        return orjson.dumps(value).decode()
    return value
