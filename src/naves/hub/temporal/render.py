"""The temporal representations (4.5.6 – 4.5.9): all instances, or values with their times."""

from typing import Any

from naves.hub.context.terms import Context
from naves.hub.model.languages import best_language
from naves.hub.model.render import View, concise, normalized
from naves.hub.model.vocabulary import VALUE_MEMBER, Instance

SERIES = {
    "value": "values",
    "object": "objects",
    "languageMap": "languageMaps",
    "vocab": "vocabs",
    "json": "jsons",
    "valueList": "valueLists",
    "objectList": "objectLists",
}


def instances(found: list[Instance], context: Context, view: View) -> list[Any]:
    """Return the instances of an attribute, each with its instanceId."""
    show = concise if view.format == "concise" else normalized
    shown = []
    for each in found:
        body = show(each, context, view)
        if isinstance(body, dict):
            body["instanceId"] = each["instanceId"]
            if "deletedAt" in each:
                body["deletedAt"] = each["deletedAt"]
        shown.append(body)
    return shown


def values(found: list[Instance], context: Context, time: str, lang: str | None) -> Any:
    """Return pairs of value and time: one object, or one for each datasetId."""
    by_dataset: dict[str | None, list[Instance]] = {}
    for each in found:
        by_dataset.setdefault(each.get("datasetId"), []).append(each)
    shown = [_series(dataset, part, context, time, lang) for dataset, part in by_dataset.items()]
    return shown[0] if len(shown) == 1 else shown


def _series(
    dataset: str | None, found: list[Instance], context: Context, time: str, lang: str | None
) -> dict[str, Any]:
    kind = found[0]["type"]
    member = VALUE_MEMBER[kind]
    pairs = [[_value(each, member, context, lang), each[time]] for each in found if time in each]
    if lang and kind == "LanguageProperty":
        kind, member = "Property", "value"
    shown: dict[str, Any] = {"type": kind, SERIES[member]: pairs}
    if dataset is not None:
        shown["datasetId"] = dataset
    return shown


def _value(instance: Instance, member: str, context: Context, lang: str | None) -> Any:
    value = instance.get(member)
    if member == "vocab":
        names = [context.compact(each) for each in value] if isinstance(value, list) else context.compact(str(value))
        return {"vocab": names}
    if member == "json":
        return {"json": value}
    if member == "languageMap":
        return value.get(best_language(value, lang)) if lang and isinstance(value, dict) else {"languageMap": value}
    return value
