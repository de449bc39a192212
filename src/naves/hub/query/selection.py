"""Everything that chooses entities in one value: stores narrow by it, memory decides by it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from naves.hub.model.vocabulary import Doc
from naves.hub.query import evaluate
from naves.hub.query.ast import Node
from naves.hub.query.geo import GeoQuery
from naves.hub.query.scope import ScopeQuery
from naves.hub.query.types import TypeChoice, matches


@dataclass(frozen=True, slots=True)
class Selection:
    """A conjunction; what is None or empty chooses nothing away."""

    types: TypeChoice | None = None
    ids: tuple[str, ...] = ()
    id_pattern: str | None = None
    attrs: tuple[str, ...] = ()
    q: Node | None = None
    geo: GeoQuery | None = None
    scope: ScopeQuery | None = None
    datasets: frozenset[str] | None = None
    either: tuple["Selection", ...] = field(default=())

    def predicate(self, follow: evaluate.Follow = evaluate.nowhere) -> evaluate.Predicate:
        """Return the whole selection as a function of a stored entity."""
        tests = list(self._tests(follow))
        return lambda doc: all(test(doc) for test in tests)

    def _tests(self, follow: evaluate.Follow) -> Iterator[evaluate.Predicate]:
        types, ids, attrs, geo, scope = self.types, self.ids, self.attrs, self.geo, self.scope
        if ids:
            wanted = frozenset(ids)
            yield lambda doc: doc["id"] in wanted
        if types is not None:
            yield lambda doc: matches(types, doc["type"])
        if self.id_pattern:
            search = re.compile(self.id_pattern).search
            yield lambda doc: search(doc["id"]) is not None
        if attrs:
            yield lambda doc: any(name in doc["attrs"] for name in attrs)
        if scope is not None:
            yield lambda doc: scope.matches(doc.get("scope", []))
        if self.q is not None:
            yield evaluate.compiled(self.q, follow)
        if geo is not None:
            yield geo.matches
        if self.either:
            alternatives = [each.predicate(follow) for each in self.either]
            yield lambda doc: any(test(doc) for test in alternatives)

    def needs_memory(self) -> bool:
        """Say whether SQL alone cannot decide (4.9 on values, geometry, patterns and scopes)."""
        return bool(self.q or self.geo or self.scope or self.id_pattern or self.either)


def not_expired(doc: Doc, at: str) -> bool:
    """Say whether a transient entity still stands at the moment ``at``."""
    expires = doc.get("expiresAt")
    return expires is None or expires > at


def without_expired(doc: Doc, at: str) -> Doc:
    """Leave out the attribute instances that have expired (4.22)."""
    if not any("expiresAt" in each for instances in doc["attrs"].values() for each in instances):
        return doc
    attrs = {}
    for name, instances in doc["attrs"].items():
        kept = [each for each in instances if each.get("expiresAt", at + "~") > at]
        if kept:
            attrs[name] = kept
    return {**doc, "attrs": attrs}
