"""Everything at once, streamed from what is kept."""

import uuid

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import quote_etag

from naves.adapters.stored_records import registry
from naves.adapters.stored_records.streams import chunks, packed, version
from naves.kernel.errors import NotFound, Problem, Refused, gettext_noop
from naves.web.catalogue_data.answers import for_programs, stamped

# What the extension means: the kept syntax and the media type.
FORMATS = {
    "nt": ("nt", "application/n-triples; charset=utf-8"),
    "jsonl": ("jsonld", "application/x-ndjson; charset=utf-8"),
}


@for_programs()
def dump(request: HttpRequest, profile: str, extension: str) -> HttpResponseBase:
    """Answer with all records of a profile, or of one `?organisation=`; packed where the reader takes gzip."""
    if profile not in registry.renderers():
        raise NotFound("profile", profile)
    owner = _owner(request)
    syntax, media_type = FORMATS[extension]
    now = version(profile, syntax, owner)
    is_packed = _takes_gzip(request)
    tag = quote_etag(f"{profile}-{extension}-{owner or 'all'}-{now.tag}{'-gz' if is_packed else ''}")
    pieces = iter(()) if request.method == "HEAD" else chunks(profile, syntax, owner)
    response = StreamingHttpResponse(packed(pieces) if is_packed else pieces, content_type=media_type)
    if is_packed:
        response["Content-Encoding"] = "gzip"
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response["Content-Encoding"] = "identity"  # gzip;q=0: or else the middleware packs it all the same
    name = profile.replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return stamped(request, response, tag=tag, changed_at=now.changed_at)


def _takes_gzip(request: HttpRequest) -> bool:
    for part in request.headers.get("Accept-Encoding", "").split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _owner(request: HttpRequest) -> uuid.UUID | None:
    text = request.GET.get("organisation", "")
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Refused(
            Problem(
                code="organisation",
                field="organisation",
                value=text[:50],
                message=gettext_noop("“%(value)s” is not an identifier of an organisation."),
                params={"value": text[:50]},
                remedy=gettext_noop("Copy it from the address of the organisation's page."),
            )
        ) from None
