"""Hosted @contexts (5.13): add, list, serve, delete and reload."""

from typing import Any

from naves.hub.api import negotiation
from naves.hub.api.call import Call
from naves.hub.api.request import JSON, LD_JSON, Reply, json_reply
from naves.hub.context.documents import CORE_URL
from naves.hub.model import checks
from naves.hub.problems import BadRequestData, InvalidRequest, OperationNotSupported, ResourceNotFound
from naves.hub.store import contexts
from naves.hub.store.contexts import KeptContext

_KINDS: dict[str, contexts.Kind] = {
    "Hosted": "Hosted",
    "Cached": "Cached",
    "ImplicitlyCreated": "ImplicitlyCreated",
    "implicitlyCreated": "ImplicitlyCreated",
}


def add(call: Call) -> Reply:
    call.allow()
    negotiation.content_type(call.request)
    payload = negotiation.payload(call.request)
    if not isinstance(payload, dict) or "@context" not in payload:
        raise InvalidRequest("the body has to be an object with @context")
    call.hub.contexts.resolve(payload["@context"], counted=False)
    body = {"@context": payload["@context"]}
    kept = call.hub.write(
        lambda connection: contexts.add(
            connection, url=None, kind="Hosted", body=body, micros=call.stamp.micros, base=call.base_url
        )
    )
    return Reply(201).with_header("location", f"/ngsi-ld/v1/jsonldContexts/{kept.urn}")


def listed(call: Call) -> Reply:
    call.allow("details", "kind")
    details = call.flag("details")
    kind = call.params.get("kind")
    if kind is not None and kind not in _KINDS:
        raise BadRequestData(f"{kind!r} is not a kind of @context")
    with call.hub.reading() as connection:
        found = contexts.listed(connection, _KINDS[kind] if kind else None)
    shown: list[Any] = [_metadata(call, each) if details else each.url for each in found]
    if kind in {None, "Cached"}:
        shown.insert(0, _core_metadata(CORE_URL) if details else CORE_URL)
    return json_reply(shown)


def serve(call: Call) -> Reply:
    call.allow("details")
    details = call.flag("details")
    kept = _kept(call)
    if kept is None and call.args[0] in call.hub.documents.shipped:
        if details:
            return json_reply(_core_metadata(call.args[0]))
        raise OperationNotSupported("a core @context is served by its origin; only its details are here")
    if kept is None:
        raise ResourceNotFound(f"there is no @context {call.args[0]}")
    if details:
        return json_reply(_metadata(call, kept))
    if kept.kind == "Cached":
        raise OperationNotSupported("a cached @context is served by its origin; only its details are here")
    return json_reply(kept.body, content_type=LD_JSON if call.accepted() == LD_JSON else JSON)


def delete(call: Call) -> Reply:
    call.allow("reload")
    reload = call.flag("reload")
    if call.args[0] in call.hub.documents.shipped:
        if not reload:
            raise BadRequestData("a core @context comes with the hub and cannot be deleted")
        return Reply(204)
    kept = _kept(call)
    if kept is None and reload and not checks.is_uri(call.args[0]):
        raise BadRequestData(f"there is no @context {call.args[0]} that could be loaded anew")
    if kept is None:
        raise ResourceNotFound(f"there is no @context {call.args[0]}")
    url, urn = kept.url, kept.urn
    if reload:
        if kept.kind != "Cached":
            raise BadRequestData("only a cached @context can be loaded anew")
        document = call.hub.documents.download(url)
        call.hub.write(lambda connection: contexts.keep_cached(connection, url, document, call.stamp.micros))
    else:
        call.hub.write(lambda connection: contexts.remove(connection, urn))
    call.hub.contexts.forget(None if reload else url)
    return Reply(204)


def _kept(call: Call) -> KeptContext | None:
    with call.hub.reading() as connection:
        return contexts.get(connection, call.args[0])


def _metadata(call: Call, kept: KeptContext) -> dict[str, Any]:
    hits, used = call.hub.contexts.uses(kept.url)
    shown: dict[str, Any] = {
        "URL": kept.url,
        "localId": kept.urn,
        "kind": kept.kind,
        "createdAt": checks.iso_of_microseconds(kept.created),
        "numberOfHits": hits,
    }
    if used is not None:
        shown["lastUsage"] = checks.iso(used)
    return shown


def _core_metadata(url: str) -> dict[str, Any]:
    return {"URL": url, "localId": url, "kind": "Cached", "createdAt": "1970-01-01T00:00:00Z"}
