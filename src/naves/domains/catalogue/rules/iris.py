"""IRIs: a bad one is refused at the door, not at export."""

import re
import uuid
from typing import Final
from urllib.parse import urlsplit

from naves.kernel.errors import Problem, gettext_noop

LONGEST: Final = 700
# RFC 3987 and the grammar of Turtle: none of these may stand in an IRI.
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\s]")
_SCHEMES: Final = frozenset({"http", "https"})
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EMAIL: Final = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")
KINDS: Final = frozenset({"catalogues", "datasets", "distributions", "services", "series"})


def own_iri(public_address: str, kind: str, identifier: uuid.UUID) -> str:
    """Return the lasting IRI of a record of ours; ``kind`` is one of KINDS."""
    if kind not in KINDS:
        raise ValueError(kind)
    return f"{public_address.rstrip('/')}/data/{kind}/{identifier}"


def is_iri(text: str) -> bool:
    """Whether ``text`` is an absolute http(s) IRI that every syntax of RDF can carry."""
    if not text or len(text) > LONGEST or _FORBIDDEN.search(text) or _BAD_PERCENT.search(text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.hostname) and (port is None or port > 0)


def iri_problem(text: str, field: str) -> Problem | None:
    """Return what is wrong with an address or an identifier, or None."""
    if is_iri(text):
        return None
    return Problem(
        code="iri",
        field=field,
        value=text[:200],
        message=gettext_noop("“%(value)s” is not a web address."),
        params={"value": text[:200]},
        remedy=gettext_noop("Give it whole, beginning with https://, without spaces and quotation marks."),
    )


def iri_problems(texts: list[str] | tuple[str, ...], field: str) -> list[Problem]:
    """Return what is wrong with several."""
    return [problem for text in texts if (problem := iri_problem(text, field))]


def email_problem(text: str, field: str) -> Problem | None:
    """Return what is wrong with an e-mail address, or None."""
    if not text or _EMAIL.fullmatch(text):
        return None
    return Problem(
        code="email",
        field=field,
        value=text,
        message=gettext_noop("“%(value)s” is not an e-mail address."),
        params={"value": text},
        remedy=gettext_noop("Write it as data@obec.cz."),
    )
