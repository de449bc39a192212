"""A dataset entered into the estate on one page."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.operations.custody import describe_estate, record_fact
from naves.domains.catalogue.operations.datasets import create_dataset
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.records import DatasetValues
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now
from naves.web.catalogue import trails
from naves.web.catalogue.estate.forms import EnterForm
from naves.web.design.acting import actor_of, attempt, form_page, sent


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, owner_id: uuid.UUID) -> HttpResponse:
    """Enter a dataset: what it is, who holds it, under which contract; all of it or nothing."""
    actor, owner = actor_of(request), get_organisation(owner_id)
    require(actor, Action.CREATE, owner_id=owner.pk)
    form = EnterForm(sent(request))

    @transaction.atomic
    def act() -> Dataset:
        at = now()
        values = DatasetValues(title_cs=form.cleaned_data["title_cs"])
        dataset = create_dataset(actor=actor, at=at, owner=owner, values=values)
        if form.has_entry:
            describe_estate(actor=actor, at=at, dataset=dataset, values=form.entry())
        for fact in form.facts():
            record_fact(actor=actor, at=at, dataset=dataset, values=fact)
        return dataset

    if request.method == "POST" and (made := attempt(form, act)) is not None:
        messages.success(request, _("The dataset is in the estate. Nobody but you sees it until you publish it."))
        return redirect("catalogue:custody", made.pk)
    return form_page(
        request,
        form,
        template="catalogue/enter.html",
        heading=_("Enter a dataset"),
        lead=_("What you do not know, leave empty: it will show as not assessed."),
        submit=_("Enter into the estate"),
        cancel=reverse("catalogue:estate", args=[owner.pk]),
        breadcrumbs=trails.of_owner(owner, (_("Enter a dataset"), "")),
    )
