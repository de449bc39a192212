"""A client that calls the hub's operations as its server does, without a socket."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from naves.hub.api.app import HubApp
from naves.hub.api.request import Reply, Request

LINK = '<{}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'


@dataclass
class Answer:
    reply: Reply
    status: int = field(init=False)

    def __post_init__(self) -> None:
        self.status = self.reply.status

    @property
    def json(self) -> Any:
        return orjson.loads(self.reply.body)

    def header(self, name: str) -> str | None:
        found = [value.decode() for key, value in self.reply.headers if key == name.encode()]
        return ", ".join(found) if found else None

    @property
    def problem(self) -> str:
        """The last word of the type of a ProblemDetails."""
        return str(self.json["type"]).rpartition("/")[2]


class Client:
    def __init__(self, app: HubApp) -> None:
        self.app = app
        self.hub = app.hub

    def call(self, method: str, path: str, body: Any = None, *, params: Any = None, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        raw = b""
        if body is not None:
            raw = body if isinstance(body, bytes) else orjson.dumps(body)
            inline = isinstance(body, dict) and "@context" in body
            sent.setdefault("content-type", "application/ld+json" if inline else "application/json")
            sent["content-length"] = str(len(raw))
        query = urlencode(params or {}, quote_via=quote).encode()
        return Answer(self.app.handle(Request(method, f"/ngsi-ld/v1/{path}", query, sent, raw)))

    def get(self, path: str, *, params: Any = None, **headers: str) -> Answer:
        return self.call("GET", path, params=params, **headers)

    def post(self, path: str, body: Any, *, params: Any = None, **headers: str) -> Answer:
        return self.call("POST", path, body, params=params, **headers)

    def patch(self, path: str, body: Any, *, params: Any = None, **headers: str) -> Answer:
        return self.call("PATCH", path, body, params=params, **headers)

    def put(self, path: str, body: Any, *, params: Any = None, **headers: str) -> Answer:
        return self.call("PUT", path, body, params=params, **headers)

    def delete(self, path: str, *, params: Any = None, **headers: str) -> Answer:
        return self.call("DELETE", path, params=params, **headers)

    def ids(self, **params: Any) -> list[str]:
        """The ids that a query finds, in order."""
        answer = self.get("entities", params=params)
        assert answer.status == 200, answer.json
        return [entity["id"] for entity in answer.json]
