"""What holds for every answer of the API: the language that the caller asked for, and problems as JSON."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, gettext

from naves.api.problems import MEDIA_TYPE, problem_response, unknown_address

GetResponse = Callable[[HttpRequest], HttpResponse]
PREFIX = "/api/v1/"
REFERENCE = PREFIX + "docs"
PLAIN = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


class ApiMiddleware:
    """Programs ask by Accept-Language: their addresses carry no language as those of the pages do."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave what is not the API as it is."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        translation.activate(get_language_from_request(request))
        response = self.get_response(request)
        if response.status_code in PLAIN and not response.headers["Content-Type"].startswith(MEDIA_TYPE):
            response = _told(response)
        if request.path_info != REFERENCE:
            patch_vary_headers(response, ["Authorization", "Accept-Language"])
            if request.headers.get("Authorization"):
                response["Cache-Control"] = "private, no-store"
        return response


def _told(plain: HttpResponse) -> HttpResponse:
    if plain.status_code == HTTPStatus.NOT_FOUND:
        return unknown_address()
    if plain.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        told = gettext("This address answers to other methods only; see the header Allow.")
        response = problem_response(HTTPStatus.METHOD_NOT_ALLOWED, told)
        response["Allow"] = plain.headers.get("Allow", "")
        return response
    return problem_response(HTTPStatus(plain.status_code))
