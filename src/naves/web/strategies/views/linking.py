"""Linking a need with what answers it, from either side."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.needs.models import Need
from naves.domains.needs.queries import get_need, visible_needs
from naves.domains.organisations.access import Actor
from naves.domains.strategies import operations
from naves.domains.strategies.models import Goal, Measure, Response
from naves.domains.strategies.permissions import ResponseAction, may_propose, may_respond
from naves.domains.strategies.queries import get_measure, visible_versions
from naves.domains.strategies.queries.choosing import needs_for, proposes_somewhere, targets_for
from naves.kernel.clock import now, today
from naves.kernel.errors import NotAllowed
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.strategies import trails
from naves.web.strategies.answering import ProposeForm

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def from_need(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Find a goal or a measure that answers the need, and link it."""
    actor = actor_of(request)
    need = get_need(actor, need_id)
    if not may_propose(actor, need) and not proposes_somewhere(actor):
        raise NotAllowed(ResponseAction.PROPOSE.value, "response")
    form = ProposeForm(sent(request))
    if request.method == "POST":
        made = attempt(form, lambda: _propose(actor, need, _target(actor, form.cleaned_data["target"]), form))
        if made is not None:
            return _onwards(request, actor, made)
    text = request.GET.get("q", "")
    return _page(
        request,
        form,
        heading=_("What answers this need?"),
        need=need,
        text=text,
        choices=targets_for(need, today(), text=text),
        template="strategies/from_need.html",
        cancel=reverse("needs:need", args=[need.pk]),
        breadcrumbs=trails.of_list((_("What answers this need?"), "")),
    )


@require_http_methods(GET_OR_POST)
def from_measure(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Find a need that the measure answers, and link it."""
    actor = actor_of(request)
    measure = get_measure(actor, measure_id)
    if not proposes_somewhere(actor):
        raise NotAllowed(ResponseAction.PROPOSE.value, "response")
    form = ProposeForm(sent(request))
    if request.method == "POST":
        made = attempt(form, lambda: _propose(actor, _need(actor, form.cleaned_data["target"]), measure, form))
        if made is not None:
            return _onwards(request, actor, made)
    text = request.GET.get("q", "")
    return _page(
        request,
        form,
        heading=_("Which need does it answer?"),
        measure=measure,
        text=text,
        choices=needs_for(actor, measure, text=text),
        template="strategies/from_measure.html",
        cancel=reverse("strategies:measure", args=[measure.pk]),
        breadcrumbs=trails.of_measure(measure, (_("Which need does it answer?"), "")),
    )


def _propose(actor: Actor, need: Need | None, target: Goal | Measure | None, form: ProposeForm) -> Response | None:
    if need is None or target is None:
        form.add_error("target", _("What you chose is not there any more. Choose again."))
        return None
    return operations.propose_response(
        actor=actor,
        at=now(),
        need=need,
        target=target,
        contradicts=form.cleaned_data["effect"] == "against",
        note_text=form.cleaned_data["note"],
    )


def _target(actor: Actor, key: str) -> Goal | Measure | None:
    """Return what ``goal:ID`` or ``measure:ID`` means."""
    kind, _colon, identifier = key.partition(":")
    pk = _uuid(identifier)
    if pk is None:
        return None
    model: type[Goal | Measure] = Goal if kind == "goal" else Measure
    rows: Any = model._default_manager.select_related("version__strategy__owner")
    found: Goal | Measure | None = rows.filter(pk=pk, version__in=visible_versions(actor)).first()
    return found


def _need(actor: Actor, key: str) -> Need | None:
    pk = _uuid(key)
    return visible_needs(actor).select_related("place").filter(pk=pk).first() if pk else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _onwards(request: HttpRequest, actor: Actor, made: Response) -> HttpResponse:
    """Lead those who may confirm straight to it; tell the others that somebody will."""
    if may_respond(actor, ResponseAction.CONFIRM, made):
        messages.info(request, _("They are linked. Now confirm it, so that it counts."))
        return redirect("strategies:confirm", made.pk)
    messages.success(request, _("Proposed. It counts once the town or the ministry confirms it."))
    return redirect("strategies:response", made.pk)


def _page(request: HttpRequest, form: ProposeForm, *, template: str, **context: Any) -> HttpResponse:
    context["chosen"] = form.data.get("target", "") or request.GET.get("target", "")
    return form_page(request, form, template=template, **context)
