"""A WSGI application behind an ASGI server: Django beside the hub, on one port (docs/decisions/0111).

The application runs in one thread to the end of its answer, as under a WSGI server: database connections belong to
threads. An answer that is there at once costs one hop between thread and event loop; one that streams goes out only
as fast as the client takes it, and ends when the client goes away. Bodies above a megabyte are spooled to disk.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

IN_MEMORY = 1024 * 1024
PART = 64 * 1024
PATIENCE = 0.05


class ClientGone(Exception):
    """The client closed the connection before its request was whole."""


class _Answer:
    """What the application says at the start of its answer."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.body = b""

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return self._write

    def _write(self, data: bytes) -> None:
        self.body += data


class _Line:
    """What a thread that streams has to the client: sends and waits, so that nothing piles up."""

    def __init__(self, send: Send, receive: Receive) -> None:
        self._loop = asyncio.get_running_loop()
        self._send = send
        self._receive = receive
        self.gone = False

    def send(self, message: Message) -> None:
        """Send from the application's thread; return when the server has taken it."""
        asyncio.run_coroutine_threadsafe(self._sent(message), self._loop).result()

    async def _sent(self, message: Message) -> None:
        await self._send(message)

    def watching(self) -> "Future[None]":
        """Begin to notice that the client goes away."""
        return asyncio.run_coroutine_threadsafe(self._watch(), self._loop)

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True


class WsgiBridge:
    """An ASGI application (http only) that runs ``app`` in ``threads`` threads."""

    def __init__(self, app: WsgiApp, *, threads: int) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="site")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                await _read_whole(receive, body)
            except ClientGone:
                return
            line = _Line(send, receive)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._pool, self._run, environ_of(scope, body), line)
        if answer is not None:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.body})

    def _run(self, environ: dict[str, Any], line: _Line) -> _Answer | None:
        """Run the application in one thread to its end; return an answer that did not have to be streamed."""
        answer = _Answer()
        iterable = self._app(environ, answer.start)
        try:
            # Django's streaming answers say of themselves that they are.
            if getattr(iterable, "streaming", False):
                self._stream(answer, iter(iterable), line)
                return None
            answer.body += b"".join(iterable)
            return answer
        finally:
            close = getattr(iterable, "close", None)
            if close is not None:
                close()

    def _stream(self, answer: _Answer, pieces: Iterator[bytes], line: _Line) -> None:
        line.send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        watching = line.watching()
        try:
            for part in _gathered(answer.body, pieces):
                if line.gone:
                    return
                line.send({"type": "http.response.body", "body": part, "more_body": True})
            line.send({"type": "http.response.body", "body": b""})
        finally:
            watching.cancel()

    def close(self) -> None:
        """Let the requests under way finish."""
        self._pool.shutdown(wait=True)


def _gathered(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces joined to parts of a useful size; what comes slowly is not kept back."""
    parts, size, since = [first], len(first), time.monotonic()
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= PART or time.monotonic() - since > PATIENCE:
            yield b"".join(parts)
            parts, size, since = [], 0, time.monotonic()
    if size:
        yield b"".join(parts)


async def _read_whole(receive: Receive, body: IO[bytes]) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            body.seek(0)
            return


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """Return the environ of PEP 3333 for an HTTP scope."""
    server = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").upper().replace("-", "_")
        key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
        value = raw_value.decode("latin-1")
        known = environ.get(key)
        environ[key] = value if known is None else f"{known}{'; ' if name == 'COOKIE' else ','}{value}"
    return environ
