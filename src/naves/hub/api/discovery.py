"""Discovery of entity types and attributes (6.25 – 6.28)."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from naves.hub.api.call import Call
from naves.hub.api.request import Reply
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.problems import ResourceNotFound
from naves.hub.query.selection import Selection
from naves.hub.store import catalogue
from naves.kernel import ids


def types(call: Call) -> Reply:
    call.allow("details", "local", "type", "attrs")
    media = call.accepted()
    context = call.context
    details = call.flag("details")
    with call.hub.reading() as connection:
        tenant = call.tenant(connection)
        found = _readable(call, catalogue.types(connection, tenant), _has_type)
        if details:
            return call.answer(
                [
                    {
                        "id": iri,
                        "type": "EntityType",
                        "typeName": context.compact(iri),
                        "attributeNames": _compacted(catalogue.attributes_of_type(connection, tenant, number), context),
                    }
                    for number, iri in found
                ],
                media,
            )
    names = [context.compact(iri) for _, iri in found]
    return call.answer(
        {"id": f"urn:ngsi-ld:EntityTypeList:{ids.new_id()}", "type": "EntityTypeList", "typeList": names}, media
    )


def entity_type(call: Call) -> Reply:
    call.allow("local")
    media = call.accepted()
    context = call.context
    checks.name(call.args[0], "a type")
    iri = context.expand(call.args[0])
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    count = 0
    with call.hub.reading() as connection:
        for doc in call.finder(connection).stream(Selection(types=(frozenset({iri}),))):
            count += 1
            for name, instances in doc["attrs"].items():
                kinds[name].update(instance["type"] for instance in instances)
    if not count:
        raise ResourceNotFound(f"there is no entity of type {call.args[0]}")
    details = [_attribute(name, context, list(kinds[name])) for name in sorted(kinds)]
    return call.answer(
        {
            "id": iri,
            "type": "EntityTypeInfo",
            "typeName": context.compact(iri),
            "entityCount": count,
            "attributeDetails": details,
        },
        media,
    )


def attributes(call: Call) -> Reply:
    call.allow("details", "local")
    media = call.accepted()
    context = call.context
    details = call.flag("details")
    with call.hub.reading() as connection:
        tenant = call.tenant(connection)
        found = _readable(call, catalogue.attributes(connection, tenant), _has_attribute)
        if details:
            return call.answer(
                [
                    {
                        "id": iri,
                        "type": "Attribute",
                        "attributeName": context.compact(iri),
                        "typeNames": _compacted(catalogue.types_of_attribute(connection, tenant, number), context),
                    }
                    for number, iri in found
                ],
                media,
            )
    names = [context.compact(iri) for _, iri in found]
    return call.answer(
        {"id": f"urn:ngsi-ld:AttributeList:{ids.new_id()}", "type": "AttributeList", "attributeList": names}, media
    )


def attribute(call: Call) -> Reply:
    call.allow("local")
    media = call.accepted()
    context = call.context
    checks.name(call.args[0], "an attribute")
    iri = context.expand(call.args[0])
    kinds: Counter[str] = Counter()
    type_names: set[str] = set()
    count = 0
    with call.hub.reading() as connection:
        for doc in call.finder(connection).stream(Selection(attrs=(iri,))):
            type_names.update(doc["type"])
            count += len(doc["attrs"][iri])
            kinds.update(instance["type"] for instance in doc["attrs"][iri])
    if not count:
        raise ResourceNotFound(f"no entity has the attribute {call.args[0]}")
    shown = _attribute(iri, context, list(kinds))
    return call.answer({**shown, "attributeCount": count, "typeNames": _compacted(sorted(type_names), context)}, media)


def _has_type(iri: str) -> Selection:
    return Selection(types=(frozenset({iri}),))


def _has_attribute(iri: str) -> Selection:
    return Selection(attrs=(iri,))


def _readable(call: Call, found: catalogue.Named, chosen: Callable[[str], Selection]) -> catalogue.Named:
    """Leave only what some entity has that the caller may read."""
    if call.rights.read is None:
        return found
    with call.hub.reading() as connection:
        finder = call.finder(connection)
        return [each for each in found if finder.page(chosen(each[1]), offset=0, limit=1, count=False).docs]


def _attribute(iri: str, context: Context, kinds: list[str]) -> dict[str, Any]:
    return {"id": iri, "type": "Attribute", "attributeName": context.compact(iri), "attributeTypes": kinds}


def _compacted(iris: list[str], context: Context) -> list[str]:
    return [context.compact(iri) for iri in iris]
