"""What every answer to a program has: CORS, a tag, a time, and errors that a program can read."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from naves.kernel.errors import NotFound, Refused

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS")
PROBLEM = "application/problem+json"
SECONDS = 300


def for_programs(*methods: str) -> Callable[[View[P]], View[P]]:
    """Answer OPTIONS, refuse other methods, tell errors as problem+json, and let any page of the web read it."""
    allowed = methods or SAFE

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "OPTIONS":
                response: HttpResponseBase = HttpResponse(status=204)
                response["Allow"] = ", ".join(allowed)
            elif request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            else:
                response = _told(lambda: view(request, *args, **kwargs))
            return _open(response, allowed)

        return csrf_exempt(answered)

    return decorate


def conditional(
    request: HttpRequest, content: str, content_type: str, *, changed_at: datetime | None
) -> HttpResponseBase:
    """Return the content with its tag and time, or 304 where the reader has it."""
    tag = quote_etag(hashlib.sha256(f"{content_type}\n{content}".encode()).hexdigest()[:32])
    response = HttpResponse(content, content_type=content_type)
    return stamped(request, response, tag=tag, changed_at=changed_at)


def stamped(
    request: HttpRequest, response: HttpResponseBase, *, tag: str, changed_at: datetime | None
) -> HttpResponseBase:
    """Set tag and time, or return 304 where the reader has what they stand for."""
    seconds = int(changed_at.timestamp()) if changed_at is not None else None
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    patch_vary_headers(response, ["Accept"])
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    # Only headers are copied from it, so a stream will do as well.
    whole = cast("HttpResponse", response)
    found = get_conditional_response(request, etag=tag, last_modified=seconds, response=whole)
    return found if found is not None else response


def problem(status: int, title: str, **more: object) -> HttpResponse:
    """Return an error (RFC 9457)."""
    content = {"type": "about:blank", "title": title, "status": status, **more}
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=status, content_type=PROBLEM)


def _told(answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return answer()
    except (NotFound, Http404):
        return problem(404, gettext("There is no such record."))
    except Refused as refused:
        (first, *_rest) = refused.problems
        told: dict[str, Any] = {"field": first.field, "detail": first.remedy_text(gettext)}
        return problem(400, first.text(gettext), **told)


def _open(response: HttpResponseBase, allowed: tuple[str, ...]) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(allowed)
    response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match, If-Modified-Since"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Content-Location"
    response["Access-Control-Max-Age"] = "86400"
    return response
