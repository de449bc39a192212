"""Resolves whatever stands in @context or a Link header into a :class:`Context`, once, and keeps it."""

import threading
from collections import OrderedDict
from datetime import datetime
from typing import Any

import orjson

from naves.hub.context.documents import CORE_URL, Documents
from naves.hub.context.terms import Context, TermMap
from naves.hub.problems import BadRequestData
from naves.kernel import clock

MAX_DEPTH = 12
MAX_KEPT = 1_000


class ContextEngine:
    """Thread-safe: the same @context asked for twice at once is resolved twice and kept once."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Context] = OrderedDict()
        self.generation = 0
        self._uses: dict[str, tuple[int, datetime]] = {}
        core = documents.get(CORE_URL)["@context"]
        self._core = core
        base = TermMap()
        base.add(core, scoped_allowed=True)
        self._base = base
        self.core = Context(base, key=CORE_URL, url=CORE_URL)

    def known(self, reference: str) -> Context | None:
        """Return a @context already resolved, without any input or output."""
        return self.core if reference == CORE_URL else self._kept.get(reference)

    def resolve(self, reference: Any, *, counted: bool = True) -> Context:
        """Return the Context for a URL, an object, a list of both, or None (the core)."""
        if reference is None or reference == CORE_URL:
            return self.core
        reference = _simplified(reference)
        if reference == CORE_URL:
            return self.core
        url = reference if isinstance(reference, str) else None
        key = url or orjson.dumps(reference, option=orjson.OPT_SORT_KEYS).decode()
        if counted:
            self.count(reference)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        terms = self._base.copy()
        self._overlay(terms, reference, trail=())
        terms.add(self._core, scoped_allowed=True)
        context = Context(terms, key=key, url=url)
        with self._lock:
            self._kept[key] = context
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return context

    def uses(self, url: str) -> tuple[int, datetime | None]:
        """Return how often a @context was asked for since the start, and when last."""
        return self._uses.get(_identity(url), (0, None))

    def count(self, reference: Any) -> None:
        """Note that a @context was asked for."""
        for each in reference if isinstance(reference, list) else [reference]:
            key = _identity(each) if isinstance(each, str) else ""
            if key and (key in self._uses or len(self._uses) < MAX_KEPT):
                self._uses[key] = (self._uses.get(key, (0, None))[0] + 1, clock.now())

    def forget(self, gone: str | None = None) -> None:
        """Drop everything resolved, after a document behind it has changed; of one that is gone the uses too."""
        with self._lock:
            if gone is not None:
                self._uses.pop(_identity(gone), None)
            self._kept.clear()
            self.generation += 1

    def _overlay(self, terms: TermMap, reference: Any, *, trail: tuple[str, ...]) -> None:
        if len(trail) > MAX_DEPTH:
            raise BadRequestData("the @context refers to others more than 12 levels deep")
        if reference is None:
            return
        if isinstance(reference, str):
            if reference in trail:
                raise BadRequestData(f"the @context {reference} includes itself")
            self._overlay(terms, self.documents.get(reference)["@context"], trail=(*trail, reference))
        elif isinstance(reference, list):
            for part in reference:
                self._overlay(terms, part, trail=trail)
        elif isinstance(reference, dict):
            trusted = bool(trail) and "uri.etsi.org/ngsi-ld/" in trail[-1]
            imported = reference.get("@import")
            if isinstance(imported, str):
                self._overlay(terms, imported, trail=trail)
            terms.add(reference, scoped_allowed=trusted)
        else:
            raise BadRequestData("@context has to be an address, an object or a list of these")


def _simplified(reference: Any) -> Any:
    """Take away what changes nothing: a list of one, and the core, which is always there."""
    if isinstance(reference, list):
        rest = [part for part in reference if part != CORE_URL]
        if not rest:
            return CORE_URL
        return _simplified(rest[0]) if len(rest) == 1 else rest
    return reference


def _identity(url: str) -> str:
    """Return one name for a @context hosted here, whatever the client calls this host."""
    _, hosted, identifier = url.rpartition("/ngsi-ld/v1/jsonldContexts/")
    return identifier if hosted else url
