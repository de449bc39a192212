"""Where @context documents come from: the package, the operator, the hub's own store, the network."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any, Protocol

import orjson

from naves.hub.problems import BadRequestData

CORE_VERSION = "1.9"
_CORE_BASE = "https://uri.etsi.org/ngsi-ld/v1/"
CORE_URL = f"{_CORE_BASE}ngsi-ld-core-context-v{CORE_VERSION}.jsonld"
DATA_INTEGRITY_URL = "https://w3id.org/security/data-integrity/v2"
MAX_CONTEXT_BYTES = 1_048_576


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = orjson.loads((files(__package__) / "data" / name).read_bytes())
    return loaded


def shipped() -> dict[str, dict[str, Any]]:
    """Return every @context that the package carries, by address."""
    documents = {
        f"{_CORE_BASE}ngsi-ld-core-context-v1.{minor}.jsonld": _read(f"ngsi-ld-core-context-v1.{minor}.jsonld")
        for minor in range(3, 10)
    }
    documents[f"{_CORE_BASE}ngsi-ld-core-context.jsonld"] = documents[CORE_URL]
    documents[DATA_INTEGRITY_URL] = _read("w3c-data-integrity-v2.jsonld")
    return documents


class Fetcher(Protocol):
    """Gets the bytes behind an address, guarded against size, time and private addresses."""

    def __call__(self, url: str, *, max_bytes: int, accept: str) -> bytes: ...


def parse(raw: bytes, url: str) -> dict[str, Any]:
    """Return the document of a fetched @context, which has to be an object with @context."""
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BadRequestData(f"{url} is not JSON: {error}") from error
    if not isinstance(document, dict) or "@context" not in document:
        raise BadRequestData(f"{url} holds no @context")
    return document


class Documents:
    """Looks a document up: shipped, given by the operator, hosted here, and last over the network."""

    def __init__(
        self,
        *,
        fetch: Fetcher,
        given: dict[str, dict[str, Any]] | None = None,
        hosted: Callable[[str], dict[str, Any] | None] = lambda _url: None,
        fetched: Callable[[str, dict[str, Any]], None] = lambda _url, _document: None,
    ) -> None:
        self.shipped = shipped()
        self._given = given or {}
        self._fetch = fetch
        self._hosted = hosted
        self._fetched = fetched

    def get(self, url: str) -> dict[str, Any]:
        """Return the JSON document at ``url``."""
        local = self.shipped.get(url)
        if local is not None:
            return local
        hosted = self._hosted(url)
        if hosted is not None:
            return hosted
        if not url.startswith(("http://", "https://")):
            raise BadRequestData(f"{url!r} is not an address of a @context")
        document = self.download(url)
        self._fetched(url, document)
        return document

    def download(self, url: str) -> dict[str, Any]:
        """Fetch ``url`` anew, whatever is known of it; what the operator gave stands for the network."""
        if url in self._given:
            return self._given[url]
        return parse(self._fetch(url, max_bytes=MAX_CONTEXT_BYTES, accept="application/ld+json, application/json"), url)
