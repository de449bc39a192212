"""The exit checklist: whether the contract lets the town leave with its data."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.catalogue.operations.checklist import answer_clauses
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.queries.recovery import exit_checklist
from naves.domains.catalogue.record_permissions import Action, may, require
from naves.kernel.clock import now
from naves.web.catalogue import looks, trails
from naves.web.catalogue.recovery.forms import ExitForm
from naves.web.design.acting import actor_of, attempt, form_page, sent


@require_http_methods(["GET", "HEAD", "POST"])
def exit_page(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Show the checklist; those who may, answer it."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    found = exit_checklist(actor, dataset)
    form = ExitForm(sent(request), items=found.items)
    if request.method == "POST":
        require(actor, Action.RECOVER, dataset)
        done = attempt(form, lambda: answer_clauses(actor=actor, at=now(), dataset=dataset, answers=form.answers()))
        if done is not None:
            messages.success(request, _("The answers were saved."))
            return redirect("catalogue:exit", dataset.pk)
    return form_page(
        request,
        form,
        template="catalogue/exit.html",
        found=found,
        title=looks.title_of(dataset),
        tabs=trails.dataset_tabs(request, dataset),
        may_answer=may(actor, Action.RECOVER, dataset),
        breadcrumbs=trails.of_dataset(dataset, (_("Exit checklist"), "")),
    )
