"""A request as handlers see it, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson

JSON = "application/json"
LD_JSON = "application/ld+json"
GEO_JSON = "application/geo+json"


class Source(NamedTuple):
    """The one entity that an answer rests on, as it was stored, and the @context that it names."""

    tenant: int
    urn: str
    version: int
    context: str | None


@dataclass(slots=True)
class Reply:
    """Status, body and headers of an answer; ``source`` where nothing but one entity decides about it."""

    status: int = 200
    body: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    source: Source | None = None

    def with_header(self, name: str, value: str) -> "Reply":
        self.headers.append((name.encode("latin-1"), value.encode("utf-8")))
        return self


def json_reply(value: Any, status: int = 200, content_type: str = JSON) -> Reply:
    """Answer with JSON."""
    return Reply(status, orjson.dumps(value), [(b"content-type", content_type.encode())])


class Request:
    """One HTTP request, its body read whole."""

    def __init__(self, method: str, path: str, query: bytes, headers: Mapping[str, str], body: bytes) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body

    @cached_property
    def params(self) -> dict[str, str]:
        """Query parameters; of a repeated one the last."""
        return dict(parse_qsl(self.query.decode("latin-1"), keep_blank_values=True)) if self.query else {}
