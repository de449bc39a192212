"""A response: what links a need with what answers it, its levels, and the decisions about it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.accounts.models import User
from naves.domains.organisations.access import Actor
from naves.domains.strategies import operations
from naves.domains.strategies.models import Response
from naves.domains.strategies.permissions import ResponseAction, ResponseState, require_response, state_of
from naves.domains.strategies.queries import ResponseItem, get_response
from naves.domains.strategies.queries.items import items_of
from naves.kernel.clock import now, today
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.parts import Moment
from naves.web.design.words import LEVELS
from naves.web.strategies import trails
from naves.web.strategies.answering import ClaimForm, shown_by
from naves.web.strategies.forms import EmptyForm, ReasonForm
from naves.web.strategies.looks import response_look

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def response(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Show the link, the levels it reached with their proofs, and what happened to it."""
    actor = actor_of(request)
    shown = get_response(actor, response_id)
    item = items_of(actor, today(), [shown])[0]
    context = {
        "item": item,
        "response": shown,
        "need": shown.need,
        "target": item.target,
        "look": response_look(shown, is_carried=item.is_carried),
        "claims": [(one, LEVELS[one.claim.level], shown_by(one.claim)) for one in item.claims],
        "moments": moments_of(actor, item),
        "is_proposed": state_of(shown) == ResponseState.PROPOSED,
        "may": {action.value: action in item.actions for action in ResponseAction},
        "following": getattr(shown, "carried_to", None),
        "breadcrumbs": trails.of_response(shown),
    }
    return render(request, "strategies/response.html", context)


def moments_of(actor: Actor, item: ResponseItem) -> list[Moment]:
    """Return what happened to the response, the oldest first; who did it is told to those who signed in."""
    shown = item.response
    names = {} if actor.is_anonymous else _names(item)
    found = [
        Moment(
            shown.proposed_at,
            _("Suggested by a machine") if shown.suggested else _("Proposed"),
            shown.note,
            names.get(shown.proposed_by_id, ""),
        )
    ]
    if shown.confirmed_at:
        what = _("Confirmed: it works against the need") if shown.contradicts else _("Confirmed")
        found.append(
            Moment(shown.confirmed_at, what, "", names.get(shown.confirmed_by_id, ""), kind="success", icon="check-lg")
        )
    for one in item.claims:
        claim = one.claim
        found.append(
            Moment(
                claim.recorded_at,
                _("Level claimed"),
                shown_by(claim),
                names.get(claim.recorded_by_id, ""),
                kind="response",
                icon="star-fill",
                level=claim.level,
            )
        )
        if claim.withdrawn_at:
            what = _("Level “%(level)s” withdrawn") % {"level": LEVELS[claim.level]}
            found.append(Moment(claim.withdrawn_at, what, claim.withdrawn_reason, kind="warning", icon="x-lg"))
        elif claim.lapses_on and claim.lapses_on <= today():
            what = _("Level “%(level)s” lapsed") % {"level": LEVELS[claim.level]}
            found.append(Moment(claim.lapses_on, what, kind="warning", icon="arrow-down"))
    if shown.withdrawn_at:
        who = names.get(shown.withdrawn_by_id, "")
        reason = shown.withdrawn_reason
        what = _("Goes on in the next version") if item.is_carried else _("Withdrawn")
        found.append(
            Moment(shown.withdrawn_at, what, "" if item.is_carried else reason, who, kind="warning", icon="x-lg")
        )
    return sorted(found, key=lambda one: one.at.isoformat())


def _names(item: ResponseItem) -> dict[object, str]:
    shown = item.response
    people = {shown.proposed_by_id, shown.confirmed_by_id, shown.withdrawn_by_id}
    people |= {one.claim.recorded_by_id for one in item.claims}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=[pk for pk in people if pk])}


