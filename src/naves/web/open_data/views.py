"""Open data: what there is to download, with the dictionary beside it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.adapters.open_data.datasets import DATASETS
from naves.kernel.errors import NotFound
from naves.web.design import exports
from naves.web.open_data.lines import json_lines

FORMATS = ("csv", "parquet", "ndjson")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the datasets and what each column says."""
    context = {"datasets": DATASETS.values(), "formats": FORMATS, "breadcrumbs": [(_("Open data"), "")]}
    return render(request, "open_data/catalogue.html", context)


@require_safe
def dataset(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """Send a dataset; its columns are called by name, whatever the reader's language."""
    found = DATASETS.get(name)
    if found is None or extension not in FORMATS:
        raise NotFound("dataset", f"{name}.{extension}")
    if extension == "ndjson":
        response = StreamingHttpResponse(json_lines(found.rows()), content_type="application/x-ndjson")
        response["Content-Disposition"] = f'attachment; filename="{name}.ndjson"'
        return response
    return exports.download(extension, name=name, columns=found.columns, rows=found.rows())
