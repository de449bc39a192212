"""Queries as a body of type Query (5.2.23, 6.23)."""

from typing import Any

from naves.hub.api import queries
from naves.hub.api.call import Call
from naves.hub.api.request import Reply
from naves.hub.problems import BadRequestData
from naves.hub.query import selectors
from naves.hub.query.selection import Selection

_MEMBERS = frozenset(
    [
        "type",
        "entities",
        "attrs",
        "q",
        "geoQ",
        "csf",
        "temporalQ",
        "scopeQ",
        "lang",
        "containedBy",
        "join",
        "joinLevel",
        "pick",
        "omit",
        "expandValues",
        "jsonKeys",
        "datasetId",
        "entityMap",
        "entityMapLifetime",
        "splitEntities",
        "ordering",
        "id",
        "aggrParams",
        "geometryProperty",
        "format",
        "local",
    ]
)


def query(call: Call) -> Reply:
    call.allow(*queries.PAGE_PARAMS, *queries.MAP_PARAMS, "options", "format", "local", "geometryProperty")
    payload, context = call.body()
    load(call, payload)
    chosen = queries.selection(call, context)
    chosen = with_entities(call, payload, chosen)
    if not payload.get("entities") and not call.flag("local"):
        queries.refuse_wide(chosen)
    return queries.answer(call, chosen)


def load(call: Call, payload: Any) -> None:  # noqa: C901, PLR0912
    """Check a Query and lay its members over the parameters, so that both ways of asking are one."""
    if not isinstance(payload, dict):
        raise BadRequestData("the body has to be a Query")
    if payload.get("type") != "Query":
        raise BadRequestData("the type of the body has to be Query")
    selectors.no_unknown(payload, _MEMBERS, "a Query")
    params = dict(call.params)
    for name in ("q", "scopeQ", "lang", "join", "csf", "datasetId", "geometryProperty", "format"):
        if name in payload:
            params[name] = _text(payload[name], name)
    for name in ("attrs", "pick", "omit", "expandValues", "jsonKeys", "containedBy"):
        if name in payload:
            params[name] = _text(payload[name], name)
    if "joinLevel" in payload:
        params["joinLevel"] = str(payload["joinLevel"])
    geo = payload.get("geoQ")
    if geo is not None:
        if not isinstance(geo, dict):
            raise BadRequestData("geoQ has to be an object")
        params |= {name: geo[name] for name in ("georel", "geometry", "coordinates", "geoproperty") if name in geo}
    ordering = payload.get("ordering")
    if isinstance(ordering, dict):
        for name in ("orderBy", "collation", "orderGeometry"):
            if name in ordering:
                params[name] = _text(ordering[name], name)
        if "orderFrom" in ordering:
            params["orderFrom"] = ordering["orderFrom"]
    call.params = params


def load_temporal(call: Call, payload: dict[str, Any]) -> None:
    """Lay the temporalQ and aggrParams of a Query over the parameters."""
    params = dict(call.params)
    for member in ("temporalQ", "aggrParams"):
        given = payload.get(member)
        if given is None:
            continue
        if not isinstance(given, dict):
            raise BadRequestData(f"{member} has to be an object")
        for name in ("timerel", "timeAt", "endTimeAt", "timeproperty", "aggrPeriodDuration"):
            if name in given:
                params[name] = _text(given[name], name)
        if "aggrMethods" in given:
            params["aggrMethods"] = _text(given["aggrMethods"], "aggrMethods")
        if "lastN" in given:
            params["lastN"] = str(given["lastN"])
    call.params = params


def with_entities(call: Call, payload: dict[str, Any], chosen: Selection) -> Selection:
    """Add the EntitySelectors of a Query: any of them may choose."""
    if payload.get("entities") is None:
        return chosen
    return selectors.with_selectors(chosen, payload["entities"], call.context)


def _text(value: Any, name: str) -> str:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return ",".join(value)
    if not isinstance(value, str) or not value:
        raise BadRequestData(f"{name} has to be a string or a list of strings")
    return value
