"""Export rehearsals: the schema, the upload, what was found."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.operations.rehearsals import declare_schema, problem_of, rehearse_export
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.queries.recovery import get_rehearsal, schema_of
from naves.domains.catalogue.record_permissions import Action, require
from naves.kernel.clock import now
from naves.web.catalogue import looks, trails
from naves.web.catalogue.recovery.forms import RehearsalForm, SchemaForm, lines_of
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.files import attachment
from naves.web.design.formats import day, number
from naves.web.design.parts import Fact

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def schema(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Say what an export of the dataset must hold."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.RECOVER, dataset)
    present = schema_of(dataset)
    initial = (
        {"columns": lines_of(present), "tolerance_percent": present.tolerance_percent} if present is not None else {}
    )
    form = SchemaForm(sent(request), initial=initial)
    if request.method == "POST":
        done = attempt(
            form,
            lambda: declare_schema(
                actor=actor,
                at=now(),
                dataset=dataset,
                columns=form.schema(),
                tolerance_percent=form.cleaned_data["tolerance_percent"],
            ),
        )
        if done is not None:
            messages.success(request, _("It is clear now what an export must hold."))
            return redirect("catalogue:rehearse", dataset.pk)
    return _page(request, form, dataset, heading=_("What an export must hold"), submit=_("Save"))


@require_http_methods(GET_OR_POST)
def rehearse(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Upload an export and have it checked."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.RECOVER, dataset)
    if schema_of(dataset) is None:
        messages.info(request, _("First say what an export must hold."))
        return redirect("catalogue:schema", dataset.pk)
    form = RehearsalForm(sent(request), request.FILES or None)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: rehearse_export(
                actor=actor,
                at=now(),
                dataset=dataset,
                file=form.cleaned_data["file"],
                exported_on=form.cleaned_data["exported_on"],
                rows_expected=form.cleaned_data["rows_expected"],
            ),
        )
        if made is not None:
            return redirect("catalogue:rehearsal", made.pk)
    return _page(request, form, dataset, heading=_("Rehearse the export"), submit=_("Check the export"))


@require_safe
def rehearsal(request: HttpRequest, rehearsal_id: uuid.UUID) -> HttpResponse:
    """Show what checking an export found."""
    shown = get_rehearsal(actor_of(request), rehearsal_id)
    context = {
        "breadcrumbs": trails.of_dataset(
            shown.dataset,
            (_("Recovery"), reverse("catalogue:recovery", args=[shown.dataset_id])),
            (_("Rehearsal of the export"), ""),
        ),
        "rehearsal": shown,
        "title": looks.title_of(shown.dataset),
        "problems": [problem_of(item) for item in shown.problems],
        "facts": [
            Fact(_("File"), shown.file_name, reverse("catalogue:rehearsal_file", args=[shown.pk])),
            Fact(_("Day of the export"), day(shown.exported_on)),
            Fact(_("Records that the system reports"), number(shown.rows_expected)),
            Fact(_("Rows without a problem"), number(shown.rows_found)),
            Fact(_("Problems"), number(shown.problem_count)),
            Fact(_("Checksum (SHA-256)"), shown.checksum),
        ],
    }
    return render(request, "catalogue/rehearsal.html", context)


@require_safe
def rehearsal_file(request: HttpRequest, rehearsal_id: uuid.UUID) -> FileResponse:
    """Send the export that was checked."""
    return attachment(get_rehearsal(actor_of(request), rehearsal_id).file)


def _page(
    request: HttpRequest, form: SchemaForm | RehearsalForm, dataset: Dataset, *, heading: str, submit: str
) -> HttpResponse:
    address = reverse("catalogue:recovery", args=[dataset.pk])
    return form_page(
        request,
        form,
        heading=heading,
        lead=looks.title_of(dataset),
        submit=submit,
        cancel=address,
        breadcrumbs=trails.of_dataset(dataset, (_("Recovery"), address), (heading, "")),
    )
