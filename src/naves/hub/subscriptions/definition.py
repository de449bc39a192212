"""A subscription: its checks, its stored form (names expanded), and its compiled form for matching."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from naves.hub.context.engine import ContextEngine
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.model.render import Format, Projection, View
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import BadRequestData, LdContextNotAvailable
from naves.hub.query import ast, evaluate, parser, projections, scope, selectors
from naves.hub.query.selection import Selection

TRIGGERS = frozenset(
    {
        "entityCreated",
        "entityUpdated",
        "entityDeleted",
        "attributeCreated",
        "attributeUpdated",
        "attributeDeleted",
    }
)
DEFAULT_TRIGGERS = frozenset({"attributeCreated", "attributeUpdated"})
MEDIA = frozenset({"application/json", "application/ld+json", "application/geo+json"})
FORMATS: dict[str, Format] = {
    "normalized": "normalized",
    "concise": "concise",
    "simplified": "simplified",
    "keyValues": "simplified",
}
GENERATED = frozenset({"status", "createdAt", "modifiedAt"})
GENERATED_NOTIFICATION = frozenset(
    {"status", "lastNotification", "lastFailure", "lastSuccess", "timesSent", "timesFailed"}
)
_NAME = re.compile(r"[^|,;(){}\[\]\s]+")

Stored = dict[str, Any]


def expand_names(text: str, change: Callable[[str], str]) -> str:
    """Rewrite every name in a type expression or projection."""
    return _NAME.sub(lambda found: change(found.group()), text)


def stored_form(payload: dict[str, Any], reference: Any, contexts: ContextEngine) -> Stored:
    """Check a subscription and return it with names expanded; ``reference`` is its @context."""
    context = contexts.resolve(reference)
    stored = {key: value for key, value in payload.items() if key not in GENERATED}
    _require(stored.get("type") == "Subscription", "the type has to be Subscription")
    if "id" in stored:
        checks.uri(stored["id"], "the id of a subscription")
    stored["@context"] = reference
    stored |= _members(stored, context)
    _check_context(stored.get("jsonldContext"), contexts)
    compile_stored(stored, context, row=0)  # what cannot be compiled is refused here
    return stored


def _members(stored: Stored, context: Context) -> Stored:
    changed: Stored = {}

    def expand(name: str) -> str:
        return context.expand(name) if name not in projections.MEMBERS else name

    if "entities" in stored:
        changed["entities"] = [_selector(each, expand) for each in _list(stored["entities"], "entities")]
    if "watchedAttributes" in stored:
        changed["watchedAttributes"] = [expand(each) for each in _names(stored, "watchedAttributes")]
    if isinstance(stored.get("geoQ"), dict) and "geoproperty" in stored["geoQ"]:
        changed["geoQ"] = {**stored["geoQ"], "geoproperty": expand(str(stored["geoQ"]["geoproperty"]))}
    notification = stored.get("notification")
    if not isinstance(notification, dict):
        raise BadRequestData("a subscription needs a notification")
    notification = {key: value for key, value in notification.items() if key not in GENERATED_NOTIFICATION}
    for member in ("attributes", "pick", "omit"):
        if member in notification:
            notification[member] = [expand_names(each, expand) for each in _names(notification, member)]
    return changed | {"notification": notification}


def _selector(value: Any, expand: Callable[[str], str]) -> dict[str, Any]:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or not value["type"]:
        raise BadRequestData("an entity selector has to be an object with a type")
    return {**value, "type": "*" if value["type"] == "*" else expand_names(value["type"], expand)}


def shown_form(stored: Stored, context: Context) -> dict[str, Any]:
    """Return a stored subscription in the terms of ``context``, without its @context."""
    shown = {key: value for key, value in stored.items() if key != "@context"}

    def compact(name: str) -> str:
        return context.compact(name) if ":" in name else name

    if "entities" in shown:
        shown["entities"] = [{**each, "type": expand_names(each["type"], compact)} for each in shown["entities"]]
    if "watchedAttributes" in shown:
        shown["watchedAttributes"] = [compact(each) for each in shown["watchedAttributes"]]
    if "geoproperty" in shown.get("geoQ", {}):
        shown["geoQ"] = {**shown["geoQ"], "geoproperty": compact(shown["geoQ"]["geoproperty"])}
    notification = dict(shown["notification"])
    for member in ("attributes", "pick", "omit"):
        if member in notification:
            notification[member] = [expand_names(each, compact) for each in notification[member]]
    shown["notification"] = notification
    return shown


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where notifications go and how; times in seconds."""

    uri: str
    accept: str
    receiver: tuple[tuple[str, str], ...]
    notifier: tuple[tuple[str, str], ...]
    timeout: float
    cooldown: float


