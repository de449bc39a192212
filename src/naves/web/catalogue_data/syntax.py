"""Which syntax an answer is in."""

from dataclasses import dataclass

from django.http import HttpRequest

from naves.adapters.stored_records.keeping import Renderer
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.rdf import turtle


@dataclass(frozen=True, slots=True)
class Syntax:
    """A syntax: its extension, its media type, and the one of the kept syntaxes that it is made of."""

    extension: str
    media_type: str
    kept: str


JSONLD = Syntax("jsonld", "application/ld+json", "jsonld")
TURTLE = Syntax("ttl", "text/turtle; charset=utf-8", "nt")
NTRIPLES = Syntax("nt", "application/n-triples; charset=utf-8", "nt")
BY_EXTENSION = {syntax.extension: syntax for syntax in (JSONLD, TURTLE, NTRIPLES)}
HTML = "text/html"
BY_MEDIA_TYPE = {
    "application/ld+json": JSONLD,
    "application/json": JSONLD,
    "text/turtle": TURTLE,
    "application/x-turtle": TURTLE,
    "application/n-triples": NTRIPLES,
    "text/plain": NTRIPLES,
}


def asked(request: HttpRequest, extension: str) -> Syntax | None:
    """Return the syntax by extension, else by Accept; None for a browser that wants a page. Unknown types: JSON-LD."""
    if extension:
        return BY_EXTENSION[extension]
    wanted = request.get_preferred_type([*BY_MEDIA_TYPE, HTML]) if request.headers.get("Accept") else None
    if wanted == HTML:
        return None
    return BY_MEDIA_TYPE.get(wanted or "", JSONLD)


def body(syntax: Syntax, kept: dict[str, str], renderer: Renderer) -> str:
    """Return a record in a syntax."""
    text = kept[syntax.kept]
    return turtle.text(text, renderer.prefixes) if syntax is TURTLE else text


def renderer_of(request: HttpRequest, known: dict[str, Renderer], default: Renderer) -> Renderer:
    """Return the exporter that `?profile=` names; Refused where there is none such."""
    name = request.GET.get("profile", "")
    if not name:
        return default
    if name not in known:
        raise Refused(
            Problem(
                code="profile",
                field="profile",
                value=name,
                message=gettext_noop("“%(value)s” is not a profile of our records."),
                params={"value": name, "known": ", ".join(known)},
                remedy=gettext_noop("Use one of: %(known)s."),
            )
        )
    return known[name]
