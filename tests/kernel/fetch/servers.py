"""Servers on the loopback that behave well and badly."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

Seen: TypeAlias = tuple[str, str, dict[str, str], bytes]
"""Method, path, headers in small letters, body."""

FAR_REDIRECT = "http://169.254.169.254/latest/meta-data"


class WellBehaved(BaseHTTPRequestHandler):
    """Answers by path; ``seen`` keeps what arrived."""

    protocol_version = "HTTP/1.1"
    seen: list[Seen]

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.command, self.path, headers, body))
        self.answer(self.path.partition("?")[0].strip("/").split("/"), body)

    do_POST = do_GET  # noqa: N815 - the name that the base looks for

    def answer(self, path: list[str], body: bytes) -> None:  # noqa: C901, PLR0912 - one case a line
        match path:
            case ["redirect", status, *target]:
                self.reply(int(status), b"", location="/" + "/".join(target))
            case ["inward"]:
                self.reply(302, b"", location=FAR_REDIRECT)
            case ["elsewhere", port]:
                self.reply(302, b"", location=f"http://127.0.0.1:{port}/text")
            case ["file-scheme"]:
                self.reply(302, b"", location="file:///etc/passwd")
            case ["loop"]:
                self.reply(302, b"", location="/loop")
            case ["status", status]:
                self.reply(int(status), b"no")
            case ["gzip", megabytes]:
                self.reply(200, gzip.compress(bytes(int(megabytes) * 1_000_000)), content_encoding="gzip")
            case ["gzip-two"]:
                self.reply(200, gzip.compress(b"one ") + gzip.compress(b"two"), content_encoding="gzip")
            case ["gzip-cut"]:
                self.reply(200, gzip.compress(b"one two three")[:-9], content_encoding="gzip")
            case ["gzip-twice"]:
                self.reply(200, gzip.compress(gzip.compress(b"one")), content_encoding="gzip, gzip")
            case ["bytes", count]:
                self.reply(200, b"x" * int(count))
            case ["echo"]:
                self.reply(200, body)
            case _:
                self.reply(200, "Dobrý den".encode(), content_type="Text/Plain; charset=UTF-8")

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the base
        pass


@contextmanager
def well_behaved(context: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[Seen]]]:
    """Serve on a free port; yield the port and the requests as they arrive."""
    seen: list[Seen] = []
    handler = type("Handler", (WellBehaved,), {"seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1], seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def badly_behaved(*parts: bytes, pause: float = 0) -> Iterator[int]:
    """Send ``parts`` to whoever connects, with a pause after each, then hang up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.recv(65_536)
                    for part in parts:
                        connection.sendall(part)
                        time.sleep(pause)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