@dataclass(frozen=True)
class Subscription:
    """A subscription compiled for matching."""

    row: int
    urn: str
    selection: Selection
    watched: frozenset[str] | None
    triggers: frozenset[str]
    view: View
    show_changes: bool
    endpoint: Endpoint
    context_url: str
    throttling: float
    interval: float
    active: bool
    expires: str | None
    join: str | None
    join_level: int

    @cached_property
    def _decide(self) -> evaluate.Predicate | None:
        q = self.selection.q
        follows = q is not None and any(ast.depth(term.path) for term in ast.terms(q))
        return None if follows else self.selection.predicate()

    def decides(self, doc: Doc, follow: evaluate.Follow) -> bool:
        """Say whether an entity is subscribed to; ``follow`` looks linked entities up."""
        return (self._decide or self.selection.predicate(follow))(doc)

    def status(self, at: str) -> str:
        """Return active, paused or expired (5.2.12)."""
        if self.expires is not None and self.expires <= at:
            return "expired"
        return "active" if self.active else "paused"


def compile_stored(stored: Stored, context: Context, *, row: int) -> Subscription:
    """Compile a stored subscription, whose q is written in ``context``."""
    notification = stored["notification"]
    interval = _positive(stored, "timeInterval")
    watched = stored.get("watchedAttributes")
    _require(not (interval and watched), "watchedAttributes and timeInterval cannot go together")
    _require(bool(stored.get("entities") or watched), "a subscription needs entities or watchedAttributes")
    _require(not (interval and not stored.get("entities")), "timeInterval needs entities")
    throttling = _positive(stored, "throttling")
    _require(not (interval and throttling), "throttling and timeInterval cannot go together")
    active = stored.get("isActive", True)
    _require(isinstance(active, bool), "isActive has to be true or false")
    expires = stored.get("expiresAt")
    triggers = frozenset(_names(stored, "notificationTrigger")) if "notificationTrigger" in stored else DEFAULT_TRIGGERS
    _require(triggers <= TRIGGERS, "notificationTrigger names an unknown trigger")
    if "entityUpdated" in triggers:
        triggers |= {"attributeCreated", "attributeUpdated", "attributeDeleted"}
    shows = notification.get("showChanges", False)
    view = _view(stored, notification)
    _require(not (shows and view.format == "simplified"), "showChanges cannot go with a simplified format")
    return Subscription(
        row=row,
        urn=stored.get("id", ""),
        selection=_selection(stored, context),
        watched=frozenset(watched) if watched else None,
        triggers=triggers,
        view=view,
        show_changes=bool(shows),
        endpoint=_endpoint(notification.get("endpoint")),
        context_url=str(stored.get("jsonldContext") or ""),
        throttling=throttling,
        interval=interval,
        active=active,
        expires=checks.date_time(expires, "expiresAt") if expires is not None else None,
        join=_join(notification),
        join_level=int(notification.get("joinLevel", 1)),
    )


def _selection(stored: Stored, context: Context) -> Selection:
    chosen = Selection(
        q=parser.parse(stored["q"], context, expand_values=_comma(stored.get("expandValues")))
        if "q" in stored
        else None,
        geo=selectors.geoquery(stored["geoQ"], context) if "geoQ" in stored else None,
        scope=scope.parse(stored["scopeQ"]) if "scopeQ" in stored else None,
    )
    if "csf" in stored:
        parser.parse(str(stored["csf"]), context)
    if not stored.get("entities"):
        return chosen
    return selectors.with_selectors(chosen, stored["entities"], context)


