"""Subscriptions (6.10, 6.11): create, list, retrieve, update, delete."""

from typing import Any
from urllib.parse import quote

from naves.hub.api.call import Call
from naves.hub.api.queries import PAGE_PARAMS, paged, paging
from naves.hub.api.request import LD_JSON, Reply
from naves.hub.model import checks
from naves.hub.model.vocabulary import NULL
from naves.hub.problems import AlreadyExists, BadRequestData, ResourceNotFound
from naves.hub.store import subscriptions
from naves.hub.store.database import Connection
from naves.hub.store.finder import Page
from naves.hub.store.subscriptions import StoredSubscription
from naves.hub.subscriptions.definition import DEFAULT_TRIGGERS, Stored, shown_form, stored_form
from naves.kernel import ids


def create(call: Call) -> Reply:
    call.allow("local")
    payload, context = call.body()
    stored = stored_form(payload, call.context_reference(), call.hub.contexts)
    urn = stored.setdefault("id", f"urn:ngsi-ld:Subscription:{ids.new_id()}")
    _check_expiry(call, stored)
    stored.setdefault("jsonldContext", call.context_url())
    stored |= {"createdAt": call.stamp.at, "modifiedAt": call.stamp.at}
    del context

    def job(connection: Connection) -> None:
        tenant = call.tenant_created(connection)
        if subscriptions.get(connection, tenant, urn) is not None:
            raise AlreadyExists(f"{urn} exists already")
        subscriptions.add(connection, tenant, urn, stored)

    call.hub.write(job)
    return Reply(201).with_header("location", f"/ngsi-ld/v1/subscriptions/{quote(urn, safe=':')}")


def listed(call: Call) -> Reply:
    call.allow("local", "options", *PAGE_PARAMS)
    media = call.accepted()
    offset, limit, count = paging(call)
    context = call.context
    with call.hub.reading() as connection:
        tenant = call.tenant(connection)
        found = subscriptions.page(connection, tenant, offset=offset, limit=limit + 1)
        total = subscriptions.count(connection, tenant) if count else None
    shown = [_shown(call, each, context) for each in found[:limit]]
    reply = call.answer(shown, media)
    return paged(
        call,
        reply,
        Page([], more=len(found) > limit, total=total),
        offset,
        limit,
        media,
        count=count,
        path="/ngsi-ld/v1/subscriptions",
    )


def retrieve(call: Call) -> Reply:
    call.allow("local", "options")
    urn = call.identifier()
    media = call.accepted()
    with call.hub.reading() as connection:
        found = _found(call, connection, urn)
    return call.answer(_shown(call, found, call.context), media)


def update(call: Call) -> Reply:
    call.allow("local")
    urn = call.identifier()
    payload, _ = call.body()
    if payload.get("id", urn) != urn:
        raise BadRequestData("the id of a subscription cannot change")
    own_context = "link" in call.request.headers or call.request.headers.get("content-type", "").startswith(LD_JSON)

    def job(connection: Connection) -> None:
        found = _found(call, connection, urn)
        reference = call.context_reference() if own_context else found.doc["@context"]
        # The stored names are IRIs, which expand to themselves in any @context.
        stored = stored_form(_patched(found.doc, payload), reference, call.hub.contexts)
        if "expiresAt" in payload:
            _check_expiry(call, stored)
        stored |= {"createdAt": found.doc["createdAt"], "modifiedAt": call.stamp.at}
        subscriptions.replace(connection, found.row, stored)

    call.hub.write(job)
    return Reply(204)


def delete(call: Call) -> Reply:
    call.allow("local")
    urn = call.identifier()

    def job(connection: Connection) -> None:
        subscriptions.remove(connection, _found(call, connection, urn).row)

    call.hub.write(job)
    return Reply(204)


def _found(call: Call, connection: Connection, urn: str) -> StoredSubscription:
    found = subscriptions.get(connection, call.tenant(connection), urn)
    if found is None:
        raise ResourceNotFound(f"there is no subscription {urn}")
    return found


def _patched(stored: Stored, payload: dict[str, Any]) -> Stored:
    patched = dict(stored)
    for key, value in payload.items():
        if value is None or value == NULL:
            patched.pop(key, None)
        else:
            patched[key] = value
    return patched


def _check_expiry(call: Call, stored: Stored) -> None:
    expires = stored.get("expiresAt")
    if expires is not None and checks.date_time(expires, "expiresAt") <= call.stamp.at:
        raise BadRequestData("expiresAt lies in the past")


def _shown(call: Call, found: StoredSubscription, context: Any) -> dict[str, Any]:
    shown = shown_form(found.doc, context)
    expires = shown.get("expiresAt")
    active = shown.get("isActive", True)
    if "timeInterval" not in shown:
        shown.setdefault("notificationTrigger", sorted(DEFAULT_TRIGGERS))
    shown["status"] = "expired" if expires and expires <= call.stamp.at else "active" if active else "paused"
    shown["notification"] |= found.status
    if "sysAttrs" not in call.options:
        shown.pop("createdAt", None)
        shown.pop("modifiedAt", None)
    return shown
