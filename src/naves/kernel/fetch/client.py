"""The client: one request after another until an answer is whole, under one clock."""

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpcore
import httpx

from naves.kernel.fetch import errors
from naves.kernel.fetch.body import Body, BodyBrokenError, BodyTooLargeError
from naves.kernel.fetch.network import AddressRefusedError, GuardedNetwork, Resolver, resolve
from naves.kernel.fetch.policy import DEFAULT_POLICY, Policy, default_ssl_context
from naves.kernel.fetch.request import Request, first_request, redirected
from naves.kernel.fetch.response import Fetched

_NO_HEADERS: Mapping[str, str] = {}


def fetch(
    url: str,
    *,
    method: str = "GET",
    content: bytes = b"",
    headers: Mapping[str, str] = _NO_HEADERS,
    policy: Policy = DEFAULT_POLICY,
) -> Fetched:
    """Fetch ``url`` from ordinary code; raises :class:`FetchError`. Not for use inside a running event loop."""
    return asyncio.run(fetch_async(url, method=method, content=content, headers=headers, policy=policy))


async def fetch_async(
    url: str,
    *,
    method: str = "GET",
    content: bytes = b"",
    headers: Mapping[str, str] = _NO_HEADERS,
    policy: Policy = DEFAULT_POLICY,
) -> Fetched:
    """Fetch ``url`` once; raises :class:`FetchError`."""
    async with Fetcher(policy) as fetcher:
        return await fetcher.fetch(url, method=method, content=content, headers=headers)


class Fetcher:
    """Keeps connections open between requests; use it in ``async with``."""

    def __init__(
        self,
        policy: Policy = DEFAULT_POLICY,
        *,
        max_connections: int = 50,
        resolver: Resolver = resolve,
    ) -> None:
        self._policy = policy
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=policy.ssl_context or default_ssl_context(),
            max_connections=max_connections,
            keepalive_expiry=30,
            network_backend=GuardedNetwork(policy, resolver),
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        content: bytes = b"",
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Fetched:
        """Return the whole answer whatever its status; raises :class:`FetchError`."""
        request = first_request(method, url, headers, content, self._policy.user_agent)
        try:
            async with asyncio.timeout(self._policy.total_seconds):
                return await self._follow(request)
        except TimeoutError:
            raise errors.timed_out(url, self._policy.total_seconds) from None

    async def _follow(self, request: Request) -> Fetched:
        start = str(request.url)
        for _ in range(self._policy.max_redirects + 1):
            answer = await self._translated(request)
            following = redirected(request, answer.status, answer.headers.get("location"))
            if following is None:
                return answer
            request = following
        raise errors.too_many_redirects(start, self._policy.max_redirects)

    async def _translated(self, request: Request) -> Fetched:
        """Send one request; every failure comes out as a :class:`FetchError`."""
        url = str(request.url)
        try:
            return await self._send(request)
        except AddressRefusedError:
            raise errors.private_address(url) from None
        except BodyTooLargeError:
            raise errors.too_large(url, self._policy.max_bytes) from None
        except httpcore.TimeoutException:
            raise errors.timed_out(url, self._policy.read_seconds) from None
        except httpcore.ConnectError as error:
            raise errors.unreachable(url) from error
        except (httpcore.ProtocolError, httpcore.NetworkError, BodyBrokenError) as error:
            raise errors.broken_answer(url) from error

    async def _send(self, request: Request) -> Fetched:
        scheme, _, port = request.origin
        target = httpcore.URL(scheme=scheme, host=request.url.raw_host, port=port, target=request.url.raw_path)
        limits = {
            "connect": self._policy.connect_seconds,
            "read": self._policy.read_seconds,
            "write": self._policy.read_seconds,
            "pool": self._policy.total_seconds,
        }
        async with self._pool.stream(
            request.method,
            target,
            headers=request.headers.raw,
            content=request.content,
            extensions={"timeout": limits},
        ) as response:
            headers = httpx.Headers(response.headers)
            body = await self._body(response, headers) if request.method != "HEAD" else b""
        return Fetched(str(request.url), response.status, headers, body)

    async def _body(self, response: httpcore.Response, headers: httpx.Headers) -> bytes:
        limit = self._policy.max_bytes
        stated = headers.get("content-length", "")
        if stated.isdecimal() and int(stated) > limit:
            raise BodyTooLargeError
        body = Body(headers.get("content-encoding", ""), limit)
        async for chunk in response.aiter_stream():
            body.feed(chunk)
        return body.finish()
