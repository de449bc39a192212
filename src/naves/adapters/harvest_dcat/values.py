"""Single values of a graph: texts by language, codes, days, addresses."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from naves.adapters.harvest_dcat.graph import Graph, Node, Term
from naves.adapters.harvest_dcat.names import VCARD

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MEDIA: Final = re.compile(r"https?://(?:www\.)?iana\.org/assignments/media-types/")
UNKNOWN_MEDIA: Final = "application/octet-stream"
"""RFC 2046: a file of which nothing is known; stands for the "unknown" that some catalogues write."""


MOST: Final = 1e15


def by_language(values: Iterable[Term]) -> dict[str, list[str]]:
    """Return texts by language; what says none counts as Czech."""
    found: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal) and (text := value.value.replace("\x00", "").strip()):
            found.setdefault((value.language or "cs").partition("-")[0].lower(), []).append(text)
    return found


def text(values: Iterable[Term], language: str) -> str:
    """Return the first text of a language."""
    return next(iter(by_language(values).get(language, [])), "")


def any_text(values: Iterable[Term]) -> str:
    """Return a text, Czech before English before others."""
    found = by_language(values)
    return next((found[one][0] for one in ("cs", "en", *found) if found.get(one)), "")


def iris(values: Iterable[Term]) -> tuple[str, ...]:
    """Return the addresses, also those that were written as texts."""
    found = (value.value.strip() for value in values if isinstance(value, NamedNode | Literal))
    return tuple(dict.fromkeys(value for value in found if value))


def iri(values: Iterable[Term]) -> str:
    """Return the first address, or an empty text."""
    return next(iter(iris(values)), "")


def code(values: Iterable[Term], base: str) -> str:
    """Return the code of a list below ``base``, in either scheme; other values as they are."""
    value = iri(values)
    bare = value.removeprefix("https:").removeprefix("http:")
    return bare.removeprefix(base.removeprefix("http:")) if value else ""


def media_type(values: Iterable[Term]) -> str:
    """Return a media type without the address of its register."""
    bare = _MEDIA.sub("", iri(values)).strip()
    return UNKNOWN_MEDIA if bare and "/" not in bare else bare


def day(values: Iterable[Term]) -> date | None:
    """Return the day of a date, a moment, a month or a year."""
    for value in values:
        if isinstance(value, Literal) and (found := _DAY.match(value.value.strip())):
            try:
                return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
            except ValueError:
                continue
    return None


def number(values: Iterable[Term]) -> float | None:
    """Return the first number that is one."""
    for value in values:
        try:
            found = float(value.value)
        except (ValueError, AttributeError):
            continue
        if 0 <= found < MOST:
            return found
    return None


def mail(graph: Graph, contact: Node) -> str:
    """Return the e-mail address of a contact, given as an IRI, a text or a thing with a value."""
    for value in graph.get(contact, f"{VCARD}hasEmail", f"{VCARD}email"):
        inner = graph.get(value, f"{VCARD}hasValue", f"{VCARD}value") if not isinstance(value, Literal) else []
        address = iri(inner) or iri([value])
        if address:
            return address.removeprefix("mailto:").strip()
    return ""
