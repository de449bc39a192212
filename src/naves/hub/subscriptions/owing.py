"""Puts what a write owes to subscribers into the outbox, inside the write's own transaction."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import orjson

from naves.hub.context.engine import ContextEngine
from naves.hub.context.terms import Context
from naves.hub.model.changes import Outcome
from naves.hub.model.render import entity
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import HubProblem
from naves.hub.store import subscriptions
from naves.hub.store.database import Connection, Row
from naves.hub.store.entities import Stamp
from naves.hub.store.finder import Finder
from naves.hub.subscriptions import notification
from naves.hub.subscriptions.definition import Subscription
from naves.hub.subscriptions.linked import joined_data
from naves.hub.subscriptions.matching import concerned
from naves.hub.subscriptions.registry import Registry

LINK = '<{}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'


class Owing:
    """Matches outcomes with subscriptions; keeps the times that throttling goes by."""

    def __init__(self, registry: Registry, contexts: ContextEngine) -> None:
        self._registry = registry
        self._contexts = contexts
        self._last: dict[int, int] = {}
        self.touched: set[str] = set()

    def match(
        self,
        connection: Connection,
        tenant: int,
        tenant_name: str,
        outcomes: Sequence[Outcome],
        stamp: Stamp,
        finder: Finder,
    ) -> None:
        """Owe notifications for outcomes that are about to be committed."""
        rows: list[Row] = []
        triggered = concerned(self._registry, connection, tenant, outcomes, stamp.at, finder.get)
        for subscription, concerning in triggered:
            if self._throttled(subscription, stamp.micros):
                continue
            rows += self._rows(subscription, concerning, tenant_name, stamp, finder)
        if rows:
            subscriptions.owe(connection, rows)
            self.touched.update(row[0] for row in rows)

    def _throttled(self, subscription: Subscription, micros: int) -> bool:
        if not subscription.throttling:
            return False
        last = self._last.get(subscription.row)
        if last is not None and micros - last < subscription.throttling * 1_000_000:
            return True
        self._last[subscription.row] = micros
        return False

    def _rows(
        self, subscription: Subscription, outcomes: list[Outcome], tenant_name: str, stamp: Stamp, finder: Finder
    ) -> list[Row]:
        context = self.context_of(subscription)
        rounds: list[dict[str, Outcome]] = []
        for outcome in outcomes:
            urn = (outcome.after or outcome.before or {})["id"]
            place = next((each for each in rounds if urn not in each), None)
            if place is None:
                place = {}
                rounds.append(place)
            place[urn] = outcome
        rows = []
        for each in rounds:
            parts = [self._data(subscription, outcome, context, stamp.at, finder) for outcome in each.values()]
            rows.append(self.row(subscription, [part for found in parts for part in found], tenant_name, stamp))
        return rows

    def _data(
        self, subscription: Subscription, outcome: Outcome, context: Context, at: str, finder: Finder
    ) -> list[dict[str, Any]]:
        if subscription.join and outcome.after is not None:
            return joined_data(subscription, [outcome.after], finder, context)
        return [notification.data_of(subscription, outcome, context, at)]

    def context_of(self, subscription: Subscription) -> Context:
        """Return the @context that notifications are written in."""
        try:
            return self._contexts.resolve(subscription.context_url or None)
        except HubProblem:  # the address answered when the subscription was made; names stay expanded now
            return self._contexts.core

    def all_matching(self, subscription: Subscription, finder: Finder, tenant_name: str, stamp: Stamp) -> Row | None:
        """Return what a periodic subscription is owed now: everything that matches."""
        context = self.context_of(subscription)
        docs: list[Doc] = list(finder.stream(subscription.selection))
        if not docs:
            return None
        if subscription.join:
            data = joined_data(subscription, docs, finder, context)
        else:
            data = [entity(doc, context, subscription.view) for doc in docs]
        return self.row(subscription, data, tenant_name, stamp)

    def row(self, subscription: Subscription, data: list[dict[str, Any]], tenant_name: str, stamp: Stamp) -> Row:
        """Return the outbox row of a notification with this data."""
        endpoint = subscription.endpoint
        body = notification.envelope(subscription, data, stamp.at)
        url = subscription.context_url or self._contexts.core.url or ""
        headers = dict(endpoint.receiver)
        headers["Content-Type"] = endpoint.accept
        prefers_json = headers.get("Prefer") == "body=json"
        if endpoint.accept == "application/json" or (endpoint.accept == "application/geo+json" and prefers_json):
            headers.setdefault("Link", LINK.format(url))
        elif endpoint.accept == "application/ld+json":
            body["@context"] = url
            body["data"] = [{**each, "@context": url} for each in data]
        elif isinstance(body["data"], dict):
            body["data"]["@context"] = url
        if tenant_name:
            headers["NGSILD-Tenant"] = tenant_name
        head = {
            "uri": endpoint.uri,
            "headers": headers,
            "notifier": dict(endpoint.notifier),
            "timeout": endpoint.timeout,
            "cooldown": endpoint.cooldown,
        }
        return (destination(endpoint.uri), subscription.row, stamp.micros, orjson.dumps(head), orjson.dumps(body))


def destination(uri: str) -> str:
    """Return the queue of an endpoint; an MQTT broker is one destination for all its topics."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme.startswith("mqtt") else uri
