"""Requests and the rules by which one follows from another; nothing here touches the network."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import httpx

from naves.kernel.fetch.errors import bad_address

_SCHEMES = frozenset({"http", "https"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REPEATED = frozenset({307, 308})
_SECRET_HEADERS = ("authorization", "cookie", "proxy-authorization")
_BODY_HEADERS = ("content-type", "content-length", "content-encoding")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Request:
    """One request to one address."""

    method: str
    url: httpx.URL
    headers: httpx.Headers
    content: bytes

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port."""
        port = self.url.port or _DEFAULT_PORTS[self.url.scheme]
        return self.url.scheme, self.url.host, port


def first_request(
    method: str,
    url: str,
    headers: Mapping[str, str],
    content: bytes,
    user_agent: str,
) -> Request:
    """Return the request as it was asked for, with the headers that every request has."""
    own = httpx.Headers({"user-agent": user_agent, "accept": "*/*"})
    own.update(headers)
    own["accept-encoding"] = "gzip, deflate"
    if content or method not in {"GET", "HEAD"}:
        own["content-length"] = str(len(content))
    return _addressed(Request(method, checked_url(url), own, content))


def redirected(request: Request, status: int, location: str | None) -> Request | None:
    """Return the request that an answer redirects to, or None where it does not redirect.

    Secrets stay with the origin they were meant for, and only 307 and 308 repeat a body.
    """
    if status not in _REDIRECTS or not location:
        return None
    headers = httpx.Headers(request.headers)
    try:
        url = checked_url(str(request.url.join(location)))
    except httpx.InvalidURL:
        raise bad_address(location) from None
    following = replace(request, url=url, headers=headers)
    if following.origin != request.origin:
        _drop(headers, _SECRET_HEADERS)
    if status not in _REPEATED and request.method != "HEAD":
        _drop(headers, _BODY_HEADERS)
        following = replace(following, method="GET", content=b"")
    return _addressed(following)


def checked_url(url: str) -> httpx.URL:
    """Return the parsed address, or raise :class:`FetchRefused` if it is none of the web."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise bad_address(url) from None
    if parsed.scheme not in _SCHEMES or parsed.userinfo or not _is_host(parsed.host):
        raise bad_address(url)
    if parsed.port is not None and not 0 < parsed.port <= _LAST_PORT:
        raise bad_address(url)
    return parsed


def _is_host(host: str) -> bool:
    return bool(host) and "%" not in host


def _addressed(request: Request) -> Request:
    request.headers["host"] = request.url.netloc.decode("ascii")
    return request


def _drop(headers: httpx.Headers, names: tuple[str, ...]) -> None:
    for name in names:
        headers.pop(name, None)
