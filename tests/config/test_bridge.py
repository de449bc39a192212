"""The site behind the event loop: the same answers as under a WSGI server, streamed and cut off as there."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from naves.config.bridge import IN_MEMORY, PART, WsgiBridge
from naves.config.front import Front

Environ = dict[str, Any]


class Streaming:
    """What Django's streaming answers look like to a server."""

    streaming = True

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = iter(pieces)
        self.threads: set[int] = set()
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self.threads.add(threading.get_ident())
        return next(self.pieces)

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed = True


def ask(
    app: Callable[..., Any],
    *,
    method: str = "GET",
    path: str = "/",
    body: tuple[bytes, ...] = (b"",),
    headers: Iterable[tuple[bytes, bytes]] = (),
    gone_after: int | None = None,
    cut: bool = False,
) -> list[dict[str, Any]]:
    """Return what is sent; the client goes away after ``gone_after`` messages, or in the middle of its body."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"a=1&b=%20",
        "headers": list(headers),
        "server": ("127.0.0.1", 80),
        "client": ("10.0.0.1", 5),
    }
    sent: list[dict[str, Any]] = []
    parts = [{"type": "http.request", "body": each, "more_body": cut or each is not body[-1]} for each in body]

    async def run() -> None:
        gone = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if parts:
                return parts.pop(0)
            if not cut:
                await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(dict(message))
            if gone_after is not None and len(sent) >= gone_after:
                gone.set()
            await asyncio.sleep(0.005)

        await app(scope, receive, send)

    asyncio.run(run())
    return sent


def bridge(site: Callable[[Environ, Any], Iterable[bytes]]) -> WsgiBridge:
    return WsgiBridge(site, threads=2)


def test_the_application_sees_the_request_as_it_was() -> None:
    seen: Environ = {}

    def site(environ: Environ, start: Any) -> list[bytes]:
        seen.update(environ, body=environ["wsgi.input"].read())
        start("201 Created", [("X-One", "1"), ("Set-Cookie", "a"), ("Set-Cookie", "b")])
        return [b"ab", b"c"]

    headers = [(b"host", b"x"), (b"content-type", b"text/plain"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    sent = ask(bridge(site), method="POST", path="/měst/a", body=(b"12", b"3"), headers=headers)
    assert sent[0]["status"] == 201
    assert sent[0]["headers"] == [(b"x-one", b"1"), (b"set-cookie", b"a"), (b"set-cookie", b"b")]
    assert [each["body"] for each in sent[1:]] == [b"abc"]
    assert (seen["REQUEST_METHOD"], seen["QUERY_STRING"], seen["body"]) == ("POST", "a=1&b=%20", b"123")
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/měst/a"
    assert (seen["CONTENT_TYPE"], seen["HTTP_HOST"], seen["HTTP_COOKIE"]) == ("text/plain", "x", "a=1; b=2")
    assert seen["REMOTE_ADDR"] == "10.0.0.1"


def test_a_stream_stays_in_one_thread_and_is_joined_to_parts() -> None:
    streamed = Streaming([b"x" * 1000] * 200)

    def site(environ: Environ, start: Any) -> Streaming:
        start("200 OK", [])
        return streamed

    sent = ask(bridge(site))
    bodies = [each["body"] for each in sent[1:]]
    assert b"".join(bodies) == b"x" * 200_000
    assert len(bodies) < 10
    assert max(map(len, bodies)) < PART + 1001
    assert len(streamed.threads) == 1
    assert streamed.closed


def test_a_stream_ends_when_the_client_goes_away() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * PART

    streamed = Streaming(endless())

    def site(environ: Environ, start: Any) -> Streaming:
        start("200 OK", [])
        return streamed

    sent = ask(bridge(site), gone_after=4)
    assert 4 <= len(sent) < 20
    assert streamed.closed


def test_an_upload_that_was_cut_off_never_reaches_the_application() -> None:
    called: list[bool] = []

    def site(environ: Environ, start: Any) -> list[bytes]:
        called.append(True)
        return []

    assert ask(bridge(site), method="POST", body=(b"half",), cut=True) == []
    assert called == []


def test_a_large_upload_is_spooled_and_whole() -> None:
    sizes: list[int] = []

    def site(environ: Environ, start: Any) -> list[bytes]:
        sizes.append(len(environ["wsgi.input"].read()))
        start("204 No Content", [])
        return []

    ask(bridge(site), method="POST", body=tuple(bytes(IN_MEMORY // 2) for _ in range(5)))
    assert sizes == [IN_MEMORY // 2 * 5]


def test_a_failure_closes_the_answer_and_is_the_servers_to_tell() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * PART
        raise ValueError("in the middle")

    streamed = Streaming(broken())

    def site(environ: Environ, start: Any) -> Streaming:
        start("200 OK", [])
        return streamed

    with pytest.raises(ValueError, match="in the middle"):
        ask(bridge(site))
    assert streamed.closed


def test_the_front_sends_each_request_to_its_room() -> None:
    rooms: list[str] = []

    class Hub:
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            rooms.append("hub " + scope["path"])

        def close(self) -> None:
            rooms.append("hub closed")

    def site(environ: Environ, start: Any) -> list[bytes]:
        rooms.append("site " + environ["PATH_INFO"])
        start("200 OK", [])
        return []

    front = Front(hub=Hub(), site=bridge(site))  # type: ignore[arg-type]
    for path in ("/ngsi-ld/v1/entities", "/ngsi-ldx", "/needs/"):
        ask(front, path=path)
    assert rooms == ["hub /ngsi-ld/v1/entities", "site /ngsi-ldx", "site /needs/"]
    asyncio.run(_lifespan(front))
    assert rooms[-1] == "hub closed"


async def _lifespan(front: Front) -> None:
    told = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[str] = []

    async def receive() -> Any:
        return told.pop(0)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await front({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
