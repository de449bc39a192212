"""Entering, editing, publishing and withdrawing a record; describing the catalogue of an owner."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.catalogue.operations.catalogues import describe_catalogue
from naves.domains.catalogue.operations.datasets import (
    create_dataset,
    edit_dataset,
    publish_dataset,
    withdraw_dataset,
)
from naves.domains.catalogue.queries.records import catalogue_of, get_dataset, series_of
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now
from naves.web.catalogue import looks, trails
from naves.web.catalogue.fields import EmptyForm, ReasonForm
from naves.web.catalogue.records.forms import CatalogueForm, DatasetForm, initial_of
from naves.web.design.acting import actor_of, attempt, form_page, sent

GET_OR_POST = ["GET", "HEAD", "POST"]
NAMES = {"version": "version_number", "distributions": "title_cs"}


@require_safe
def choose_owner(request: HttpRequest) -> HttpResponse:
    """Ask for whom a dataset is entered; with one organisation there is nothing to ask."""
    actor = actor_of(request)
    editing = [grant.organisation_id for grant in actor.grants if grant.at_least(MemberRole.EDITOR)]
    owners = list(Organisation.objects.filter(pk__in=editing).order_by("name_sort"))
    if not owners:
        require(actor, Action.CREATE)
    if len(owners) == 1:
        return redirect("catalogue:enter", owners[0].pk)
    context = {"breadcrumbs": [(_("Data"), reverse("catalogue:list")), (_("Enter a dataset"), "")], "owners": owners}
    return render(request, "catalogue/choose_owner.html", context)


@require_http_methods(GET_OR_POST)
def new(request: HttpRequest, owner_id: uuid.UUID) -> HttpResponse:
    """Enter a record."""
    actor, owner = actor_of(request), get_organisation(owner_id)
    require(actor, Action.CREATE, owner_id=owner.pk)
    form = DatasetForm(sent(request), series=list(series_of(owner.pk)))
    if request.method == "POST":
        made = attempt(
            form,
            lambda: create_dataset(actor=actor, at=now(), owner=owner, values=form.values(), series=form.chosen_series),
            names=NAMES,
        )
        if made is not None:
            messages.success(request, _("The record was saved as a draft. Now add the data."))
            return redirect("catalogue:dataset", made.pk)
    return _record_page(
        request,
        form,
        heading=_("New record"),
        submit=_("Save as a draft"),
        cancel=reverse("catalogue:estate", args=[owner.pk]),
        breadcrumbs=trails.of_owner(owner, (_("New record"), "")),
    )


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Change a record."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.EDIT, dataset)
    form = DatasetForm(
        sent(request), dataset=dataset, series=list(series_of(dataset.owner_id)), initial=initial_of(dataset)
    )
    if request.method == "POST":
        done = attempt(
            form,
            lambda: edit_dataset(
                actor=actor,
                at=now(),
                dataset=dataset,
                values=form.values(),
                place=dataset.place,
                series=form.chosen_series,
                version=form.cleaned_data["version_number"],
            ),
            names=NAMES,
        )
        if done is not None:
            messages.success(request, _("The record was changed."))
            return redirect("catalogue:dataset", dataset.pk)
    return _record_page(
        request,
        form,
        heading=_("Edit the record"),
        submit=_("Save"),
        cancel=reverse("catalogue:dataset", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Edit the record"), "")),
    )


@require_http_methods(GET_OR_POST)
def publish(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Ask once, then show the record to everybody."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.PUBLISH, dataset)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: publish_dataset(actor=actor, at=now(), dataset=dataset))
        if done is not None:
            messages.success(request, _("The record was published."))
            return redirect("catalogue:dataset", dataset.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Publish the record"),
        question=_("Publish “%(title)s”?") % {"title": looks.title_of(dataset)},
        consequences=[
            _("Everybody will find it and can download its files."),
            _("National and European catalogues will take it over."),
        ],
        submit=_("Publish"),
        cancel=reverse("catalogue:dataset", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Publish the record"), "")),
    )


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Take a record back, with a reason."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.WITHDRAW, dataset)
    form = ReasonForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: withdraw_dataset(actor=actor, at=now(), dataset=dataset, reason=form.cleaned_data["reason"]),
        )
        if done is not None:
            messages.success(request, _("The record was withdrawn."))
            return redirect("catalogue:dataset", dataset.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Withdraw the record"),
        question=_("Withdraw “%(title)s”?") % {"title": looks.title_of(dataset)},
        consequences=[_("It will keep its address and show the reason.")],
        submit=_("Withdraw"),
        danger=True,
        cancel=reverse("catalogue:dataset", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Withdraw the record"), "")),
    )


@require_http_methods(GET_OR_POST)
def describe(request: HttpRequest, owner_id: uuid.UUID) -> HttpResponse:
    """Describe the catalogue of an owner; the first time it is founded."""
    actor, owner = actor_of(request), get_organisation(owner_id)
    require(actor, Action.EDIT_CATALOGUE, owner_id=owner.pk)
    catalogue = catalogue_of(owner)
    initial: dict[str, Any] = {"title_cs": owner.name, "homepage": owner.website}
    if catalogue is not None:
        initial = {name: getattr(catalogue, name) for name in CatalogueForm.base_fields}
    form = CatalogueForm(sent(request), initial=initial)
    if request.method == "POST":
        done = attempt(form, lambda: describe_catalogue(actor=actor, at=now(), owner=owner, values=form.values()))
        if done is not None:
            messages.success(request, _("The catalogue was described."))
            return redirect("catalogue:estate", owner.pk)
    return form_page(
        request,
        form,
        heading=_("Catalogue of the organisation"),
        lead=_("What other catalogues will show of yours."),
        submit=_("Save"),
        cancel=reverse("catalogue:estate", args=[owner.pk]),
        breadcrumbs=trails.of_owner(owner, (_("Catalogue of the organisation"), "")),
    )


def _record_page(request: HttpRequest, form: DatasetForm, **context: Any) -> HttpResponse:
    return form_page(request, form, template="catalogue/record_form.html", **context)
