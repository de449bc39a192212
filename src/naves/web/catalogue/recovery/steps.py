"""Steps of a plan: added, changed, closed, opened again."""

import uuid
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naves.domains.catalogue.enums import StepStatus
from naves.domains.catalogue.models import RecoveryPlan
from naves.domains.catalogue.operations import recovery as operations
from naves.domains.catalogue.queries.recovery import get_plan, get_step
from naves.domains.catalogue.record_permissions import Action, require
from naves.kernel.clock import now
from naves.web.catalogue import trails
from naves.web.catalogue.recovery.forms import CloseForm, StepForm, initial_of_step
from naves.web.design.acting import actor_of, attempt, form_page, sent

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Add a step at the end."""
    actor = actor_of(request)
    plan = get_plan(actor, plan_id)
    require(actor, Action.RECOVER, plan.dataset)
    form = StepForm(sent(request))
    if request.method == "POST":
        made = attempt(form, lambda: operations.add_step(actor=actor, at=now(), plan=plan, values=form.values()))
        if made is not None:
            messages.success(request, _("The step was added."))
            return _back(plan)
    return _page(request, form, plan, heading=_("Add a step"))


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """Change a step."""
    actor = actor_of(request)
    step = get_step(actor, step_id)
    require(actor, Action.RECOVER, step.plan.dataset)
    form = StepForm(sent(request), initial=initial_of_step(step))
    if request.method == "POST":
        done = attempt(form, lambda: operations.edit_step(actor=actor, at=now(), step=step, values=form.values()))
        if done is not None:
            messages.success(request, _("The step was changed."))
            return _back(step.plan)
    return _page(request, form, step.plan, heading=_("Change the step"))


@require_http_methods(GET_OR_POST)
def close(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """Close a step with what came of it."""
    actor = actor_of(request)
    step = get_step(actor, step_id)
    require(actor, Action.RECOVER, step.plan.dataset)
    form = CloseForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.close_step(
                actor=actor,
                at=now(),
                step=step,
                outcome=form.cleaned_data["outcome"],
                status=StepStatus(form.cleaned_data["status"]),
            ),
        )
        if done is not None:
            messages.success(request, _("The step was closed."))
            return _back(step.plan)
    return _page(request, form, step.plan, heading=_("Close the step"), lead=step.title)


@require_POST
def reopen(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """Open a step again."""
    actor = actor_of(request)
    step = get_step(actor, step_id)
    operations.reopen_step(actor=actor, at=now(), step=step)
    messages.success(request, _("The step is open again."))
    return _back(step.plan)


def _back(plan: RecoveryPlan) -> HttpResponse:
    return redirect("catalogue:recovery", plan.dataset_id)


def _page(request: HttpRequest, form: BaseForm, plan: RecoveryPlan, *, heading: str, **more: Any) -> HttpResponse:
    address = reverse("catalogue:recovery", args=[plan.dataset_id])
    return form_page(
        request,
        form,
        heading=heading,
        submit=_("Save"),
        cancel=address,
        breadcrumbs=trails.of_dataset(plan.dataset, (_("Recovery"), address), (heading, "")),
        **more,
    )
