"""Levels of a confirmed response: claimed, lapsed, taken back; and the file that proves one."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.strategies import operations
from naves.domains.strategies.models import LevelClaim
from naves.domains.strategies.permissions import ResponseAction, require_response
from naves.domains.strategies.queries import get_claim, get_response
from naves.kernel.clock import now, today
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.files import attachment
from naves.web.design.words import LEVELS
from naves.web.strategies import trails
from naves.web.strategies.answering import ClaimForm, LapseForm
from naves.web.strategies.forms import ReasonForm
from naves.web.strategies.views.responses import claim_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def claim(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Claim a further level."""
    shown = get_response(actor_of(request), response_id)
    require_response(actor_of(request), ResponseAction.CLAIM, shown)
    form = ClaimForm(sent(request), request.FILES or None, response=shown)
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.claim_level(actor=actor_of(request), at=now(), response=shown, claim=form.values()),
            names=form.names(),
        )
        if done is not None:
            messages.success(request, _("The level was recorded."))
            return redirect("strategies:response", shown.pk)
    return claim_page(request, form, shown, heading=_("Claim a level"), submit=_("Record the level"))


@require_http_methods(GET_OR_POST)
def lapse(request: HttpRequest, claim_id: uuid.UUID) -> HttpResponse:
    """Say from which day a level no longer holds."""
    shown = _claim_for(request, claim_id)
    form = LapseForm(sent(request), initial={"lapses_on": today()})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.lapse_claim(
                actor=actor_of(request),
                at=now(),
                claim=shown,
                lapses_on=form.cleaned_data["lapses_on"],
                reason=form.cleaned_data["reason"],
            ),
        )
        if done is not None:
            messages.success(request, _("The end of the level was recorded."))
            return redirect("strategies:response", shown.response_id)
    return _page(request, form, shown, heading=_("The level lapses"), submit=_("Record the end"))


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, claim_id: uuid.UUID) -> HttpResponse:
    """Take a level back."""
    shown = _claim_for(request, claim_id)
    form = ReasonForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.withdraw_claim(
                actor=actor_of(request), at=now(), claim=shown, reason=form.cleaned_data["reason"]
            ),
        )
        if done is not None:
            messages.success(request, _("The level was withdrawn."))
            return redirect("strategies:response", shown.response_id)
    return _page(request, form, shown, heading=_("Withdraw the level"), submit=_("Withdraw the level"))


@require_safe
def proof(request: HttpRequest, claim_id: uuid.UUID) -> FileResponse:
    """Send the file that proves a level, to be saved and never opened in the page's own place."""
    shown = get_claim(actor_of(request), claim_id)
    return attachment(shown.proof_file)


def _claim_for(request: HttpRequest, claim_id: uuid.UUID) -> LevelClaim:
    shown = get_claim(actor_of(request), claim_id)
    require_response(actor_of(request), ResponseAction.CLAIM, shown.response)
    return shown


def _page(
    request: HttpRequest, form: LapseForm | ReasonForm, shown: LevelClaim, *, heading: str, submit: str
) -> HttpResponse:
    response = get_response(actor_of(request), shown.response_id)
    return form_page(
        request,
        form,
        heading=heading,
        lead=f"{LEVELS[shown.level]}: {shown.proof_text}"[:300],
        submit=submit,
        cancel=reverse("strategies:response", args=[shown.response_id]),
        breadcrumbs=trails.of_response(response, (heading, "")),
    )
