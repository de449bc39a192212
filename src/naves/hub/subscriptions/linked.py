"""Linked entities inside notifications (4.5.23)."""

from typing import Any

from naves.hub.context.terms import Context
from naves.hub.model.vocabulary import Doc
from naves.hub.query.joining import Join, joined
from naves.hub.store.finder import Finder
from naves.hub.subscriptions.definition import Subscription


def joined_data(subscription: Subscription, docs: list[Doc], finder: Finder, context: Context) -> list[dict[str, Any]]:
    """Return entities with those they are linked to, as the subscription wants them."""
    join = Join(subscription.join == "flat", subscription.join_level, frozenset())
    return joined(docs, finder, context, subscription.view, join)
