"""Reading temporal evolutions (6.18 – 6.20)."""

from dataclasses import replace
from typing import Any

from naves.hub.api import queries, query_body
from naves.hub.api.call import Call
from naves.hub.api.request import Reply
from naves.hub.api.temporal_params import TEMPORAL_PARAMS, TemporalQuery, temporal_query
from naves.hub.api.views import attribute_names, projection
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.model.render import View, projected
from naves.hub.model.vocabulary import SCOPE_IRI, Instance
from naves.hub.problems import BadRequestData, ResourceNotFound
from naves.hub.query import projections
from naves.hub.query.selection import Selection
from naves.hub.store import series
from naves.hub.store.database import Connection
from naves.hub.store.finder import Nothing, Page
from naves.hub.store.series import Window
from naves.hub.temporal import render
from naves.hub.temporal.aggregate import aggregated

SHAPE_PARAMS = ("options", "format", "attrs", "pick", "omit", "lang", "datasetId")
ALL_PARAMS = (*queries.SELECTION_PARAMS, *queries.PAGE_PARAMS, *TEMPORAL_PARAMS, *SHAPE_PARAMS, *queries.ORDER_PARAMS)


class Evolution:
    """Builds the temporal representation of entities for one call."""

    def __init__(self, call: Call, connection: Connection, asked: TemporalQuery, context: Context) -> None:
        self.call, self.connection, self.asked, self.context = call, connection, asked, context
        self.view = _view(call, context, asked)
        self.cut = False
        self.moments: list[str] = []
        self.window = Window(
            column=series.COLUMNS[asked.timeproperty],
            since=asked.since,
            until=asked.until,
            last=asked.last,
            present=asked.timeproperty != "observedAt",
        )

    def found(self, row: int, *, instances_decide: bool = False) -> dict[str, list[Instance]]:
        """Return the instances of an entity, before they are rendered; none where only sums are asked for."""
        if self.asked.format == "aggregatedValues" and not instances_decide and self.view.datasets is None:
            return {name: [] for name in series.attributes(self.connection, self.call.hub.names, row, self.window)}
        names = self.call.hub.names
        limit = self.call.hub.settings.max_instances
        found = series.read(self.connection, names, row, self.window, limit=limit)
        self.cut |= found.cut
        attrs = found.attrs
        if found.cut:  # what lies beyond the cut is still an attribute of the entity (6.3.10)
            for name in series.attributes(self.connection, names, row, self.window):
                attrs.setdefault(name, [])
        if self.view.datasets is not None:
            datasets = self.view.datasets
            attrs = {
                name: kept
                for name, instances in attrs.items()
                if (kept := [each for each in instances if each.get("datasetId", "@none") in datasets])
            }
        return attrs

    def types(self, row: int) -> list[str]:
        """Return the types of an entity."""
        rows = self.connection.rows("SELECT type FROM entity_type WHERE entity=? ORDER BY type", (row,))
        return [self.call.hub.names.iri(self.connection, each[0]) for each in rows]

    def shown(self, row: int, urn: str, attrs: dict[str, list[Instance]]) -> dict[str, Any]:
        """Return the temporal representation of an entity."""
        names, context = self.call.hub.names, self.context
        compacted = [context.compact(each) for each in self.types(row)]
        shown: dict[str, Any] = {"id": urn, "type": compacted[0] if len(compacted) == 1 else compacted}
        for member in ("id", "type"):
            if (self.view.pick is not None and member not in self.view.pick) or (self.view.omit or {}).keys() & {
                member
            }:
                del shown[member]
        if self.asked.format == "aggregatedValues":
            window = replace(self.window, attrs=self._numbers(projected(attrs, self.view)))
            summed = aggregated(self.connection, names, row, window, list(self.asked.methods), self.asked.period)
            return shown | {context.compact(name): summed[name] for name in projected(summed, self.view)}
        for name in projected(attrs, self.view):
            self.moments += [each[self.asked.timeproperty] for each in attrs[name] if self.asked.timeproperty in each]
            if self.asked.format == "temporalValues":
                shown[context.compact(name)] = (
                    render.values(attrs[name], context, self.asked.timeproperty, self.view.lang) if attrs[name] else []
                )
            else:
                shown[context.compact(name)] = render.instances(attrs[name], context, self.view)
        return shown

    def _numbers(self, attrs: list[str]) -> tuple[int, ...]:
        known = [self.call.hub.names.known(self.connection, each) for each in attrs]
        return tuple(number for number in known if number is not None)

    def reply(self, value: Any, media: str) -> Reply:
        """Answer; 206 with the range where not everything fitted (6.3.10)."""
        if not self.cut:
            return self.call.answer(value, media)
        reply = self.call.answer(value, media, status=206)
        first, last = min(self.moments, default=""), max(self.moments, default="")
        if self.asked.last is not None:
            until = self.asked.until
            start = checks.iso_of_microseconds(until) if until is not None else last
            return reply.with_header("content-range", f"DateTime {start}-{first}/{self.asked.last}")
        start = checks.iso_of_microseconds(self.asked.since) if self.asked.since is not None else first
        return reply.with_header("content-range", f"DateTime {start}-{last}/*")


