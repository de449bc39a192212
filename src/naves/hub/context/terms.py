"""A resolved @context: forward and reverse term maps for the part of JSON-LD 1.1 that NGSI-LD allows.

Terms expand and compact as the JSON-LD algorithms say (PyLD is the oracle in the tests), with
one rule on top: the core @context always wins (GS CIM 009, 5.5.7).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from naves.hub.problems import BadRequestData

KEYWORDS = frozenset(
    [
        "@id",
        "@type",
        "@value",
        "@list",
        "@set",
        "@graph",
        "@context",
        "@vocab",
        "@base",
        "@language",
        "@version",
        "@protected",
        "@reverse",
        "@index",
        "@container",
        "@json",
        "@none",
        "@nest",
        "@included",
        "@import",
        "@propagate",
        "@prefix",
        "@direction",
    ]
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*\Z")
_GEN_DELIMS = (":", "/", "?", "#", "[", "]", "@")


@dataclass(frozen=True, slots=True)
class Term:
    """What a term stands for: its IRI, how its values are coerced, and whether it may prefix others."""

    iri: str
    coercion: str | None = None
    container: str | None = None
    is_prefix: bool = False


class TermMap:
    """Terms of one or more local contexts laid over one another, in order."""

    def __init__(self) -> None:
        self.terms: dict[str, Term | None] = {}
        self.vocab: str | None = None

    def copy(self) -> "TermMap":
        """Return a map that can grow apart from this one."""
        other = TermMap()
        other.terms = dict(self.terms)
        other.vocab = self.vocab
        return other

    def add(self, local: Mapping[str, Any], *, scoped_allowed: bool = False) -> None:
        """Lay one local context (a JSON object) over the terms."""
        if "@vocab" in local:
            vocab = local["@vocab"]
            if vocab is not None and not isinstance(vocab, str):
                raise BadRequestData("@vocab of a @context has to be a string")
            self.vocab = self._expand(vocab, local, {}) if vocab else vocab
        defined: dict[str, bool] = {}
        for name in local:
            if name not in KEYWORDS:
                self._define(name, local, defined, scoped_allowed=scoped_allowed)

    def _define(
        self, name: str, local: Mapping[str, Any], defined: dict[str, bool], *, scoped_allowed: bool = True
    ) -> None:
        if name in defined:
            if not defined[name]:
                raise BadRequestData(f"the term {name!r} of the @context is defined by itself")
            return
        defined[name] = False
        self.terms.pop(name, None)
        self.terms[name] = self._term(name, local[name], local, defined, scoped_allowed=scoped_allowed)
        defined[name] = True

    def _term(
        self, name: str, value: Any, local: Mapping[str, Any], defined: dict[str, bool], *, scoped_allowed: bool
    ) -> Term | None:
        if value is None:
            return None
        simple = isinstance(value, str)
        spec: Mapping[str, Any] = {"@id": value} if simple else value
        if not isinstance(spec, Mapping):
            raise BadRequestData(f"the term {name!r} of the @context is neither a string nor an object")
        if "@context" in spec and not scoped_allowed:
            raise BadRequestData(f"the term {name!r} holds a scoped @context, which NGSI-LD does not allow")
        identifier = spec.get("@id", name)
        if identifier is None:
            return None
        if not isinstance(identifier, str):
            raise BadRequestData(f"@id of the term {name!r} has to be a string")
        iri = self._term_iri(name, identifier, local, defined)
        coercion = spec.get("@type")
        if coercion is not None:
            if not isinstance(coercion, str):
                raise BadRequestData(f"@type of the term {name!r} has to be a string")
            coercion = self._expand(coercion, local, defined)
        container = spec.get("@container")
        prefix = spec.get("@prefix", simple and ":" not in name and iri.endswith(_GEN_DELIMS))
        return Term(iri, coercion, container if isinstance(container, str) else None, bool(prefix))

    def _term_iri(self, name: str, identifier: str, local: Mapping[str, Any], defined: dict[str, bool]) -> str:
        if identifier != name:
            iri = self._expand(identifier, local, defined)
        elif ":" in name[1:]:
            prefix, suffix = name.split(":", 1)
            if prefix in local and prefix != name:
                self._define(prefix, local, defined)
            base = self.terms.get(prefix)
            iri = base.iri + suffix if base else name
        elif self.vocab is not None:
            iri = self.vocab + name
        else:
            raise BadRequestData(f"the term {name!r} of the @context has no IRI")
        if not (iri in KEYWORDS or ":" in iri):
            raise BadRequestData(f"the term {name!r} of the @context does not stand for an IRI")
        return iri

    def _expand(self, value: str, local: Mapping[str, Any], defined: dict[str, bool]) -> str:
        if value in KEYWORDS:
            return value
        if value in local and not defined.get(value, False):
            self._define(value, local, defined)
        term = self.terms.get(value)
        if term is not None:
            return term.iri
        if ":" in value[1:]:
            prefix, suffix = value.split(":", 1)
            if prefix == "_" or suffix.startswith("//"):
                return value
            if prefix in local and not defined.get(prefix, False):
                self._define(prefix, local, defined)
            base = self.terms.get(prefix)
            return base.iri + suffix if base and base.is_prefix else value
        return (self.vocab or "") + value


class Context:
    """A @context ready for use. ``key`` identifies it; ``url`` is what a Link header can name."""

    __slots__ = ("_compacted", "_expanded", "_prefixes", "_reverse", "_vocab", "key", "terms", "url")

    def __init__(self, terms: TermMap, *, key: str, url: str | None) -> None:
        self.terms = {name: term for name, term in terms.terms.items() if term is not None}
        self.key = key
        self.url = url
        self._vocab = terms.vocab or ""
        self._expanded: dict[str, str] = {}
        self._compacted: dict[str, str] = {}
        self._reverse: dict[str, str] = {}
        for name in sorted(self.terms, key=lambda name: (len(name), name)):
            self._reverse.setdefault(self.terms[name].iri, name)
        self._prefixes = sorted(
            ((term.iri, name) for name, term in self.terms.items() if term.is_prefix),
            key=lambda pair: (-len(pair[0]), len(pair[1]), pair[1]),
        )

    def expand(self, name: str) -> str:
        """Return the IRI of a term, compact IRI or absolute IRI."""
        iri = self._expanded.get(name)
        if iri is None:
            iri = self._expand(name)
            if len(self._expanded) < 50_000:  # noqa: PLR2004 - a hostile client must not fill the memory
                self._expanded[name] = iri
        return iri

    def _expand(self, name: str) -> str:
        term = self.terms.get(name)
        if term is not None:
            return term.iri
        if ":" in name[1:]:
            prefix, suffix = name.split(":", 1)
            base = None if suffix.startswith("//") else self.terms.get(prefix)
            if base and base.is_prefix:
                return base.iri + suffix
            if _SCHEME.match(prefix):
                return name
        return self._vocab + name

    def compact(self, iri: str) -> str:
        """Return the shortest name that expands to ``iri`` again."""
        name = self._compacted.get(iri)
        if name is None:
            name = self._compact(iri)
            if len(self._compacted) < 50_000:  # noqa: PLR2004
                self._compacted[iri] = name
        return name

    def _compact(self, iri: str) -> str:
        name = self._reverse.get(iri)
        if name is not None:
            return name
        if self._vocab and iri.startswith(self._vocab):
            suffix = iri[len(self._vocab) :]
            if suffix and suffix not in self.terms and ":" not in suffix:
                return suffix
        best: str | None = None
        for base, prefix in self._prefixes:
            if iri.startswith(base) and len(iri) > len(base):
                candidate = f"{prefix}:{iri[len(base) :]}"
                if candidate not in self.terms and (best is None or (len(candidate), candidate) < (len(best), best)):
                    best = candidate
        return best if best is not None else iri

    def coercion(self, name: str) -> str | None:
        """Return how the @context types the values of a term ("@vocab", "@id", an IRI) or None."""
        term = self.terms.get(name)
        return term.coercion if term else None
