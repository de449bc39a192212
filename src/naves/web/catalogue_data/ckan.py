"""CKAN's envelopes around the actions of adapters/ckan."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from naves.adapters.ckan.actions import ACTIONS
from naves.adapters.ckan.errors import CkanError, Invalid
from naves.web.catalogue_data.answers import for_programs

JSON = "application/json;charset=utf-8"
LARGEST = 100_000
LISTS = frozenset({"facet.field", "fq_list"})


@for_programs("GET", "HEAD", "POST", "OPTIONS")
def action(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer an action as CKAN would."""
    found = ACTIONS.get(name)
    if found is None:
        return _json(400, f"Bad request - Action name not known: {name}")
    try:
        result = found(asked(request))
    except BadRequest as bad:
        return _json(400, f"Bad request - {bad}")
    except CkanError as error:
        return _json(error.status, _envelope(name, success=False, error=error.content()))
    return _json(200, _envelope(name, success=True, result=result))


class BadRequest(Exception):
    """The body cannot be read at all."""


def asked(request: HttpRequest) -> dict[str, Any]:
    """Return the arguments: of the address, and of the body as JSON or as a form."""
    said: dict[str, Any] = {name: _values(name, request.GET.getlist(name)) for name in request.GET}
    if request.method != "POST":
        return said
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"} and request.POST:
        return said | {name: _values(name, request.POST.getlist(name)) for name in request.POST}
    try:
        body = request.body
    except RequestDataTooBig:
        raise BadRequest("the request is too large") from None
    if len(body) > LARGEST:
        raise BadRequest("the request is too large")
    if not body.strip():
        return said
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("JSON Error: Error decoding JSON data.") from None
    if not isinstance(read, dict):
        raise BadRequest(
            f"JSON Error: Request data JSON decoded to {type(read).__name__} but it should be a dictionary."
        )
    if any("\0" in value for value in read.values() if isinstance(value, str)):
        raise Invalid("message", "The data hold a NUL character")
    return said | read


def _values(name: str, given: list[str]) -> str | list[str]:
    """Return one value as it is; fields that are lists may be repeated."""
    if any("\0" in value for value in given):
        raise Invalid(name, "The data hold a NUL character")
    return given if name in LISTS and len(given) > 1 else given[-1]


def _envelope(name: str, **content: object) -> dict[str, object]:
    return {"help": f"{settings.NAVES_PUBLIC_ADDRESS}/api/3/action/help_show?name={name}", **content}


def _json(status: int, content: object) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=status, content_type=JSON)
