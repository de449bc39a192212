"""Catalogues on the loopback that behave well and badly."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What a server answers by path, and what it was asked."""

    port: int = 0
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    special: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, content: Any, content_type: str = "application/json") -> str:
        body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        self.files[path] = (content_type, body)
        return self.url(path)


@contextmanager
def serving() -> Iterator[Site]:
    """Serve on a free port; a file has an ETag, and one that the client knows is answered with 304."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            special = site.special.get(self.path)
            if special is not None:
                site.asked.append((self.path, 0))
                with suppress(OSError):
                    special(self)
                return
            content_type, body = site.files.get(self.path, ("text/plain", b""))
            etag = f'"{sha256(body).hexdigest()[:20]}"'
            known = self.headers.get("If-None-Match") == etag
            status = 404 if self.path not in site.files else 304 if known else 200
            site.asked.append((self.path, status))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", "0" if status == 304 else str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(b"" if status == 304 else body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the base
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def hangs(handler: BaseHTTPRequestHandler) -> None:
    """Begin an answer and never end it."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    time.sleep(3)


def lies_about_length(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than there is."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"dataset": []}')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def redirects_to(address: str) -> Answer:
    """Send the client elsewhere."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer
