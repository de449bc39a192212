"""Lists as downloads: the same rows as on the page, as CSV, XLSX or Parquet (`?format=`)."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, Final, cast

from django.http import FileResponse, HttpRequest, StreamingHttpResponse

from naves.kernel.clock import today
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables import Column, write_csv, write_parquet, write_xlsx

Rows = Iterable[Mapping[str, object]]
FORMATS: Final = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
WRITERS: Final[Mapping[str, Callable[..., int]]] = {"xlsx": write_xlsx, "parquet": write_parquet}
ROWS_AT_ONCE: Final = 500
KEPT_IN_MEMORY: Final = 1024 * 1024


def wanted(request: HttpRequest) -> str:
    """Return the format that the address asks for, or an empty text for the page; Refused where there is none such."""
    name = request.GET.get("format", "")
    if name and name not in FORMATS:
        raise Refused(
            Problem(
                code="format",
                field="format",
                value=name,
                message=gettext_noop("“%(value)s” is not a format of our downloads."),
                params={"value": name, "known": ", ".join(FORMATS)},
                remedy=gettext_noop("Use one of: %(known)s."),
            )
        )
    return name


def download(format_name: str, *, name: str, columns: Sequence[Column], rows: Rows) -> StreamingHttpResponse:
    """Return ``rows`` as a file `name-2026-11-23.csv`, never the whole of it in memory.

    CSV flows while the rows are read. XLSX and Parquet end with an index, so they are written whole first.
    """
    file_name = f"{name}-{today().isoformat()}.{format_name}"
    if format_name == "csv":
        response = StreamingHttpResponse(csv_chunks(columns, rows), content_type=FORMATS["csv"])
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response
    file = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115  # the response closes it
    WRITERS[format_name](cast("Any", file), columns, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name, content_type=FORMATS[format_name])


def csv_chunks(columns: Sequence[Column], rows: Rows) -> Iterator[bytes]:
    """Yield the heading, then the rows, some hundreds at a time."""
    yield _csv(columns, (), heading=True)
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield _csv(columns, batch, heading=False)


def _csv(columns: Sequence[Column], rows: Rows, *, heading: bool) -> bytes:
    out = io.BytesIO()
    write_csv(out, columns, rows, heading=heading)
    return out.getvalue()
