"""Files as they were uploaded: always as attachments, whole or in parts, never anything that a browser runs."""

import re
import uuid
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models import Distribution
from naves.kernel.errors import NotFound
from naves.web.files.opening import opened

PIECE: Final = 1 << 16
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_SAFE_TYPES: Final = frozenset(
    {
        "text/csv", "text/tab-separated-values", "text/plain", "application/json", "application/geo+json",
        "application/x-ndjson", "application/vnd.apache.parquet", "application/pdf", "application/zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)  # fmt: skip


@require_safe
def download(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponseBase:
    """Send a file to whoever may read it; one range of bytes where that is asked for."""
    part = opened(request, distribution_id)
    etag = f'"{part.checksum}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _headed(HttpResponse(status=304), part, etag)
    try:
        file = part.file.open("rb")
    except FileNotFoundError:
        raise NotFound("file", distribution_id) from None
    size = int(part.file.size)
    wanted = _wanted(request, size, etag)
    if wanted is None:
        whole = FileResponse(file, as_attachment=True, filename=_name(part), content_type=_type(part))
        return _headed(whole, part, etag)
    first, last = wanted
    if first > last:
        file.close()
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return _headed(refused, part, etag)
    some = StreamingHttpResponse(_pieces(file, first, last - first + 1), status=206, content_type=_type(part))
    some["Content-Range"] = f"bytes {first}-{last}/{size}"
    some["Content-Length"] = str(last - first + 1)
    # A part of a file must come as it is: no compression on the way.
    some["Content-Encoding"] = "identity"
    some["Content-Disposition"] = FileResponse((), as_attachment=True, filename=_name(part)).headers.get(
        "Content-Disposition", "attachment"
    )
    return _headed(some, part, etag)


def _headed(response: HttpResponseBase, part: Distribution, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if part.dataset.status == RecordStatus.PUBLISHED:
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "public, max-age=300"
    else:
        response["Cache-Control"] = "private, no-store"
    return response


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return the first and the last byte; None for the whole file, an empty range where it lies outside."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or not (found[1] or found[2]) or request.headers.get("If-Range", etag) != etag:
        return None
    if max(len(found[1]), len(found[2])) > 18:  # noqa: PLR2004 - no file is that long
        return (1, 0)
    if not found[1]:
        return (max(size - int(found[2]), 0), size - 1) if int(found[2]) and size else (1, 0)
    first, last = int(found[1]), min(int(found[2]), size - 1) if found[2] else size - 1
    return (first, last) if first <= last else (1, 0)


def _pieces(file: IO[Any], first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def _name(part: Distribution) -> str:
    return PurePath(str(part.file.name)).name


def _type(part: Distribution) -> str:
    return part.media_type if part.media_type in _SAFE_TYPES else "application/octet-stream"
