"""Addresses and methods to operations. ``{}`` stands for one segment of the path."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from naves.hub.api import (
    attributes,
    batch,
    contexts,
    discovery,
    downloads,
    entities,
    purge,
    queries,
    query_body,
    subscriptions,
    temporal,
    temporal_writing,
)
from naves.hub.api.call import Call
from naves.hub.api.request import Reply

Handler = Callable[[Call], Reply]
PREFIX = "/ngsi-ld/v1"


class Route(NamedTuple):
    method: str
    path: str
    handler: Handler
    manage: bool = False


ROUTES = (
    Route("POST", "entities", entities.create),
    Route("GET", "entities", queries.query),
    Route("DELETE", "entities", purge.purge, manage=True),
    Route("PUT", "entities", entities.without_id),
    Route("PATCH", "entities", entities.without_id),
    Route("GET", "entities/{}", entities.retrieve),
    Route("PUT", "entities/{}", entities.replace),
    Route("PATCH", "entities/{}", entities.merge),
    Route("DELETE", "entities/{}", entities.delete),
    Route("POST", "entities/{}/attrs", attributes.append),
    Route("PATCH", "entities/{}/attrs", attributes.update),
    Route("PATCH", "entities/{}/attrs/{}", attributes.patch),
    Route("PUT", "entities/{}/attrs/{}", attributes.replace),
    Route("DELETE", "entities/{}/attrs/{}", attributes.delete),
    Route("POST", "entityOperations/create", batch.create),
    Route("POST", "entityOperations/upsert", batch.upsert),
    Route("POST", "entityOperations/update", batch.update),
    Route("POST", "entityOperations/merge", batch.merge),
    Route("POST", "entityOperations/delete", batch.delete),
    Route("POST", "entityOperations/query", query_body.query),
    Route("GET", "types", discovery.types),
    Route("GET", "types/{}", discovery.entity_type),
    Route("GET", "attributes", discovery.attributes),
    Route("GET", "attributes/{}", discovery.attribute),
    Route("POST", "subscriptions", subscriptions.create, manage=True),
    Route("GET", "subscriptions", subscriptions.listed, manage=True),
    Route("GET", "subscriptions/{}", subscriptions.retrieve, manage=True),
    Route("PATCH", "subscriptions/{}", subscriptions.update, manage=True),
    Route("DELETE", "subscriptions/{}", subscriptions.delete, manage=True),
    Route("POST", "temporal/entities", temporal_writing.create, manage=True),
    Route("GET", "temporal/entities", temporal.query),
    Route("GET", "temporal/entities/{}", temporal.retrieve),
    Route("DELETE", "temporal/entities/{}", temporal_writing.delete, manage=True),
    Route("POST", "temporal/entities/{}/attrs", temporal_writing.append, manage=True),
    Route("DELETE", "temporal/entities/{}/attrs/{}", temporal_writing.delete_attribute, manage=True),
    Route("PATCH", "temporal/entities/{}/attrs/{}/{}", temporal_writing.modify_instance, manage=True),
    Route("DELETE", "temporal/entities/{}/attrs/{}/{}", temporal_writing.delete_instance, manage=True),
    Route("POST", "temporal/entityOperations/query", temporal.query_by_body),
    Route("GET", "downloads/entities", downloads.state),
    Route("GET", "downloads/history", downloads.history),
    Route("POST", "jsonldContexts", contexts.add, manage=True),
    Route("GET", "jsonldContexts", contexts.listed),
    Route("GET", "jsonldContexts/{}", contexts.serve),
    Route("DELETE", "jsonldContexts/{}", contexts.delete, manage=True),
)


@dataclass(frozen=True, slots=True)
class Match:
    """The operation of a request, or the methods that its address has instead."""

    handler: Handler | None
    args: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    manage: bool = False


class Router:
    """Looks routes up by the shape of the path."""

    def __init__(self, routes: tuple[Route, ...] = ROUTES) -> None:
        self._by_size: dict[int, list[tuple[tuple[str, ...], dict[str, Route]]]] = {}
        for route in routes:
            pattern = tuple(route.path.split("/"))
            shapes = self._by_size.setdefault(len(pattern), [])
            for known, handlers in shapes:
                if known == pattern:
                    handlers[route.method] = route
                    break
            else:
                shapes.append((pattern, {route.method: route}))

    def match(self, method: str, raw_path: str) -> Match | None:
        """Return the match of a path below the prefix, None where there is no such address."""
        segments = raw_path.strip("/").split("/")
        for pattern, handlers in self._by_size.get(len(segments), ()):
            if all(part in ("{}", given) for part, given in zip(pattern, segments, strict=True)):
                args = tuple(unquote(given) for part, given in zip(pattern, segments, strict=True) if part == "{}")
                route = handlers.get(method)
                if route is None:
                    return Match(None, allowed=tuple(handlers))
                return Match(route.handler, args, manage=route.manage)
        return None
