"""The model of a description. Every node has an IRI: nothing is blank, so that records can be merged and compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from naves.kernel.rdf.iris import mend

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Term:
    """A property or a class: its IRI, and its key in JSON-LD. ``many``: JSON-LD writes a list, even of one."""

    iri: str
    name: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to something that is described elsewhere."""

    iri: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language."""

    value: str
    language: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A value with a datatype; an empty one is a plain string."""

    value: str
    datatype: str = ""


@dataclass(slots=True)
class Node:
    """Something described here; ``iri`` is mended by whoever makes it."""

    iri: str
    classes: tuple[Term, ...] = ()
    properties: list[tuple[Term, list["Value"]]] = field(default_factory=list)

    def add(self, term: Term, *values: "Value | None") -> Self:
        """Add what is there; nothing is added for None."""
        present: list[Value] = [value for value in values if value is not None]
        if present:
            self.properties.append((term, present))
        return self


Value = Ref | Text | Typed | Node


def refs(texts: Iterable[str]) -> list[Ref]:
    """Return links to those that are IRIs, or can be mended to be, each once."""
    return [Ref(iri) for iri in dict.fromkeys(mend(text) for text in texts) if iri]


def ref(text: str) -> Ref | None:
    """Return a link, or None where ``text`` is no IRI."""
    iri = mend(text) if text else ""
    return Ref(iri) if iri else None


def texts(cs: str, en: str) -> list[Text]:
    """Return what is there of a text in two languages."""
    return [Text(value, language) for value, language in ((cs, "cs"), (en, "en")) if value]


def words(cs: Iterable[str], en: Iterable[str]) -> list[Text]:
    """Return words in two languages, each once."""
    return [Text(word, "cs") for word in dict.fromkeys(cs)] + [Text(word, "en") for word in dict.fromkeys(en)]
