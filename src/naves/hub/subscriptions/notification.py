"""The content of a notification: entities as the subscription wants them, with what was deleted."""

from typing import Any

from naves.hub.context.terms import Context
from naves.hub.model.changes import Change, Outcome
from naves.hub.model.render import View, attribute, entity, feature, projected
from naves.hub.model.vocabulary import NULL, PREVIOUS, SYSTEM, VALUE_MEMBER, Doc, Instance
from naves.hub.subscriptions.definition import Subscription
from naves.hub.subscriptions.matching import shown_changes
from naves.kernel import ids


def envelope(subscription: Subscription, data: list[dict[str, Any]], at: str) -> dict[str, Any]:
    """Wrap rendered entities into a Notification (5.3.1)."""
    content: Any = {"type": "FeatureCollection", "features": data} if subscription.view.geojson else data
    return {
        "id": f"urn:ngsi-ld:Notification:{ids.new_id()}",
        "type": "Notification",
        "subscriptionId": subscription.urn,
        "notifiedAt": at,
        "data": content,
    }


def data_of(subscription: Subscription, outcome: Outcome, context: Context, at: str) -> dict[str, Any]:
    """Return one changed entity as the subscription wants it."""
    view = subscription.view
    if outcome.after is None:
        return _deleted_entity(subscription, outcome, context, at)
    doc = _with_previous(outcome) if subscription.show_changes else outcome.after
    shown = entity(doc, context, view)
    target = shown["properties"] if view.geojson else shown
    gone = [change for change in shown_changes(outcome) if change.after is None]
    for name in projected(list(dict.fromkeys(change.attribute for change in gone)), view):
        deleted = [_deleted_form(subscription, change, at) for change in gone if change.attribute == name]
        default = [each for each in deleted if "datasetId" not in each]
        if name not in doc["attrs"] and default and not subscription.show_changes:
            deleted = default  # the whole attribute is gone: one word says so
        left = [] if name not in doc["attrs"] else doc["attrs"][name]  # noqa: SIM401
        target[context.compact(name)] = _deleted(deleted, left, context, view)
    return shown


def _deleted(told: list[Instance], left: list[Instance], context: Context, view: View) -> Any:
    if view.format == "simplified":
        if not left and all("datasetId" not in each for each in told):
            return NULL
        rendered = {each.get("datasetId", "@none"): NULL for each in told}
        return {"dataset": {**_simplified_left(left, context, view), **rendered}}
    if view.format == "concise" and not left and len(told) == 1 and told[0].keys() <= _BARE:
        return NULL
    return attribute([*left, *told], context, view)


_BARE = {"type", *VALUE_MEMBER.values()}


def _simplified_left(left: list[Instance], context: Context, view: View) -> dict[str, Any]:
    if not left:
        return {}
    shown = attribute(left, context, view)
    return shown["dataset"] if isinstance(shown, dict) and "dataset" in shown else {"@none": shown}


def _deleted_form(subscription: Subscription, change: Change, at: str) -> Instance:
    """Return a deleted instance, its value the NGSI-LD Null (5.8.6)."""
    old = change.before
    assert old is not None  # noqa: S101 - deletions have a before
    gone = _gone(old, at, show_changes=subscription.show_changes)
    if not subscription.view.sys_attrs:
        for name in SYSTEM:
            gone.pop(name, None)
    return gone


def _gone(old: Instance, at: str, *, show_changes: bool) -> Instance:
    kind = old["type"]
    member = VALUE_MEMBER[kind]
    null: Any = NULL
    if kind == "LanguageProperty":
        null = {"@none": NULL}
    elif kind in {"ListProperty", "ListRelationship"}:
        null = [NULL]
    gone: Instance = {"type": kind, member: null}
    if "datasetId" in old:
        gone["datasetId"] = old["datasetId"]
    if show_changes:
        gone[PREVIOUS[member]] = old[member]
    return gone | {"createdAt": old["createdAt"], "modifiedAt": at, "deletedAt": at}


def _with_previous(outcome: Outcome) -> Doc:
    after = outcome.after
    assert after is not None  # noqa: S101 - asked for living entities
    attrs = dict(after["attrs"])
    for change in shown_changes(outcome):
        old, new = change.before, change.after
        if old is None or new is None:
            continue
        member = VALUE_MEMBER[old["type"]]
        attrs[change.attribute] = [
            {**each, PREVIOUS[member]: old[member]} if each is new else each for each in attrs.get(change.attribute, ())
        ]
    return {**after, "attrs": attrs}


def _deleted_entity(subscription: Subscription, outcome: Outcome, context: Context, at: str) -> dict[str, Any]:
    before = outcome.before
    assert before is not None  # noqa: S101 - a deletion has a before
    view = subscription.view
    told = set(before["attrs"]) if subscription.show_changes else _deletions_watched(subscription)
    attrs = {
        name: [_gone(each, at, show_changes=subscription.show_changes) for each in before["attrs"][name]]
        for name in projected(before["attrs"], view)
        if name in told
    }
    doc = {**before, "modifiedAt": at, "attrs": attrs}
    shown = entity(doc, context, View(format=view.format, sys_attrs=view.sys_attrs, pick=view.pick, omit=view.omit))
    shown["deletedAt"] = at
    return feature(shown, before, view) if view.geojson else shown


def _deletions_watched(subscription: Subscription) -> frozenset[str]:
    """Return the attributes whose deletion the subscription asks for by name."""
    if "attributeDeleted" not in subscription.triggers:
        return frozenset()
    return subscription.watched or frozenset()
