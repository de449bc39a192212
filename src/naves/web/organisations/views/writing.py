"""Founding, editing and closing organisations."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.organisations import operations
from naves.domains.organisations.permissions import Action, require
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.organisations.forms import ConsentForm, OrganisationForm, organisation_initial

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def create(request: HttpRequest) -> HttpResponse:
    """Found an organisation."""
    actor = actor_of(request)
    require(actor, Action.CREATE)
    form = OrganisationForm(sent(request), actor=actor)
    if request.method == "POST":
        made = attempt(form, lambda: operations.create_organisation(actor=actor, at=now(), values=form.values()))
        if made is not None:
            messages.success(request, _("The organisation was added."))
            return redirect("organisations:organisation", made.pk)
    return form_page(
        request,
        form,
        heading=_("New organisation"),
        lead=_(
            "You will be its manager. Ministries, regions, municipalities and state bodies are added by administrators."
        ),
        submit=_("Add the organisation"),
        cancel=reverse("organisations:list"),
        breadcrumbs=[(_("Organisations"), reverse("organisations:list")), (_("New organisation"), "")],
    )


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Change what an organisation says of itself."""
    actor = actor_of(request)
    shown = get_organisation(organisation_id)
    require(actor, Action.EDIT, shown)
    form = OrganisationForm(sent(request), actor=actor, organisation=shown, initial=organisation_initial(shown))
    address = reverse("organisations:organisation", args=[shown.pk])
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.edit_organisation(actor=actor, at=now(), organisation=shown, values=form.values()),
        )
        if done is not None:
            messages.success(request, _("The organisation was changed."))
            return redirect(address)
    return form_page(
        request,
        form,
        heading=_("Edit the organisation"),
        cancel=address,
        breadcrumbs=[
            (_("Organisations"), reverse("organisations:list")),
            (shown.name, address),
            (_("Edit the organisation"), ""),
        ],
    )


@require_http_methods(GET_OR_POST)
def close(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """End an organisation."""
    shown = get_organisation(organisation_id)
    require(actor_of(request), Action.CLOSE, shown)
    form = ConsentForm(sent(request))
    address = reverse("organisations:organisation", args=[shown.pk])
    if request.method == "POST":
        done = attempt(
            form, lambda: operations.close_organisation(actor=actor_of(request), at=now(), organisation=shown)
        )
        if done is not None:
            messages.success(request, _("The organisation was closed."))
            return redirect(address)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Close the organisation"),
        question=_("Shall “%(name)s” be closed?") % {"name": shown.name},
        consequences=[
            _("Its needs, strategies and answers stay."),
            _("Its members can no longer act for it."),
        ],
        submit=_("Close the organisation"),
        danger=True,
        cancel=address,
        breadcrumbs=[
            (_("Organisations"), reverse("organisations:list")),
            (shown.name, address),
            (_("Close the organisation"), ""),
        ],
    )
