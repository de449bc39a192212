"""Needs that may say the same, to be merged or told apart."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from naves.domains.needs.models import Need
from naves.domains.needs.operations import merge_needs
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import Actor
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.permissions import Action, works_at_the_desk
from naves.domains.strategies.matching.queries.twins import twins
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed, Refused
from naves.web.design.acting import actor_of
from naves.web.design.problems import sentence

SHOWN = 25


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show groups of needs of one place that may say the same."""
    actor = actor_of(request)
    if not works_at_the_desk(actor):
        raise NotAllowed(Action.SEE.value, "match")
    found = twins(actor)
    context = {
        "groups": found[:SHOWN],
        "count": len(found),
        "more": max(len(found) - SHOWN, 0),
        "breadcrumbs": [(_("Pairs to confirm"), reverse("matching:desk")), (_("Needs that may say the same"), "")],
    }
    return render(request, "matching/duplicates.html", context)


@require_POST
def resolve(request: HttpRequest) -> HttpResponse:
    """Merge the ticked needs into the chosen one, or note that they differ."""
    actor = actor_of(request)
    needs = _needs(actor, request.POST.getlist("need"))
    into = next((need for need in needs if str(need.pk) == request.POST.get("into")), None)
    try:
        if request.POST.get("deed") == "differ":
            operations.dismiss_likeness(actor=actor, at=now(), needs=_needs(actor, request.POST.getlist("group")))
            messages.success(request, _("Noted: they are different needs."))
        elif into is None or len(needs) < 2:  # noqa: PLR2004
            messages.warning(request, _("Tick at least two needs, and choose among them the one that stays."))
        else:
            others = [need for need in needs if need.pk != into.pk]
            merge_needs(actor=actor, at=now(), needs=others, into=into, reason=_("They say the same."))
            text = ngettext("%(count)s need was merged.", "%(count)s needs were merged.", len(others))
            messages.success(request, text % {"count": len(others)})
    except Refused as refusal:
        for problem in refusal.problems:
            messages.warning(request, sentence(problem))
    return redirect("matching:duplicates")


def _needs(actor: Actor, keys: list[str]) -> list[Need]:
    ids = []
    for key in keys:
        try:
            ids.append(uuid.UUID(key))
        except ValueError:
            continue
    return list(visible_needs(actor).filter(pk__in=ids).select_related("place"))
