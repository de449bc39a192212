"""Parameters that shape an answer: format, projection, language, datasets."""

from naves.hub.api.call import Call
from naves.hub.api.request import GEO_JSON
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.model.render import Format, Projection, View
from naves.hub.problems import BadRequestData, InvalidRequest
from naves.hub.query import projections
from naves.hub.query.projections import MEMBERS

VIEW_PARAMS = ("options", "format", "attrs", "pick", "omit", "lang", "datasetId", "geometryProperty")
_FORMATS: dict[str, Format] = {
    "normalized": "normalized",
    "concise": "concise",
    "simplified": "simplified",
    "keyValues": "simplified",
}
_OPTIONS = frozenset({"sysAttrs", *_FORMATS})


def entity_format(call: Call, *, more_options: frozenset[str] = frozenset()) -> Format:
    """Return the representation asked for; ``format`` goes before ``options``."""
    for option in call.options:
        if option not in _OPTIONS and option not in more_options:
            raise InvalidRequest(f"unknown option {option!r}")
    asked = call.params.get("format")
    if asked is not None:
        if asked not in _FORMATS:
            raise InvalidRequest(f"unknown format {asked!r}")
        return _FORMATS[asked]
    named = {_FORMATS[option] for option in call.options if option in _FORMATS}
    if len(named) > 1:
        raise InvalidRequest("options name more than one representation")
    return named.pop() if named else "normalized"


def view(call: Call, media: str, context: Context) -> View:
    """Return how entities are to be shown."""
    geojson = media == GEO_JSON
    if "geometryProperty" in call.params and not geojson:
        raise BadRequestData("geometryProperty only goes with application/geo+json")
    pick = projection(call.params.get("pick"), context, "pick")
    omit = projection(call.params.get("omit"), context, "omit")
    if "attrs" in call.params and (pick or omit):
        raise BadRequestData("attrs cannot go together with pick or omit")
    both = set(pick or ()) & set(omit or ())
    if both:
        raise BadRequestData(f"{min(both)!r} stands in pick and in omit")
    if "attrs" in call.params:
        attrs = attribute_names(call.listed("attrs"), context)
        pick = dict.fromkeys(attrs) | dict.fromkeys(MEMBERS)
    datasets = call.listed("datasetId")
    for each in datasets:
        if each != "@none":
            checks.uri(each, "datasetId")
    geometry = call.params.get("geometryProperty", "location")
    return View(
        format=entity_format(call),
        sys_attrs="sysAttrs" in call.options,
        pick=pick,
        omit=omit,
        lang=call.params.get("lang"),
        datasets=frozenset(datasets) if datasets else None,
        geojson=geojson,
        geometry_property=context.expand(geometry),
    )


def attribute_names(names: list[str], context: Context) -> list[str]:
    """Return the IRIs of attribute names in a list parameter."""
    if not names:
        raise BadRequestData("attrs is empty")
    for name in names:
        if name in {"id", "type", "scope", "@context"}:
            raise BadRequestData(f"{name!r} is not the name of an attribute")
        checks.name(name, "an attribute")
    return [context.expand(name) for name in names]


def projection(text: str | None, context: Context, what: str) -> Projection | None:
    """Return a projection parameter."""
    return None if text is None else projections.parse(text, context.expand, what)