def retrieve(call: Call) -> Reply:
    call.allow("local", "type", *TEMPORAL_PARAMS, *SHAPE_PARAMS)
    urn = call.identifier()
    media = call.accepted()
    asked = temporal_query(call)
    context = call.context
    with call.hub.reading() as connection:
        found = series.entity_row(connection, call.tenant(connection), urn)
        if (
            found is None
            or not call.finder(connection).may_read_history(urn)
            or not series.has_history(connection, found[0])
        ):
            raise ResourceNotFound(f"there is no temporal evolution of {urn}")
        evolution = Evolution(call, connection, asked, context)
        attrs = evolution.found(found[0])
        shown = evolution.shown(found[0], urn, attrs)
        if not shown or ("attrs" in call.params and not projected(attrs, evolution.view)):
            raise ResourceNotFound(f"{urn} has nothing of what is asked for")
        return evolution.reply(shown, media)


def query(call: Call) -> Reply:
    call.allow(*ALL_PARAMS)
    return _answer(call, queries.selection(call, call.context))


def query_by_body(call: Call) -> Reply:
    call.allow(*queries.PAGE_PARAMS, "options", "format", "local")
    payload, context = call.body()
    query_body.load(call, payload)
    query_body.load_temporal(call, payload)
    chosen = query_body.with_entities(call, payload, queries.selection(call, context))
    if not payload.get("entities") and not call.flag("local"):
        queries.refuse_wide(chosen)
    return _answer(call, chosen)


def _answer(call: Call, chosen: Selection) -> Reply:
    media = call.accepted()
    asked = temporal_query(call, needed=True)
    context = call.context
    queries.check_depth(chosen, 0)
    order = call.params.get("orderBy")
    if order and order.partition(";")[0] != "id":
        raise BadRequestData("temporal evolutions can only be ordered by id")
    offset, limit, count = queries.paging(call)
    with call.hub.reading() as connection:
        evolution = Evolution(call, connection, asked, context)
        page = _page(evolution, chosen, offset, limit, count=count)
        if order:
            page.sort(key=lambda each: each[1], reverse=order.endswith(";desc"))
        chunk = page[offset : offset + limit]
        shown = [evolution.shown(row, urn, attrs) for row, urn, attrs in chunk]
        reply = evolution.reply([each for each in shown if each], media)
    listing = Page([], more=len(page) > offset + limit, total=len(page) if count else None)
    return queries.paged(call, reply, listing, offset, limit, media, count=count)


def _page(
    evolution: Evolution, chosen: Selection, offset: int, limit: int, *, count: bool
) -> list[tuple[int, str, dict[str, list[Instance]]]]:
    call, connection = evolution.call, evolution.connection
    tenant = call.tenant(connection)
    finder = call.finder(connection)
    try:
        conditions, params = finder.series_conditions(chosen)
        window = replace(evolution.window, attrs=_attr_numbers(call, connection, chosen, evolution.view))
    except Nothing:
        return []
    decide = replace(chosen, types=None, attrs=()).predicate(finder.get)
    found = []
    for row, urn in series.candidates(connection, tenant, conditions, params, window):
        if not finder.may_read_history(urn):
            continue
        attrs = evolution.found(row, instances_decide=chosen.needs_memory())
        if evolution.view.datasets is not None and not projected(attrs, evolution.view):
            continue
        if chosen.needs_memory() and not decide(_as_doc(urn, evolution.types(row), attrs)):
            continue
        found.append((row, urn, attrs))
        if len(found) > offset + limit and not count and "orderBy" not in call.params:
            break
    return found


def _as_doc(urn: str, types: list[str], attrs: dict[str, list[Instance]]) -> dict[str, Any]:
    scopes: list[str] = []
    for each in attrs.get(SCOPE_IRI, ()):
        value = each.get("value")
        scopes += value if isinstance(value, list) else [value] if isinstance(value, str) else []
    living = {name: [each for each in instances if "deletedAt" not in each] for name, instances in attrs.items()}
    return {"id": urn, "type": types, "scope": scopes, "attrs": living}


def _attr_numbers(call: Call, connection: Connection, chosen: Selection, view: View) -> tuple[int, ...] | None:
    wanted = chosen.attrs or tuple(name for name in view.pick or () if ":" in name)
    if not wanted:
        return None
    known = [call.hub.names.known(connection, each) for each in wanted]
    return tuple(number for number in known if number is not None)


def _view(call: Call, context: Context, asked: TemporalQuery) -> View:
    pick = projection(call.params.get("pick"), context, "pick")
    omit = projection(call.params.get("omit"), context, "omit")
    if max(projections.depth(pick), projections.depth(omit)):
        raise BadRequestData("temporal evolutions are shown without linked entities")
    if "attrs" in call.params:
        if pick or omit:
            raise BadRequestData("attrs cannot go together with pick or omit")
        pick = dict.fromkeys(attribute_names(call.listed("attrs"), context)) | dict.fromkeys(projections.MEMBERS)
    if set(pick or ()) & set(omit or ()):
        raise BadRequestData("a name stands in pick and in omit")
    if pick is not None and "scope" in pick:
        pick = {**pick, SCOPE_IRI: None}
    datasets = call.listed("datasetId")
    return View(
        format="concise" if asked.format == "concise" else "normalized",
        sys_attrs="sysAttrs" in call.options,
        pick=pick,
        omit=omit,
        lang=call.params.get("lang"),
        datasets=frozenset(datasets) if datasets else None,
    )
