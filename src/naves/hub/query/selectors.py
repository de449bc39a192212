"""EntitySelectors (5.2.33) and GeoQueries (5.2.13) of bodies, as parts of a selection."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.problems import BadRequestData
from naves.hub.query import geo, parser, types
from naves.hub.query.selection import Selection


def no_unknown(payload: Mapping[str, Any], known: frozenset[str], what: str) -> None:
    """Refuse members that a structure does not have."""
    unknown = [name for name in payload if name not in known]
    if unknown:
        raise BadRequestData(f"{what} has no member {unknown[0]!r}")


def pattern(text: Any) -> str | None:
    """Return a checked idPattern."""
    if text is not None and not isinstance(text, str):
        raise BadRequestData("idPattern has to be a string")
    return parser.checked_pattern(text) if text is not None else None


def with_selectors(chosen: Selection, selectors: Any, context: Context) -> Selection:
    """Add EntitySelectors, of which any may choose."""
    if not isinstance(selectors, list) or not selectors:
        raise BadRequestData("entities has to be a list of entity selectors")
    alternatives = tuple(selector(each, context) for each in selectors)
    if len(alternatives) == 1:
        (only,) = alternatives
        return replace(chosen, types=only.types, ids=only.ids, id_pattern=only.id_pattern)
    return replace(chosen, either=alternatives)


def selector(value: Any, context: Context) -> Selection:
    """Return what one EntitySelector chooses."""
    if not isinstance(value, dict):
        raise BadRequestData("an entity selector has to be an object")
    no_unknown(value, frozenset({"id", "type", "idPattern"}), "an entity selector")
    given = value.get("type")
    if not isinstance(given, str) or not given:
        raise BadRequestData("an entity selector needs a type")
    ids = value.get("id", [])
    ids = [ids] if isinstance(ids, str) else ids
    for each in ids:
        checks.uri(each, "the id of an entity selector")
    id_pattern = pattern(value.get("idPattern"))
    return Selection(types=types.parse(given, context), ids=tuple(ids), id_pattern=None if ids else id_pattern)


def geoquery(params: Any, context: Context) -> geo.GeoQuery | None:
    """Return the geoquery of parameters or of a geoQ object; its parts come together or not at all."""
    if not isinstance(params, Mapping):
        raise BadRequestData("geoQ has to be an object")
    given = [name for name in ("georel", "geometry", "coordinates") if name in params]
    if not given:
        if "geoproperty" in params:
            raise BadRequestData("geoproperty goes with georel, geometry and coordinates")
        return None
    if len(given) < 3:  # noqa: PLR2004
        raise BadRequestData("a geoquery needs georel, geometry and coordinates")
    if not isinstance(params["georel"], str) or not isinstance(params["geometry"], str):
        raise BadRequestData("georel and geometry have to be strings")
    name = params.get("geoproperty", "location")
    if not isinstance(name, str):
        raise BadRequestData("geoproperty has to be a name")
    return geo.parse(params["georel"], params["geometry"], params["coordinates"], context.expand(name))
