"""Errors as application/problem+json (RFC 9457), in the language of the request."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from naves.api.validation import described_error
from naves.kernel.errors import Conflict, NavesError, NotAllowed, NotFound, Problem, Refused

Handler = Callable[[HttpRequest, Any], HttpResponse]
MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[NavesError], HTTPStatus] = {
    Conflict: HTTPStatus.CONFLICT,
    Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
}
log = logging.getLogger("naves.api")


def register(api: NinjaAPI) -> None:
    """Make ``api`` answer every error as a problem document."""
    handlers: dict[type[Exception], Handler] = {
        **dict.fromkeys(STATUS, _of_the_house),
        ValidationError: _of_the_schema,
        AuthenticationError: _unauthenticated,
        HttpError: _of_ninja,
        Throttled: _throttled,
        Http404: _unknown_address,
        RequestDataTooBig: _too_big,
        SuspiciousOperation: _malformed,
        OverflowError: _out_of_range,
        DataError: _out_of_range,
        Exception: _of_ours,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def problem_response(
    status: HTTPStatus, detail: str = "", problems: list[dict[str, Any]] | None = None, **members: object
) -> HttpResponse:
    """Return a problem document; ``members`` say more to programs."""
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value}
    if detail:
        body["detail"] = detail
    body.update({name: value for name, value in members.items() if value})
    if problems:
        body["problems"] = problems
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def described(problem: Problem) -> dict[str, Any]:
    """Return one problem as JSON: which field, which value, and the way to mend it."""
    value = problem.value
    fields = {
        "code": problem.code,
        "field": problem.field,
        "value": value if isinstance(value, str | int | float | bool | None) else str(value),
        "message": problem.text(gettext),
        "remedy": problem.remedy_text(gettext) or None,
        "row": problem.row,
        "column": problem.column,
    }
    return {name: content for name, content in fields.items() if content is not None}


def _of_the_house(request: HttpRequest, error: NavesError) -> HttpResponse:
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    if isinstance(error, Refused):
        return problem_response(status, problems=[described(problem) for problem in error.problems])
    if isinstance(error, NotAllowed):
        if request.actor.is_anonymous:  # type: ignore[attr-defined]
            return _unauthenticated(request, error)
        detail = gettext("You may not do this here: “%(action)s”.") % {"action": error.action}
        return problem_response(status, detail, action=error.action, kind=error.kind, reason=error.reason)
    if isinstance(error, NotFound):
        detail = gettext("There is no such record, or you may not see it: %(identifier)s.")
        told = detail % {"identifier": error.identifier}
        return problem_response(status, told, kind=error.kind, identifier=str(error.identifier))
    return problem_response(status, str(error))


def _of_the_schema(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(
        HTTPStatus.UNPROCESSABLE_ENTITY, problems=[described_error(found) for found in error.errors]
    )


def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem_response(HTTPStatus.UNAUTHORIZED, gettext("Send a valid token: Authorization: Bearer nvs_…"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _of_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return _malformed(request, error)
    return problem_response(HTTPStatus(error.status_code), str(error))


def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    told = gettext("Too many requests. Wait as many seconds as the header Retry-After says.")
    response = problem_response(HTTPStatus.TOO_MANY_REQUESTS, told)
    response["Retry-After"] = "1"
    return response


def _unknown_address(request: HttpRequest, error: Exception) -> HttpResponse:
    return unknown_address()


def unknown_address() -> HttpResponse:
    """Return the problem of an address that nothing answers."""
    told = gettext("Nothing answers at this address. The addresses are listed in /api/v1/openapi.json.")
    return problem_response(HTTPStatus.NOT_FOUND, told)


def _too_big(request: HttpRequest, error: Exception) -> HttpResponse:
    told = gettext("The request is larger than 5 MB. Send many records line by line to /api/v1/imports/….")
    return problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    told = gettext("The request cannot be read. Send JSON in UTF-8 with Content-Type: application/json.")
    return problem_response(HTTPStatus.BAD_REQUEST, told)


def _out_of_range(request: HttpRequest, error: Exception) -> HttpResponse:
    told = gettext("A value is too large, or is no value of its kind.")
    return problem_response(HTTPStatus.UNPROCESSABLE_ENTITY, told)


def _of_ours(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("the API failed", exc_info=error)
    told = gettext("Something went wrong on our side; nothing was written. Try again later.")
    request_id: str = getattr(request, "request_id", "")
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR, told, request_id=request_id)
