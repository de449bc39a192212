"""One renderer for every representation of an entity, for answers and notifications alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from naves.hub.context.terms import Context
from naves.hub.model.geometry import is_geometry
from naves.hub.model.languages import best_language
from naves.hub.model.vocabulary import LOCATION_IRI, SYSTEM, VALUE_MEMBER, Doc, Instance

Format = Literal["normalized", "concise", "simplified"]
Projection = Mapping[str, "Projection | None"]
"""Names to keep or leave (IRIs, or id, type, scope), each with what holds for the linked entity, or None."""


@dataclass(frozen=True, slots=True)
class View:
    """How an entity is to be shown."""

    format: Format = "normalized"
    sys_attrs: bool = False
    pick: Projection | None = None
    omit: Projection | None = None
    lang: str | None = None
    datasets: frozenset[str] | None = None
    geojson: bool = False
    geometry_property: str = LOCATION_IRI


PLAIN = View()


def entity(doc: Doc, context: Context, view: View = PLAIN) -> dict[str, Any]:
    """Return an entity (or a GeoJSON Feature) in the terms of ``context``, without @context."""
    shown = _members(doc, context, view)
    attrs = doc["attrs"]
    for name in projected(attrs, view):
        instances = attrs[name]
        if view.datasets is not None:
            instances = [each for each in instances if each.get("datasetId", "@none") in view.datasets]
            if not instances:
                continue
        shown[context.compact(name)] = attribute(instances, context, view)
    return feature(shown, doc, view) if view.geojson else shown


def projected(names: Collection[str], view: View) -> list[str]:
    """Return the attribute names that pick and omit leave."""
    kept = names if view.pick is None else [name for name in names if name in view.pick]
    if view.omit is not None:
        kept = [name for name in kept if name not in view.omit or view.omit[name] is not None]
    return list(kept)


def _members(doc: Doc, context: Context, view: View) -> dict[str, Any]:
    types = [context.compact(each) for each in doc["type"]]
    members: dict[str, Any] = {"id": doc["id"], "type": types[0] if len(types) == 1 else types}
    scope = doc.get("scope")
    if scope:
        members["scope"] = scope[0] if len(scope) == 1 else scope
    if view.sys_attrs:
        for name in ("createdAt", "modifiedAt", "expiresAt", "deletedAt"):
            if name in doc:
                members[name] = doc[name]
    if view.pick is None and view.omit is None:
        return members
    return {
        name: value
        for name, value in members.items()
        if (view.pick is None or name in view.pick or name in SYSTEM) and (view.omit is None or name not in view.omit)
    }


def attribute(instances: list[Instance], context: Context, view: View) -> Any:
    """Return all instances of an attribute: the one, or the list, or ``dataset`` when simplified."""
    if view.format == "simplified":
        if len(instances) == 1 and "datasetId" not in instances[0]:
            return simplified(instances[0], context, view.lang)
        return {"dataset": {each.get("datasetId", "@none"): simplified(each, context, view.lang) for each in instances}}
    show = concise if view.format == "concise" else normalized
    if len(instances) == 1:
        return show(instances[0], context, view)
    if view.format == "concise":
        return [_without_type(each, context, view) for each in instances]
    return [normalized(each, context, view) for each in instances]


def normalized(instance: Instance, context: Context, view: View) -> dict[str, Any]:
    """Return an instance with all its members and attributes."""
    shown: dict[str, Any] = {}
    for key, value in instance.items():
        if key in SYSTEM:
            if view.sys_attrs:
                shown[key] = value
        elif ":" in key:
            shown[context.compact(key)] = _sub_attribute(value, context, view)
        elif key in {"vocab", "objectType", "valueType", "previousVocab"}:
            shown[key] = _compacted(value, context)
        elif key == "objectList":
            shown[key] = [{"object": target} if isinstance(target, str) else target for target in value]
        elif key != "instanceId":
            shown[key] = value
    if view.lang and instance.get("type") == "LanguageProperty":
        _in_language(shown, view.lang)
    return shown


def _sub_attribute(value: Any, context: Context, view: View) -> Any:
    show = concise if view.format == "concise" else normalized
    if isinstance(value, list):
        return [show(each, context, view) for each in value]
    return show(value, context, view)


def concise(instance: Instance, context: Context, view: View) -> Any:
    """Return the shortest lossless form: a bare value where nothing else is there to say."""
    shown = _without_type(instance, context, view)
    kind = instance["type"]
    if len(shown) == 1 and "value" in shown and kind in {"Property", "GeoProperty"}:
        value = shown["value"]
        if not _ambiguous(value, kind):
            return value
    return shown


def _without_type(instance: Instance, context: Context, view: View) -> dict[str, Any]:
    shown = normalized(instance, context, view)
    del shown["type"]
    return shown


def _ambiguous(value: Any, kind: str) -> bool:
    if isinstance(value, dict):
        return not (kind == "GeoProperty" and is_geometry(value))
    return isinstance(value, list) and (not value or any(isinstance(part, dict) for part in value))


def simplified(instance: Instance, context: Context, lang: str | None = None) -> Any:
    """Return only what the attribute holds."""
    kind = instance["type"]
    member = VALUE_MEMBER[kind]
    value = instance.get(member)
    if kind == "LanguageProperty":
        if lang and isinstance(value, dict):
            return value.get(best_language(value, lang))
        return {member: value}
    if kind == "VocabProperty":
        return {member: _compacted(value, context)}
    if kind == "JsonProperty":
        return {member: value}
    return value


def feature(shown: dict[str, Any], doc: Doc, view: View) -> dict[str, Any]:
    """Return a GeoJSON Feature of a rendered entity (4.5.16)."""
    geometry = None
    for instance in sorted(doc["attrs"].get(view.geometry_property, ()), key=lambda each: "datasetId" in each):
        if instance["type"] == "GeoProperty" and (
            view.datasets is None or instance.get("datasetId", "@none") in view.datasets
        ):
            geometry = instance["value"]
            break
    properties = {name: value for name, value in shown.items() if name != "id"}
    return {"id": doc["id"], "type": "Feature", "properties": properties, "geometry": geometry}


def _compacted(value: Any, context: Context) -> Any:
    if isinstance(value, list):
        return [_compacted(each, context) for each in value]
    return context.compact(value) if isinstance(value, str) else value


def _in_language(shown: dict[str, Any], lang: str) -> None:
    texts = shown.pop("languageMap", None)
    if isinstance(texts, dict):
        chosen = best_language(texts, lang)
        shown["type"] = "Property"
        shown["value"] = texts.get(chosen)
        shown["lang"] = chosen