@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Confirm a proposal at a level, with its proof."""
    shown = _response_for(request, response_id, ResponseAction.CONFIRM)
    if shown.contradicts:
        return _confirm_contradiction(request, shown)
    form = ClaimForm(sent(request), request.FILES or None, response=shown)
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.confirm_response(actor=actor_of(request), at=now(), response=shown, claim=form.values()),
            names=form.names(),
        )
        if done is not None:
            messages.success(request, _("Confirmed. From today it counts."))
            return redirect("strategies:response", done.pk)
    return claim_page(request, form, shown, heading=_("Confirm the answer"), submit=_("Confirm"))


def _confirm_contradiction(request: HttpRequest, shown: Response) -> HttpResponse:
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: operations.confirm_response(actor=actor_of(request), at=now(), response=shown))
        if done is not None:
            messages.success(request, _("Confirmed: it works against the need."))
            return redirect("strategies:response", done.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Confirm the contradiction"),
        question=_("Does “%(target)s” work against the need “%(need)s”?")
        % {"target": shown.goal or shown.measure, "need": shown.need},
        consequences=[_("It reaches no level and stays marked on the pages of both.")],
        submit=_("Confirm"),
        cancel=reverse("strategies:response", args=[shown.pk]),
        breadcrumbs=trails.of_response(shown, (_("Confirm the contradiction"), "")),
    )


@require_http_methods(GET_OR_POST)
def contradicts(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Mark that the target works against the need."""
    shown = _response_for(request, response_id, ResponseAction.CONTRADICT)
    form = ReasonForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.mark_contradicts(
                actor=actor_of(request), at=now(), response=shown, reason=form.cleaned_data["reason"]
            ),
        )
        if done is not None:
            messages.success(request, _("Marked as working against the need."))
            return redirect("strategies:response", done.pk)
    return _reason_page(
        request,
        form,
        shown,
        heading=_("It works against the need"),
        question=_("Shall “%(target)s” be marked as working against the need “%(need)s”?")
        % {"target": shown.goal or shown.measure, "need": shown.need},
        consequence=_("From today it reaches no level for this need. The days before stay as they were."),
        submit=_("Mark it"),
    )


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Take a response back, or turn a proposal down."""
    shown = _response_for(request, response_id, ResponseAction.WITHDRAW)
    form = ReasonForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.withdraw_response(
                actor=actor_of(request), at=now(), response=shown, reason=form.cleaned_data["reason"]
            ),
        )
        if done is not None:
            messages.success(request, _("The answer was withdrawn."))
            return redirect("strategies:response", done.pk)
    return _reason_page(
        request,
        form,
        shown,
        heading=_("Withdraw the answer"),
        question=_("Shall the link of “%(target)s” with the need “%(need)s” be withdrawn?")
        % {"target": shown.goal or shown.measure or shown.get_reference_kind_display(), "need": shown.need},
        consequence=_("From today it no longer counts. It stays on record with your reason."),
        submit=_("Withdraw the answer"),
    )


def claim_page(request: HttpRequest, form: ClaimForm, shown: Response, *, heading: str, submit: str) -> HttpResponse:
    """Return the page on which a level and its proof are given."""
    return form_page(
        request,
        form,
        template="strategies/claim_form.html",
        heading=heading,
        submit=submit,
        response=shown,
        target=shown.goal or shown.measure,
        cancel=reverse("strategies:response", args=[shown.pk]),
        breadcrumbs=trails.of_response(shown, (heading, "")),
    )


def _response_for(request: HttpRequest, response_id: uuid.UUID, action: ResponseAction) -> Response:
    shown = get_response(actor_of(request), response_id)
    require_response(actor_of(request), action, shown)
    return shown


def _reason_page(
    request: HttpRequest,
    form: ReasonForm,
    shown: Response,
    *,
    heading: str,
    question: str,
    consequence: str,
    submit: str,
) -> HttpResponse:
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=heading,
        question=question,
        consequences=[consequence],
        submit=submit,
        danger=True,
        cancel=reverse("strategies:response", args=[shown.pk]),
        breadcrumbs=trails.of_response(shown, (heading, "")),
    )
