"""Which subscriptions a write concerns, and what each of them is owed (5.8.6)."""

from collections.abc import Iterable
from typing import Any

from naves.hub.model.changes import Change, Outcome
from naves.hub.model.vocabulary import SCOPE_IRI, SYSTEM, Doc, Instance
from naves.hub.query.evaluate import Follow
from naves.hub.store.database import Connection
from naves.hub.subscriptions.definition import Subscription
from naves.hub.subscriptions.registry import Registry


def concerned(
    registry: Registry, connection: Connection, tenant: int, outcomes: Iterable[Outcome], at: str, follow: Follow
) -> list[tuple[Subscription, list[Outcome]]]:
    """Return the active subscriptions that outcomes trigger, each with these outcomes."""
    keys = registry.keys(connection, tenant)
    if not keys.rows:
        return []
    triggered: dict[int, tuple[Subscription, list[Outcome]]] = {}
    for outcome in outcomes:
        doc = outcome.after or outcome.before
        if doc is None:
            continue
        for each in registry.compiled(connection, keys.of(doc)):
            if each.status(at) == "active" and _triggers(each, outcome) and each.decides(doc, follow):
                triggered.setdefault(each.row, (each, []))[1].append(outcome)
    return list(triggered.values())


def _triggers(subscription: Subscription, outcome: Outcome) -> bool:
    triggers = subscription.triggers
    if outcome.before is None and "entityCreated" in triggers and _watched_any(subscription, outcome.after):
        return True
    if outcome.after is None and "entityDeleted" in triggers and _watched_any(subscription, outcome.before):
        return True
    return any(
        kind(change) in triggers and _is_watched(subscription, change.attribute) and differs(change)
        for change in outcome.changes
    )


def _watched_any(subscription: Subscription, doc: Doc | None) -> bool:
    return subscription.watched is None or bool(doc and subscription.watched & doc["attrs"].keys())


def _is_watched(subscription: Subscription, attribute: str) -> bool:
    return subscription.watched is None or attribute in subscription.watched


def kind(change: Change) -> str:
    """Return the trigger that a change of an attribute stands for."""
    if change.before is None:
        return "attributeCreated"
    return "attributeDeleted" if change.after is None else "attributeUpdated"


def differs(change: Change) -> bool:
    """Say whether anything but system times changed."""
    if change.before is None or change.after is None:
        return True
    return _without_times(change.before) != _without_times(change.after)


def _without_times(instance: Instance) -> dict[str, Any]:
    return {key: value for key, value in instance.items() if key not in SYSTEM}


def shown_changes(outcome: Outcome) -> list[Change]:
    """Return the changes that a notification may have to show (scope is no attribute)."""
    return [change for change in outcome.changes if change.attribute != SCOPE_IRI]
