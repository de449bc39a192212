"""Recovery of one dataset: its plan, how it is begun, how it ends."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.catalogue.enums import PlanStatus, StepStatus
from naves.domains.catalogue.models import RecoveryPlan, RecoveryStep
from naves.domains.catalogue.operations import recovery as operations
from naves.domains.catalogue.queries.estate import estate_row
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.queries.recovery import PlanItem, get_plan, plans_of, rehearsals_of, schema_of
from naves.domains.catalogue.record_permissions import Action, may, require
from naves.kernel.clock import now, today
from naves.web.catalogue import looks, trails
from naves.web.catalogue.recovery.forms import OWN, EndForm, PlanForm
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.words import Look

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def recovery(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Show the plans and rehearsals of a dataset."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    plans = plans_of(actor, dataset)
    running = next((plan for plan in plans if plan.status == PlanStatus.RUNNING), None)
    row = estate_row(actor, dataset, today())
    context = {
        "breadcrumbs": trails.of_dataset(dataset, (_("Recovery"), "")),
        "dataset": dataset,
        "title": looks.title_of(dataset),
        "tabs": trails.dataset_tabs(request, dataset),
        "stage": looks.stage_look(row.standing),
        "plan": running,
        "item": PlanItem(running, list(running.steps.all()), today()) if running is not None else None,
        "steps": steps_of(running) if running is not None else [],
        "ended": [plan for plan in plans if plan.status != PlanStatus.RUNNING],
        "rehearsals": rehearsals_of(actor, dataset),
        "schema": schema_of(dataset),
        "may_recover": may(actor, Action.RECOVER, dataset),
    }
    return render(request, "catalogue/recovery.html", context)


@require_http_methods(GET_OR_POST)
def begin(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Begin a plan from a usual case."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.RECOVER, dataset)
    form = PlanForm(sent(request))
    if request.method == "POST":
        made = attempt(
            form,
            lambda: operations.begin_plan(
                actor=actor,
                at=now(),
                dataset=dataset,
                template="" if form.cleaned_data["template"] == OWN else form.cleaned_data["template"],
                aim=form.cleaned_data["aim"],
            ),
        )
        if made is not None:
            messages.success(request, _("The plan has begun. Check who does each step and until when."))
            return redirect("catalogue:recovery", dataset.pk)
    return form_page(
        request,
        form,
        heading=_("Begin a recovery plan"),
        lead=looks.title_of(dataset),
        submit=_("Begin the plan"),
        cancel=reverse("catalogue:recovery", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(
            dataset,
            (_("Recovery"), reverse("catalogue:recovery", args=[dataset.pk])),
            (_("Begin a recovery plan"), ""),
        ),
    )


@require_safe
def plan(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show a plan that has ended; one that runs is shown with its dataset."""
    shown = get_plan(actor_of(request), plan_id)
    if shown.status == PlanStatus.RUNNING:
        return redirect("catalogue:recovery", shown.dataset_id)
    context = {
        "breadcrumbs": trails.of_dataset(
            shown.dataset,
            (_("Recovery"), reverse("catalogue:recovery", args=[shown.dataset_id])),
            (shown.aim, ""),
        ),
        "plan": shown,
        "steps": steps_of(shown),
    }
    return render(request, "catalogue/plan.html", context)


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Finish a plan, or give it up."""
    actor = actor_of(request)
    shown = get_plan(actor, plan_id)
    require(actor, Action.RECOVER, shown.dataset)
    form = EndForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.end_plan(
                actor=actor,
                at=now(),
                plan=shown,
                reason=form.cleaned_data["reason"],
                abandon=form.cleaned_data["abandon"],
            ),
        )
        if done is not None:
            messages.success(request, _("The plan has ended."))
            return redirect("catalogue:recovery", shown.dataset_id)
    heading = _("End the plan")
    return form_page(
        request,
        form,
        heading=heading,
        lead=shown.aim,
        submit=heading,
        cancel=reverse("catalogue:recovery", args=[shown.dataset_id]),
        breadcrumbs=trails.of_dataset(
            shown.dataset, (_("Recovery"), reverse("catalogue:recovery", args=[shown.dataset_id])), (heading, "")
        ),
    )


def steps_of(shown: RecoveryPlan) -> list[tuple[RecoveryStep, Look]]:
    """Return the steps with how they show; an open one whose day has passed is late."""
    return [
        (
            step,
            looks.LATE
            if step.status == StepStatus.OPEN and step.deadline is not None and step.deadline < today()
            else looks.STEPS[step.status],
        )
        for step in shown.steps.all()
    ]
