"""Querying entities (6.4.3.2), by parameters and by a Query body."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from naves.hub.api import joins, ordering
from naves.hub.api.call import Call
from naves.hub.api.entities import JOIN_PARAMS
from naves.hub.api.request import GEO_JSON, Reply
from naves.hub.api.views import VIEW_PARAMS, attribute_names, view
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.model.render import View
from naves.hub.model.render import entity as rendered
from naves.hub.model.vocabulary import SYSTEM
from naves.hub.problems import BadRequestData, TooManyResults
from naves.hub.query import ast, parser, scope, selectors, types
from naves.hub.query.projections import MEMBERS
from naves.hub.query.selection import Selection
from naves.hub.store.finder import Page

SELECTION_PARAMS = (
    "type", "id", "idPattern", "attrs", "q", "expandValues", "jsonKeys", "georel", "geometry", "coordinates",
    "geoproperty", "scopeQ", "csf", "local", "splitEntities",
)  # fmt: skip
PAGE_PARAMS = ("limit", "offset", "count")
MAP_PARAMS = ("entityMap", "entityMapLifetime")
ORDER_PARAMS = ("orderBy", "collation", "orderFrom", "orderGeometry")


def query(call: Call) -> Reply:
    call.allow(*SELECTION_PARAMS, *PAGE_PARAMS, *MAP_PARAMS, *ORDER_PARAMS, *VIEW_PARAMS, *JOIN_PARAMS)
    return answer(call, selection(call, call.context))


def answer(call: Call, chosen: Selection) -> Reply:
    """Answer with a page of the entities chosen."""
    media = call.accepted(geojson=True)
    context = call.context
    shape = view(call, media, context)
    chosen = _picked(chosen, shape)
    join = joins.wanted(call, shape)
    check_depth(chosen, 0 if join is None else join.level)
    order = ordering.wanted(call, context)
    offset, limit, count = paging(call)
    with call.hub.reading() as connection:
        finder = call.finder(connection)
        if order:
            page = ordering.page(
                finder, chosen, order, offset=offset, limit=limit, maximum=call.hub.settings.max_instances
            )
        else:
            page = finder.page(chosen, offset=offset, limit=limit, count=count)
        if join is None:
            shown = [rendered(doc, context, shape) for doc in page.docs]
        else:
            shown = joins.joined(page.docs, finder, context, shape, join)
    value: Any = {"type": "FeatureCollection", "features": shown} if media == GEO_JSON else shown
    reply = call.answer(value, media)
    return paged(call, reply, page, offset, limit, media, count=count)


def _picked(chosen: Selection, shape: View) -> Selection:
    """Leave out entities that have nothing of what is picked."""
    if shape.pick is None or chosen.attrs or any(name in MEMBERS for name in shape.pick):
        return chosen
    return replace(chosen, attrs=tuple(shape.pick))


def paging(call: Call) -> tuple[int, int, bool]:
    """Return offset, limit and whether to count."""
    settings = call.hub.settings
    limit = call.number("limit", settings.default_limit)
    offset = call.number("offset", 0)
    count = call.flag("count")
    if limit > settings.max_limit:
        raise TooManyResults(f"limit can be {settings.max_limit} at most")
    if limit == 0 and not count:
        raise BadRequestData("limit=0 only goes with count=true")
    return offset, limit, count


def paged(
    call: Call, reply: Reply, page: Page, offset: int, limit: int, media: str, *, count: bool, path: str = ""
) -> Reply:
    """Add the count and the links to the neighbouring pages."""
    if count and page.total is not None:
        reply.with_header("ngsild-results-count", str(page.total))
    if limit:
        if page.more:
            reply.with_header("link", _page_link(call, offset + limit, limit, "next", media, path))
        if offset > 0:
            reply.with_header("link", _page_link(call, max(0, offset - limit), limit, "prev", media, path))
    return reply


def _page_link(call: Call, offset: int, limit: int, rel: str, media: str, path: str) -> str:
    params: dict[str, Any] = {**call.request.params, "limit": limit}
    params.pop("offset", None)
    return f'<{path or call.request.path}?{urlencode(params | {"offset": offset})}>;rel="{rel}";type="{media}"'


def selection(call: Call, context: Context, *, wide_allowed: bool = False) -> Selection:
    """Return what the parameters choose, refusing queries that are too wide."""
    params = call.params
    ids = tuple(call.listed("id"))
    for each in ids:
        checks.uri(each, "an id")
    chosen = Selection(
        types=types.parse(params["type"], context) if "type" in params else None,
        ids=ids,
        id_pattern=None if ids else selectors.pattern(params.get("idPattern")),
        attrs=tuple(attribute_names(call.listed("attrs"), context)) if "attrs" in params else (),
        q=parser.parse(params["q"], context, expand_values=call.listed("expandValues")) if "q" in params else None,
        geo=selectors.geoquery(params, context),
        scope=scope.parse(params["scopeQ"]) if "scopeQ" in params else None,
    )
    if "csf" in params:
        parser.parse(params["csf"], context)
    if "type" in params and not params["type"]:
        raise BadRequestData("type is empty")
    if call.request.method != "POST" and not wide_allowed and not call.flag("local"):
        refuse_wide(chosen, any_type="type" in params)
    return chosen


def refuse_wide(chosen: Selection, *, any_type: bool = False) -> None:
    """Refuse a query without any of the restrictions that 5.7.2.4 asks for."""
    q_names = [term.path.names[0] for term in ast.terms(chosen.q)] if chosen.q else []
    attrs = [name for name in chosen.attrs if name.rpartition("/")[2] not in SYSTEM]
    if not (any_type or chosen.types or attrs or chosen.geo or any(":" in name for name in q_names)):
        raise BadRequestData("the query is too wide: give a type, attrs, q, a geoquery, or local=true")


def check_depth(chosen: Selection, level: int) -> None:
    """Refuse a q that follows relationships further than the join."""
    if chosen.q is not None and max(ast.depth(term.path) for term in ast.terms(chosen.q)) > level:
        raise BadRequestData("q follows relationships further than join does")
