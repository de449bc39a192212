"""Sending a file, and the templates to fill in."""

import io
from collections.abc import Callable, Mapping
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.accounts.imports import operations
from naves.kernel.clock import now
from naves.kernel.errors import NotFound
from naves.kernel.tables import Column, write_csv, write_xlsx
from naves.web.design.acting import actor_of, attempt, form_page
from naves.web.design.exports import FORMATS
from naves.web.design.formats import is_czech
from naves.web.imports.forms import FORMS
from naves.web.imports.kinds import require
from naves.web.imports.service import imports
from naves.web.imports.tasks import check_now, check_upload

AT_ONCE: Final = 1_000_000
"""Files up to so many bytes are checked while the person waits; larger ones by the worker."""
WRITERS: Final[Mapping[str, Callable[..., int]]] = {"csv": write_csv, "xlsx": write_xlsx}


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file of one kind and check it; nothing is imported yet."""
    actor = actor_of(request)
    wanted = require(actor, kind)
    form = FORMS[kind](request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST":
        made = attempt(form, lambda: _received(request, kind, form))
        if made is not None:
            return redirect("imports:job", made)
    return form_page(
        request,
        form,
        template="imports/upload.html",
        heading=_("Import: %(kind)s") % {"kind": wanted.title},
        lead=wanted.about,
        submit=_("Check the file"),
        cancel=reverse("imports:list"),
        breadcrumbs=[(_("Imports"), reverse("imports:list")), (str(wanted.title), "")],
        kind=wanted,
        columns=imports().template(kind),
    )


def _received(request: HttpRequest, kind: str, form: "object") -> object:
    file, name = form.upload()  # type: ignore[attr-defined]
    options = form.options()  # type: ignore[attr-defined]
    user = request.user
    job = operations.receive(user=user, kind=kind, file=file, name=name, options=options, at=now())  # type: ignore[arg-type]
    if job.size <= AT_ONCE:
        check_now(job.pk)
    else:
        check_upload.enqueue(job_id=str(job.pk))
    return job.pk


@require_safe
def template(request: HttpRequest, kind: str, form: str) -> HttpResponse | FileResponse:
    """Send our own table of that kind with its headings and one example row, in the reader's language."""
    require(actor_of(request), kind)
    columns = imports().template(kind)
    if not columns or form not in WRITERS:
        raise NotFound("template", f"{kind}.{form}")
    named = [Column(_heading(column)) for column in columns]
    out = io.BytesIO()
    WRITERS[form](out, named, [{_heading(column): column.example for column in columns}])
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"naves-{kind}.{form}", content_type=FORMATS[form])


def _heading(column: Column) -> str:
    return column.heading if is_czech() else column.name
