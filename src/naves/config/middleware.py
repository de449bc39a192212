"""Middleware of the house: a request id, the actor, and errors told in words."""

import re
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from naves.config.logging import current_request_id
from naves.domains.organisations.queries import actor_for
from naves.kernel.errors import Conflict, NavesError, NotAllowed, NotFound, Refused
from naves.kernel.ids import new_id

GetResponse = Callable[[HttpRequest], HttpResponse]
STATUS: dict[type[NavesError], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Refused: 400}
REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


class RequestIdMiddleware:
    """Give each request an id (the proxy's, where it sent a sound one) and return it."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the request, then answer it."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.match(given) else new_id().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class ActorMiddleware:
    """Say on whose behalf the request acts: ``request.actor``."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor, then answer."""
        request.actor = actor_for(  # type: ignore[attr-defined]
            request.user,
            request_id=request.request_id,  # type: ignore[attr-defined]
        )
        return self.get_response(request)


class ErrorPagesMiddleware:
    """Tell the errors that the domains raise on purpose in words, never as a traceback."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; errors arrive in :meth:`process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of the house into a page; leave every other to Django."""
        if isinstance(error, NotAllowed) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        for kind, status in STATUS.items():
            if isinstance(error, kind):
                context = {"status": status, "problems": getattr(error, "problems", ())}
                return render(request, "design/error.html", context, status=status)
        return None
