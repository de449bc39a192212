"""Fetching @contexts: over http(s) only, capped in size and time, private addresses refused unless allowed."""

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import httpx

from naves.hub.context.documents import Fetcher
from naves.hub.problems import LdContextNotAvailable

TIMEOUT_SECONDS = 5.0
MAX_REDIRECTS = 3


def fetcher(*, allow_private: bool) -> Fetcher:
    """Return a fetcher; ``allow_private`` is for hubs that live inside a closed network."""

    def fetch(url: str, *, max_bytes: int, accept: str) -> bytes:
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(url, allow_private=allow_private)
            try:
                with httpx.stream("GET", url, headers={"Accept": accept}, timeout=TIMEOUT_SECONDS) as response:
                    if response.is_redirect:
                        url = urljoin(url, response.headers.get("location", ""))
                        continue
                    return _body(response, url, max_bytes)
            except httpx.HTTPError as error:
                raise LdContextNotAvailable(f"{url} does not answer: {error}") from error
        raise LdContextNotAvailable(f"{url} redirects too often")

    return fetch


def _body(response: httpx.Response, url: str, max_bytes: int) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise LdContextNotAvailable(f"{url} answers with status {response.status_code}")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise LdContextNotAvailable(f"{url} is larger than {max_bytes} bytes")
    return bytes(body)


def _check_address(url: str, *, allow_private: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise LdContextNotAvailable(f"{url} is not an http address")
    if allow_private:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise LdContextNotAvailable(f"{parts.hostname} has no address") from error
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise LdContextNotAvailable(f"{parts.hostname} is a private address, which this hub does not fetch from")
