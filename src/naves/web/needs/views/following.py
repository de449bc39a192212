"""Hearing back at every step."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.needs import operations
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.queries import get_need, need_detail
from naves.domains.organisations.access import Actor
from naves.kernel.clock import now


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Follow the need, or stop; to htmx only the button comes back. A link from the sign-in leads to the need."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    need = get_need(actor, need_id)
    if request.method != "POST":
        require(actor, Action.FOLLOW, need)
        return redirect("needs:need", need.pk)
    if "stop" in request.POST:
        operations.unfollow(actor=actor, at=now(), need=need)
        text = _("You no longer follow the need.")
    else:
        operations.follow(actor=actor, at=now(), need=need)
        text = _("You follow the need: you will hear of every step.")
    if request.htmx:  # type: ignore[attr-defined]
        detail = need_detail(actor, need_id)
        context = {"need": detail.need, "detail": detail, "actions": {str(action) for action in detail.actions}}
        return render(request, "needs/parts/follow.html", context)
    messages.success(request, text)
    return redirect("needs:need", need.pk)
