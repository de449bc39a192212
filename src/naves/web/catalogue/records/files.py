"""Files and services of a dataset: added, changed, removed."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.models import Dataset, Distribution
from naves.domains.catalogue.operations.distributions import (
    add_distribution,
    edit_distribution,
    remove_distribution,
)
from naves.domains.catalogue.operations.services import create_service
from naves.domains.catalogue.queries.records import get_dataset, get_distribution
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.kernel.clock import now
from naves.kernel.errors import NotFound
from naves.web.catalogue import trails
from naves.web.catalogue.fields import EmptyForm
from naves.web.catalogue.records.forms import FileForm, ServiceForm, initial_of_file
from naves.web.design.acting import actor_of, attempt, form_page, sent

GET_OR_POST = ["GET", "HEAD", "POST"]
NAMES = {"access_url": "download_url", "terms_work_author": "author", "terms_database_author": "author"}


@require_http_methods(GET_OR_POST)
def add_file(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Add a file."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.EDIT, dataset)
    form = FileForm(sent(request), request.FILES or None, is_hvd=bool(dataset.hvd_categories))
    if request.method == "POST":
        made = attempt(
            form,
            lambda: add_distribution(
                actor=actor, at=now(), dataset=dataset, values=form.values(), file=form.cleaned_data["file"]
            ),
            names=NAMES,
        )
        if made is not None:
            messages.success(request, _("The file was added."))
            return redirect("catalogue:dataset", dataset.pk)
    return _page(request, form, dataset, heading=_("Add a file"))


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponse:
    """Change a file or its terms; a new file takes the place of the old one."""
    actor = actor_of(request)
    part = get_distribution(actor, distribution_id)
    require(actor, Action.EDIT, part.dataset)
    if part.kind == DistributionKind.SERVICE:
        raise NotFound("distribution", distribution_id)
    form = FileForm(
        sent(request),
        request.FILES or None,
        part=part,
        is_hvd=bool(part.dataset.hvd_categories),
        initial=initial_of_file(part),
    )
    if request.method == "POST":
        done = attempt(
            form,
            lambda: edit_distribution(
                actor=actor, at=now(), distribution=part, values=form.values(), file=form.cleaned_data["file"]
            ),
            names=NAMES,
        )
        if done is not None:
            messages.success(request, _("The file was changed."))
            return redirect("catalogue:dataset", part.dataset_id)
    return _page(request, form, part.dataset, heading=_("Change the file"))


@require_http_methods(GET_OR_POST)
def add_service(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Add an address where programs ask for the data."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.EDIT, dataset)
    form = ServiceForm(sent(request))

    @transaction.atomic
    def add() -> Distribution:
        values = form.values()
        service = create_service(actor=actor, at=now(), owner=dataset.owner, values=values)
        said = DistributionValues(kind=DistributionKind.SERVICE, title_cs=values.title_cs)
        return add_distribution(actor=actor, at=now(), dataset=dataset, values=said, service=service)

    if request.method == "POST" and attempt(form, add) is not None:
        messages.success(request, _("The service was added."))
        return redirect("catalogue:dataset", dataset.pk)
    return _page(request, form, dataset, heading=_("Add a service"))


@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponse:
    """Take a file or a service out of its dataset."""
    actor = actor_of(request)
    part = get_distribution(actor, distribution_id)
    require(actor, Action.EDIT, part.dataset)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: remove_distribution(actor=actor, at=now(), distribution=part))
        if done is not None:
            messages.success(request, _("It was removed from the record."))
            return redirect("catalogue:dataset", done.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Remove from the record"),
        question=_("Remove “%(title)s”?") % {"title": part},
        consequences=[_("Whoever reads it at its address will no longer find it.")],
        submit=_("Remove"),
        danger=True,
        cancel=reverse("catalogue:dataset", args=[part.dataset_id]),
        breadcrumbs=trails.of_dataset(part.dataset, (_("Remove from the record"), "")),
    )


def _page(request: HttpRequest, form: FileForm | ServiceForm, dataset: Dataset, *, heading: str) -> HttpResponse:
    return form_page(
        request,
        form,
        heading=heading,
        submit=_("Save"),
        cancel=reverse("catalogue:dataset", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (heading, "")),
    )
