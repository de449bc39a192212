"""The national catalogue in pages."""

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from naves.adapters.dcat_ap.pages import Page
from naves.adapters.dcat_ap.records import PROFILE
from naves.adapters.dcat_ap.terms import PREFIXES
from naves.adapters.stored_records.streams import stored, version
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.rdf import turtle
from naves.web.catalogue_data.answers import conditional, for_programs
from naves.web.catalogue_data.syntax import JSONLD, TURTLE, asked

DEFAULT_SIZE, MOST = 100, 1000


@for_programs()
def catalog(request: HttpRequest, extension: str = "") -> HttpResponseBase:
    """Answer with a page of all published datasets; `hydra:next` and a Link header lead on."""
    syntax = asked(request, extension)
    if syntax is None:
        return redirect("catalogue:list")
    size, after = _size(request), _after(request)
    base = f"{settings.NAVES_PUBLIC_ADDRESS}/data/catalog"
    address = f"{base}.{extension}" if extension else base
    everything = stored(PROFILE, syntax.kept)
    rows = everything.order_by("dataset_id") if after is None else everything.filter(dataset_id__gt=after)
    columns = ("dataset_id", "dataset__iri", "body")
    found = list(rows.order_by("dataset_id").values_list(*columns)[: size + 1])
    page = Page(
        catalogue=base,
        publisher=f"{settings.NAVES_PUBLIC_ADDRESS}/",
        here=_link(address, size, after),
        first=_link(address, size, None),
        next=_link(address, size, found[size - 1][0]) if len(found) > size else None,
        total=everything.count(),
        datasets=[iri for _key, iri, _text in found[:size]],
    )
    bodies = [text for _key, _iri, text in found[:size]]
    content = page.jsonld(bodies) if syntax is JSONLD else page.ntriples(bodies)
    content = turtle.text(content, PREFIXES) if syntax is TURTLE else content
    changed_at = version(PROFILE, syntax.kept).changed_at
    response = conditional(request, content, syntax.media_type, changed_at=changed_at)
    if page.next:
        response["Link"] = f'<{page.next}>; rel="next"'
    return response


def _link(address: str, size: int, after: uuid.UUID | None) -> str:
    said = ({"after": str(after)} if after else {}) | ({"size": str(size)} if size != DEFAULT_SIZE else {})
    return f"{address}?{urlencode(said)}" if said else address


def _size(request: HttpRequest) -> int:
    text = request.GET.get("size", str(DEFAULT_SIZE))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise Refused(
            Problem(
                code="size",
                field="size",
                value=text[:50],
                message=gettext_noop("“%(value)s” is not a size of a page."),
                params={"value": text[:50], "most": MOST},
                remedy=gettext_noop("Give a whole number from 1 to %(most)s."),
            )
        )
    return int(text)


def _after(request: HttpRequest) -> uuid.UUID | None:
    text = request.GET.get("after", "")
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Refused(
            Problem(
                code="after",
                field="after",
                value=text[:50],
                message=gettext_noop("“%(value)s” is not a place in the catalogue."),
                params={"value": text[:50]},
                remedy=gettext_noop("Follow the links hydra:next from the first page."),
            )
        ) from None
