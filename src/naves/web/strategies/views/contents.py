"""Goals, measures and indicators of a draft."""

import uuid

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.strategies import operations
from naves.domains.strategies.models import StrategyVersion
from naves.domains.strategies.permissions import Action, require
from naves.domains.strategies.queries import get_measure, get_version
from naves.domains.strategies.queries.parts import get_goal, get_indicator
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.strategies import trails
from naves.web.strategies.forms import (
    EmptyForm,
    GoalForm,
    IndicatorForm,
    MeasureForm,
    goal_initial,
    indicator_initial,
    measure_initial,
)

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def new_goal(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Add a goal to a draft."""
    draft = get_version(actor_of(request), strategy_id, number)
    require(actor_of(request), Action.EDIT, draft)
    form = GoalForm(sent(request), version=draft, initial={"parent": request.GET.get("under", "")})
    if request.method == "POST":
        goal = attempt(
            form,
            lambda: operations.add_goal(actor=actor_of(request), at=now(), version=draft, values=form.values()),
        )
        if goal is not None:
            messages.success(request, _("The goal “%(goal)s” was added.") % {"goal": goal})
            return redirect(f"{trails.address_of(draft)}#goal-{goal.pk}")
    return _page(request, form, draft, heading=_("New goal"))


@require_http_methods(GET_OR_POST)
def edit_goal(request: HttpRequest, goal_id: uuid.UUID) -> HttpResponse:
    """Change a goal of a draft."""
    goal = get_goal(actor_of(request), goal_id)
    require(actor_of(request), Action.EDIT, goal.version)
    form = GoalForm(sent(request), version=goal.version, goal=goal, initial=goal_initial(goal))
    if request.method == "POST":
        done = attempt(
            form, lambda: operations.edit_goal(actor=actor_of(request), at=now(), goal=goal, values=form.values())
        )
        if done is not None:
            messages.success(request, _("The goal “%(goal)s” was changed.") % {"goal": done})
            return redirect(f"{trails.address_of(goal.version)}#goal-{goal.pk}")
    return _page(request, form, goal.version, heading=_("Edit the goal"))


@require_http_methods(GET_OR_POST)
def remove_goal(request: HttpRequest, goal_id: uuid.UUID) -> HttpResponse:
    """Take a goal out of a draft."""
    goal = get_goal(actor_of(request), goal_id)
    require(actor_of(request), Action.EDIT, goal.version)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: operations.remove_goal(actor=actor_of(request), at=now(), goal=goal))
        if done is not None:
            messages.success(request, _("The goal “%(goal)s” was removed.") % {"goal": goal})
            return redirect(trails.address_of(done))
    return _question(
        request,
        form,
        goal.version,
        heading=_("Remove the goal"),
        question=_("Shall the goal “%(goal)s” be removed from the draft?") % {"goal": goal},
        consequence=_("The goals and measures under it go with it."),
    )


@require_http_methods(GET_OR_POST)
def new_measure(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Add a measure to a draft."""
    draft = get_version(actor_of(request), strategy_id, number)
    require(actor_of(request), Action.EDIT, draft)
    form = MeasureForm(sent(request), version=draft, initial={"goal": request.GET.get("goal", "")})
    if request.method == "POST":
        measure = attempt(
            form,
            lambda: operations.add_measure(actor=actor_of(request), at=now(), version=draft, values=form.values()),
        )
        if measure is not None:
            messages.success(request, _("The measure “%(measure)s” was added.") % {"measure": measure})
            return redirect("strategies:measure", measure.pk)
    return _page(request, form, draft, heading=_("New measure"))


@require_http_methods(GET_OR_POST)
def edit_measure(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Change a measure of a draft."""
    measure = get_measure(actor_of(request), measure_id)
    require(actor_of(request), Action.EDIT, measure.version)
    form = MeasureForm(sent(request), version=measure.version, initial=measure_initial(measure))
    address = reverse("strategies:measure", args=[measure.pk])
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.edit_measure(actor=actor_of(request), at=now(), measure=measure, values=form.values()),
        )
        if done is not None:
            messages.success(request, _("The measure “%(measure)s” was changed.") % {"measure": done})
            return redirect(address)
    return _page(request, form, measure.version, heading=_("Edit the measure"), cancel=address)


@require_http_methods(GET_OR_POST)
def remove_measure(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Take a measure out of a draft."""
    measure = get_measure(actor_of(request), measure_id)
    require(actor_of(request), Action.EDIT, measure.version)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: operations.remove_measure(actor=actor_of(request), at=now(), measure=measure))
        if done is not None:
            messages.success(request, _("The measure “%(measure)s” was removed.") % {"measure": measure})
            return redirect(trails.address_of(done))
    return _question(
        request,
        form,
        measure.version,
        heading=_("Remove the measure"),
        question=_("Shall the measure “%(measure)s” be removed from the draft?") % {"measure": measure},
        consequence=_("Its indicators go with it."),
    )


@require_http_methods(GET_OR_POST)
def new_indicator(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Add an indicator to a measure of a draft."""
    measure = get_measure(actor_of(request), measure_id)
    require(actor_of(request), Action.EDIT, measure.version)
    form = IndicatorForm(sent(request), initial={"direction": "higher_is_better", "target_on": measure.deadline})
    address = reverse("strategies:measure", args=[measure.pk])
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.add_indicator(actor=actor_of(request), at=now(), measure=measure, values=form.values()),
        )
        if done is not None:
            messages.success(request, _("The indicator “%(indicator)s” was added.") % {"indicator": done})
            return redirect(address)
    return _page(request, form, measure.version, heading=_("New indicator"), cancel=address)


@require_http_methods(GET_OR_POST)
def edit_indicator(request: HttpRequest, indicator_id: uuid.UUID) -> HttpResponse:
    """Change an indicator of a draft."""
    indicator = get_indicator(actor_of(request), indicator_id)
    require(actor_of(request), Action.EDIT, indicator.measure.version)
    form = IndicatorForm(sent(request), initial=indicator_initial(indicator))
    address = reverse("strategies:measure", args=[indicator.measure_id])
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.edit_indicator(
                actor=actor_of(request), at=now(), indicator=indicator, values=form.values()
            ),
        )
        if done is not None:
            messages.success(request, _("The indicator “%(indicator)s” was changed.") % {"indicator": done})
            return redirect(address)
    return _page(request, form, indicator.measure.version, heading=_("Edit the indicator"), cancel=address)


@require_http_methods(GET_OR_POST)
def remove_indicator(request: HttpRequest, indicator_id: uuid.UUID) -> HttpResponse:
    """Take an indicator out of a draft."""
    indicator = get_indicator(actor_of(request), indicator_id)
    require(actor_of(request), Action.EDIT, indicator.measure.version)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form, lambda: operations.remove_indicator(actor=actor_of(request), at=now(), indicator=indicator)
        )
        if done is not None:
            messages.success(request, _("The indicator “%(indicator)s” was removed.") % {"indicator": indicator})
            return redirect("strategies:measure", done.pk)
    return _question(
        request,
        form,
        indicator.measure.version,
        heading=_("Remove the indicator"),
        question=_("Shall the indicator “%(indicator)s” be removed from the draft?") % {"indicator": indicator},
        consequence=_("Without an indicator set beforehand the measure cannot be proven."),
        cancel=reverse("strategies:measure", args=[indicator.measure_id]),
    )


def _page(
    request: HttpRequest, form: BaseForm, version: StrategyVersion, *, heading: str, cancel: str = ""
) -> HttpResponse:
    return form_page(
        request,
        form,
        heading=heading,
        cancel=cancel or trails.address_of(version),
        breadcrumbs=trails.of_version(version, (heading, "")),
    )


def _question(
    request: HttpRequest,
    form: BaseForm,
    version: StrategyVersion,
    *,
    heading: str,
    question: str,
    consequence: str,
    cancel: str = "",
) -> HttpResponse:
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=heading,
        question=question,
        consequences=[consequence],
        submit=heading,
        danger=True,
        cancel=cancel or trails.address_of(version),
        breadcrumbs=trails.of_version(version, (heading, "")),
    )
