"""Content negotiation and the @context of a request (6.3.4, 6.3.5, 6.3.6)."""

import re
from typing import Any

import orjson

from naves.hub.api.request import GEO_JSON, JSON, LD_JSON, Request
from naves.hub.problems import BadRequestData, BareStatus, InvalidRequest

MERGE_PATCH = "application/merge-patch+json"
_CONTEXT_REL = "http://www.w3.org/ns/json-ld#context"
_LINK = re.compile(r"<([^>]*)>\s*((?:;\s*[\w*]+\s*=\s*(?:\"[^\"]*\"|[^;,\s]+)\s*)*)")


def link_context(request: Request) -> str | None:
    """Return the address of the @context in the Link header."""
    header = request.headers.get("link")
    if not header:
        return None
    found = [address for address, params in _LINK.findall(header) if _CONTEXT_REL in params]
    if len(found) > 1:
        raise BadRequestData("the Link header names more than one @context")
    return found[0] if found else None


def content_type(request: Request) -> str:
    """Return the media type of the body, refusing what the operation cannot read."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given == MERGE_PATCH and request.method == "PATCH":
        return JSON
    if given not in {JSON, LD_JSON}:
        raise BareStatus(415)
    return given


def payload(request: Request) -> Any:
    """Return the JSON body."""
    if "content-length" not in request.headers:
        raise BareStatus(411)
    if not request.body:
        raise InvalidRequest("the request has no body")
    try:
        return orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(f"the body is not JSON: {error}") from error


def body_context(request: Request, value: Any, *, kind: str) -> Any:
    """Return the @context reference of a body and take it out of the body."""
    if not isinstance(value, dict):
        raise InvalidRequest("the body has to be a JSON object")
    if kind == LD_JSON:
        if link_context(request) is not None:
            raise BadRequestData("the @context of application/ld+json stands in the body, not in a Link header")
        if "@context" not in value:
            raise BadRequestData("application/ld+json needs an @context in the body")
        reference = value.pop("@context")
        if reference is None or reference in ("", [], {}):
            raise BadRequestData("the @context in the body is empty")
        return reference
    if "@context" in value:
        raise BadRequestData("the @context of application/json stands in a Link header, not in the body")
    return link_context(request)


def accepted(request: Request, *, geojson: bool = False) -> str:
    """Return the media type of the answer; 406 with the choices when none fits."""
    offered = [JSON, LD_JSON, GEO_JSON] if geojson else [JSON, LD_JSON]
    header = request.headers.get("accept")
    if not header:
        return JSON
    ranges = _ranges(header)
    weighted = [(_quality(ranges, offer), -position, offer) for position, offer in enumerate(offered)]
    quality, _, best = max(weighted)
    if quality <= 0:
        raise BareStatus(406, orjson.dumps(offered), ((b"content-type", b"application/json"),))
    return best


def _ranges(header: str) -> list[tuple[str, float]]:
    ranges = []
    for part in header.split(","):
        media, *params = (each.strip() for each in part.split(";"))
        quality = 1.0
        for param in params:
            if param.startswith("q="):
                try:
                    quality = float(param[2:])
                except ValueError:
                    quality = 0.0
        ranges.append((media.lower(), quality))
    return ranges


def _quality(ranges: list[tuple[str, float]], offer: str) -> float:
    """Return the weight that the most exact range gives to an offer."""
    fitting = [(_exactness(media, offer), quality) for media, quality in ranges]
    exactness, quality = max(fitting)
    return quality if exactness else 0.0


def _exactness(media: str, offer: str) -> int:
    if media == offer:
        return 3
    if media.endswith("/*") and offer.startswith(media[:-1]):
        return 2
    return 1 if media == "*/*" else 0
