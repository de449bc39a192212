"""On whose behalf a program calls: a token's owner, or nobody in particular.

The session of the pages is never looked at, so no other site can make a browser write here.
"""

from dataclasses import replace

from django.http import HttpRequest
from ninja.security.base import AuthBase

from naves.domains.accounts.models import ApiToken
from naves.domains.accounts.operations import authenticate_token
from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import now

_SCHEME = "bearer"
_UNKNOWN = "_naves_api_unknown"


class Bearer(AuthBase):
    """No token: what is public. A token: what its owner may, within its scopes. A bad token: 401."""

    openapi_type = "http"
    openapi_scheme = _SCHEME
    openapi_bearerFormat = "nvs_…"  # noqa: N815  # the name in OpenAPI
    openapi_description = "A token made at /account/tokens/. Without one, public data can be read."

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Set ``request.actor`` and ``request.token``; None refuses the request."""
        return None if identify(request) is None else actor_of(request)


def identify(request: HttpRequest) -> Actor | None:
    """Find out who calls, once per request; None where the token is not valid."""
    known = getattr(request, "_naves_api_actor", _UNKNOWN)
    if known != _UNKNOWN:
        return known if isinstance(known, Actor) else None
    token = None
    header = request.headers.get("Authorization", "")
    actor: Actor | None = ANONYMOUS
    if header:
        token = _token(header)
        actor = None if token is None else _actor(request, token)
    request.token = token  # type: ignore[attr-defined]
    request.actor = actor or ANONYMOUS  # type: ignore[attr-defined]
    request._naves_api_actor = actor  # type: ignore[attr-defined]
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Return the one who calls."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def token_of(request: HttpRequest) -> ApiToken | None:
    """Return the token that the request came with."""
    token: ApiToken | None = getattr(request, "token", None)
    return token


def reader_of(request: HttpRequest, scope: str) -> Actor:
    """Return on whose behalf something is read; a token without ``scope`` reads what is public."""
    actor = actor_of(request)
    return actor if actor.scopes is None or scope in actor.scopes else ANONYMOUS


def unlimited(actor: Actor) -> Actor:
    """Return the actor as a person at a page, to show what was just written; no operation takes it."""
    return replace(actor, scopes=None)


def _token(header: str) -> ApiToken | None:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != _SCHEME:
        return None
    return authenticate_token(secret=secret.strip(), at=now())


def _actor(request: HttpRequest, token: ApiToken) -> Actor:
    request_id: str = getattr(request, "request_id", "")
    return actor_for(token.user, scopes=frozenset(token.scopes), request_id=request_id)
