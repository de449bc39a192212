"""Linked entity retrieval (4.5.23): inline in the relationship, or flat beside the entity."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from naves.hub.context.terms import Context
from naves.hub.model.render import Projection, View, entity, projected
from naves.hub.model.vocabulary import Doc


class Follow(Protocol):
    """Whatever can look a linked entity up."""

    def get(self, urn: str) -> Doc | None: ...


@dataclass(frozen=True, slots=True)
class Join:
    """How far to follow relationships, and which entities were met before."""

    flat: bool
    level: int
    met: frozenset[str]


def joined(docs: list[Doc], finder: Follow, context: Context, shape: View, join: Join) -> list[dict[str, Any]]:
    """Return entities with those they are linked to."""
    if not join.flat:
        return [_inline(doc, finder, context, shape, join.level, join.met | {doc["id"]}) for doc in docs]
    shown = {doc["id"]: entity(doc, context, shape) for doc in docs}
    for doc in docs:
        _flat(doc, finder, context, shape, join.level, join.met, shown)
    return list(shown.values())


def _flat(
    doc: Doc, finder: Follow, context: Context, shape: View, level: int, met: frozenset[str], shown: dict[str, Any]
) -> None:
    for name, linked in _linked(doc, finder, shape):
        inner = _inner(shape, name)
        if linked["id"] in met or linked["id"] in shown:
            continue
        shown[linked["id"]] = entity(linked, context, inner)
        if level > 1:
            _flat(linked, finder, context, inner, level - 1, met, shown)


def _inline(doc: Doc, finder: Follow, context: Context, shape: View, level: int, met: frozenset[str]) -> dict[str, Any]:
    attrs = {}
    for name in doc["attrs"]:
        attrs[name] = [
            _with_linked(each, finder, context, _inner(shape, name), level, met) for each in doc["attrs"][name]
        ]
    shown = entity({**doc, "attrs": attrs}, context, shape)
    if shape.format == "simplified":
        for name in projected(doc["attrs"], shape):
            if len(attrs[name]) == 1:
                inner = attrs[name][0].get("entity", attrs[name][0].get("entityList"))
                if inner is not None:
                    shown[context.compact(name)] = inner
    return shown


def _with_linked(
    instance: dict[str, Any], finder: Follow, context: Context, shape: View, level: int, met: frozenset[str]
) -> dict[str, Any]:
    kind = instance["type"]
    if level < 1 or kind not in {"Relationship", "ListRelationship"}:
        return instance
    targets = instance["object"] if kind == "Relationship" else instance["objectList"]
    listed = isinstance(targets, list)
    found = []
    for target in targets if listed else [targets]:
        doc = finder.get(target) if target not in met else None
        if doc is not None:
            found.append(_inline(doc, finder, context, shape, level - 1, met | {target}))
    if not found:
        return instance
    if kind == "ListRelationship":
        return {**instance, "entityList": found}
    return {**instance, "entity": found if listed else found[0]}


def _linked(doc: Doc, finder: Follow, shape: View) -> Iterator[tuple[str, Doc]]:
    for name in projected(doc["attrs"], shape):
        for instance in doc["attrs"][name]:
            targets = instance.get("object") or instance.get("objectList") or ()
            for target in [targets] if isinstance(targets, str) else targets:
                linked = finder.get(target)
                if linked is not None:
                    yield name, linked


def _inner(shape: View, name: str) -> View:
    def within(asked: Projection | None) -> Projection | None:
        return asked.get(name) if asked else None

    return replace(shape, pick=within(shape.pick), omit=within(shape.omit), geojson=False)
