"""Errors as application/problem+json (RFC 9457)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from naves.kernel.errors import Conflict, NavesError, NotAllowed, NotFound, Problem, Refused

Handler = Callable[[HttpRequest, Any], HttpResponse]
STATUS: dict[type[NavesError], HTTPStatus] = {
    Conflict: HTTPStatus.CONFLICT,
    Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
}


def register(api: NinjaAPI) -> None:
    """Make ``api`` answer every error as a problem document."""
    handlers: dict[type[Exception], Handler] = {
        **dict.fromkeys(STATUS, _of_the_house),
        ValidationError: _of_the_schema,
        AuthenticationError: _unauthenticated,
        HttpError: _of_ninja,
        Throttled: _of_ninja,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def problem_response(
    status: HTTPStatus, detail: str = "", problems: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """Return a problem document."""
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value}
    if detail:
        body["detail"] = detail
    if problems:
        body["problems"] = problems
    return JsonResponse(body, status=status, content_type="application/problem+json")


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
    if isinstance(error, NotAllowed) and request.actor.is_anonymous:  # type: ignore[attr-defined]
        return _unauthenticated(request, error)
    return problem_response(status, str(error))


def _of_the_schema(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        {
            "code": found["type"],
            "field": ".".join(str(part) for part in found["loc"][2:] or found["loc"]),
            "message": found["msg"],
        }
        for found in error.errors
    ]
    return problem_response(HTTPStatus.UNPROCESSABLE_ENTITY, problems=problems)


def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem_response(HTTPStatus.UNAUTHORIZED, gettext("Send a valid token: Authorization: Bearer nvs_…"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _of_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(HTTPStatus(error.status_code), str(error))
