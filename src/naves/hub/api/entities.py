"""Single entities: create, retrieve, replace, merge, delete (6.4, 6.5)."""

from collections.abc import Callable
from urllib.parse import quote

from naves.hub.api import joins
from naves.hub.api.call import Call
from naves.hub.api.request import Reply, Source
from naves.hub.api.views import VIEW_PARAMS, view
from naves.hub.api.writing import Edit, apply
from naves.hub.model import changes, checks
from naves.hub.model.changes import Outcome
from naves.hub.model.reader import Nulls
from naves.hub.model.render import entity as rendered
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import AlreadyExists, BadRequestData, ResourceNotFound
from naves.hub.query import types

JOIN_PARAMS = ("join", "joinLevel", "containedBy")


def create(call: Call) -> Reply:
    call.allow("local")
    payload, context = call.body()
    draft = call.reader(context).entity(payload)
    urn: str = draft["id"]

    def edit(entity: Doc | None) -> Outcome:
        if entity is not None:
            raise AlreadyExists(f"{urn} exists already")
        return changes.create(draft, call.stamp.at)

    apply(call, urn, edit, creating=True)
    return Reply(201).with_header("location", f"/ngsi-ld/v1/entities/{quote(urn, safe=':')}")


def retrieve(call: Call) -> Reply:
    call.allow("local", "type", "entityMap", "entityMapLifetime", *VIEW_PARAMS, *JOIN_PARAMS)
    urn = call.identifier()
    media = call.accepted(geojson=True)
    context = call.context
    shape = view(call, media, context)
    join = joins.wanted(call, shape)
    with call.hub.reading() as connection:
        finder = call.finder(connection)
        doc, version = finder.get_lasting(urn)
        if doc is None or not types.matches(_types(call), doc["type"]):
            raise ResourceNotFound(f"there is no entity {urn}")
        if "attrs" in call.params and shape.pick is not None and not any(name in shape.pick for name in doc["attrs"]):
            raise ResourceNotFound(f"{urn} has none of the attributes asked for")
        if join is not None:
            shown = joins.joined([doc], finder, context, shape, join)
            return call.answer(shown if join.flat and len(shown) > 1 else shown[0], media)
        entity = rendered(doc, context, shape)
        if not entity:
            raise ResourceNotFound(f"{urn} has nothing of what pick and omit leave")
        reply = call.answer(entity, media)
        if version is not None:
            reply.source = Source(call.tenant(connection), urn, version, call.reference)
        return reply


def replace(call: Call) -> Reply:
    call.allow("local", "type")
    urn = call.identifier()
    payload, context = call.body()
    draft = call.reader(context).fragment(payload)
    if draft["id"] not in {None, urn}:
        raise BadRequestData("the id in the body is not the id in the address")
    if not draft["type"] and "type" in payload:
        raise BadRequestData("the entity has no type")
    apply(call, urn, existing(call, urn, lambda entity: changes.replace(entity, draft, call.stamp.at)))
    return Reply(204)


def merge(call: Call) -> Reply:
    call.allow("local", "type", "options", "format", "observedAt", "lang")
    urn = call.identifier()
    payload, context = call.body()
    simplified = bool({"simplified", "keyValues"} & {*call.options, call.params.get("format", "")})
    observed_at = call.params.get("observedAt")
    if observed_at is not None:
        observed_at = checks.date_time(observed_at, "observedAt")
    draft = call.reader(context, nulls=Nulls.ANYWHERE, simplified=simplified).fragment(payload)
    lang = call.params.get("lang")

    def change(entity: Doc) -> Outcome:
        return changes.merge(entity, draft, call.stamp.at, observed_at=observed_at, lang=lang)

    apply(call, urn, existing(call, urn, change))
    return Reply(204)


def delete(call: Call) -> Reply:
    call.allow("local", "type")
    urn = call.identifier()
    apply(call, urn, existing(call, urn, changes.delete))
    return Reply(204)


def without_id(call: Call) -> Reply:  # noqa: ARG001
    raise BadRequestData("the address names no entity")


def existing(call: Call, urn: str, change: Callable[[Doc], Outcome]) -> Edit:
    """Wrap a change so that the entity has to exist and be of the type asked for."""
    wanted = _types(call)

    def edit(entity: Doc | None) -> Outcome:
        if entity is None or not types.matches(wanted, entity["type"]):
            raise ResourceNotFound(f"there is no entity {urn}")
        return change(entity)

    return edit


def _types(call: Call) -> types.TypeChoice | None:
    text = call.params.get("type")
    return types.parse(text, call.context) if text else None