def _view(stored: Stored, notification: dict[str, Any]) -> View:
    asked = notification.get("format", "normalized")
    _require(asked in FORMATS, f"unknown format {asked!r}")
    pick = _projection(notification, "pick")
    if "attributes" in notification:
        pick = dict.fromkeys(notification["attributes"]) | dict.fromkeys(projections.MEMBERS)
    datasets = stored.get("datasetId")
    both = set(pick or ()) & set(_projection(notification, "omit") or ())
    _require(not both, f"{min(both, default='')!r} stands in pick and in omit")
    _require(
        not ("attributes" in notification and {"pick", "omit"} & set(notification)),
        "attributes cannot go with pick or omit",
    )
    return View(
        format=FORMATS[asked],
        sys_attrs=bool(notification.get("sysAttrs", False)),
        pick=pick,
        omit=_projection(notification, "omit"),
        lang=stored.get("lang"),
        datasets=frozenset(datasets) if isinstance(datasets, list) else None,
        geojson=notification.get("endpoint", {}).get("accept") == "application/geo+json"
        if isinstance(notification.get("endpoint"), dict)
        else False,
    )


def _projection(notification: dict[str, Any], member: str) -> Projection | None:
    return projections.parse(",".join(notification[member]), str, member) if member in notification else None


def _join(notification: dict[str, Any]) -> str | None:
    join = notification.get("join", "@none")
    _require(join in {"flat", "inline", "@none"}, "join has to be flat, inline or @none")
    level = notification.get("joinLevel", 1)
    _require(isinstance(level, int) and level > 0, "joinLevel has to be a whole number above zero")
    return None if join == "@none" else str(join)


def _endpoint(value: Any) -> Endpoint:
    if not isinstance(value, dict):
        raise BadRequestData("a notification needs an endpoint")
    uri = checks.uri(value.get("uri"), "the uri of the endpoint")
    _require(urlsplit(uri).scheme in {"http", "https", "mqtt", "mqtts"}, "the endpoint has to be http(s) or mqtt(s)")
    accept = value.get("accept", "application/json")
    _require(accept in MEDIA, f"the endpoint cannot accept {accept!r}")
    return Endpoint(
        uri=uri,
        accept=accept,
        receiver=_pairs(value, "receiverInfo"),
        notifier=_pairs(value, "notifierInfo"),
        timeout=_positive(value, "timeout") / 1000 or 5.0,
        cooldown=_positive(value, "cooldown") / 1000,
    )


def _pairs(value: dict[str, Any], member: str) -> tuple[tuple[str, str], ...]:
    pairs = value.get(member, [])
    if not isinstance(pairs, list) or not all(
        isinstance(each, dict) and isinstance(each.get("key"), str) and isinstance(each.get("value"), str)
        for each in pairs
    ):
        raise BadRequestData(f"{member} has to be a list of objects with key and value")
    if any("\r" in each["key"] + each["value"] or "\n" in each["key"] + each["value"] for each in pairs):
        raise BadRequestData(f"{member} cannot hold line breaks")
    return tuple((each["key"], each["value"]) for each in pairs)


def _positive(value: dict[str, Any], member: str) -> float:
    number = value.get(member)
    if number is None:
        return 0.0
    if isinstance(number, bool) or not isinstance(number, int | float) or number <= 0:
        raise BadRequestData(f"{member} has to be a number above zero")
    return float(number)


def _check_context(url: Any, contexts: ContextEngine) -> None:
    if url is None:
        return
    if not isinstance(url, str) or not checks.is_uri(url):
        raise BadRequestData("jsonldContext has to be the address of a @context")
    try:
        contexts.resolve(url)
    except LdContextNotAvailable:
        raise
    except BadRequestData as problem:
        raise BadRequestData(f"jsonldContext is not valid: {problem.detail}") from problem


def _names(value: dict[str, Any], member: str) -> list[str]:
    names = _list(value[member], member)
    _require(all(isinstance(each, str) and each for each in names), f"{member} has to be a list of names")
    return names


def _list(value: Any, member: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BadRequestData(f"{member} has to be a list with something in it")
    return value


def _comma(value: Any) -> list[str]:
    return [each.strip() for each in value.split(",")] if isinstance(value, str) else list(value or ())


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise BadRequestData(message)
