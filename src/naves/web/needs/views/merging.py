"""Joining needs that say the same, and splitting them again."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.queries import get_need, merge_targets
from naves.domains.organisations.access import Actor
from naves.kernel.clock import now
from naves.kernel.errors import Refused
from naves.web.design.problems import show_problems
from naves.web.needs.forms.steps import MergeForm, ReasonForm
from naves.web.needs.views.pages import posted, trail


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Join this need to another one of its place; the likeliest come first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    need = get_need(actor, need_id)
    require(actor, Action.MERGE, need)
    text = request.GET.get("q", "")
    targets = merge_targets(need, text)
    form = MergeForm(posted(request), needs=targets, label=_("Which need says the same?"))
    if request.method == "POST" and form.is_valid() and (target := _merged(form, actor, need)):
        messages.success(request, _("The needs were joined. This one stands for both."))
        return redirect("needs:need", target.pk)
    context = {
        "breadcrumbs": trail(need, _("Merge")),
        "need": need,
        "form": form,
        "targets": targets,
        "q": text,
        "cancel": reverse("needs:need", args=[need.pk]),
    }
    return render(request, "needs/merge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Let a merged need stand on its own again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    need = get_need(actor, need_id)
    if need.status == NeedStatus.MERGED:
        require(actor, Action.SPLIT, need)
    form = ReasonForm(posted(request), initial={"version": need.version}, required=False)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        operations.split_need(actor=actor, at=now(), need=need, reason=said["reason"], version=said["version"])
        messages.success(request, _("The need stands on its own again."))
        return redirect("needs:need", need.pk)
    context = {
        "breadcrumbs": trail(need, _("Split")),
        "heading": _("Split the need off"),
        "question": _("Let “%(title)s” stand on its own again?") % {"title": need.title},
        "consequences": [_("Its evidence and followers were never moved: they stay with it.")],
        "form": form,
        "submit": _("Split off"),
        "cancel": reverse("needs:need", args=[need.pk]),
    }
    return render(request, "design/confirm.html", context)


def _merged(form: MergeForm, actor: Actor, need: Need) -> Need | None:
    said = form.cleaned_data
    try:
        return operations.merge_needs(actor=actor, at=now(), needs=[need], into=form.chosen, reason=said["reason"])
    except Refused as refusal:
        show_problems(form, refusal, {"into": "need"})
        return None
