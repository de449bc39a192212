"""Evidence that waits to be sorted: to a need, or into a need of its own."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.needs.enums import EvidenceKind, VoicedBy
from naves.domains.needs.models import Evidence
from naves.domains.needs.permissions import KIND, Action, require
from naves.domains.needs.queries import get_evidence, inbox, inboxes_of
from naves.domains.needs.rules.values import TITLE_LENGTH
from naves.domains.organisations.access import Actor
from naves.domains.places.queries import place_by_code, place_label
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed
from naves.web.design.parts import Tab
from naves.web.needs.forms.entry import NeedForm
from naves.web.needs.recording import make_need_of


@require_safe
def inboxes(request: HttpRequest) -> HttpResponse:
    """Show where something waits; who has one town goes straight to its inbox."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.is_anonymous:
        raise NotAllowed(Action.SEE_INBOX.value, KIND)
    found = inboxes_of(actor)
    if len(found) == 1:
        return redirect("needs:inbox", found[0].place.code)
    trail = [(_("Needs"), reverse("needs:list")), (_("Inbox"), "")]
    return render(request, "needs/inboxes.html", {"breadcrumbs": trail, "inboxes": found})


@require_safe
def inbox_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the unsorted evidence of a municipality."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    place = place_by_code(code)
    kind = request.GET.get("kind", "")
    kind = kind if kind in EvidenceKind.values else ""
    page = inbox(actor, place, kind=kind or None, cursor=request.GET.get("cursor") or None)
    kinds = [Tab(_("All kinds"), request.path, current=not kind)]
    kinds += [
        Tab(choice.label, f"{request.path}?kind={choice.value}", current=choice == kind) for choice in EvidenceKind
    ]
    context = {
        "breadcrumbs": [(_("Needs"), reverse("needs:list")), (_("Inbox"), reverse("needs:inboxes")), (place.name, "")],
        "place": place,
        "page": page,
        "kinds": kinds,
        "kind": kind,
    }
    return render(request, "needs/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_need(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Make a need of a piece of evidence: both are joined in one go."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    evidence = get_evidence(actor, evidence_id)
    require(actor, Action.SEE_INBOX, place=evidence.place)
    if evidence.need is not None:
        return redirect("needs:move_evidence", evidence.pk)
    if request.method == "POST":
        form = NeedForm(request.POST)
        if form.is_valid() and (
            need := make_need_of(evidence, form, actor=actor, at=now(), publish="publish" in request.POST)
        ):
            return redirect("needs:need", need.pk)
    else:
        form = NeedForm(initial=_initial(evidence))
        form.look_for_similar(evidence.place, form.initial["title"])
    inbox_address = reverse("needs:inbox", args=[evidence.place.code])
    context = {
        "breadcrumbs": [(_("Needs"), reverse("needs:list")), (_("Inbox"), inbox_address), (_("New need"), "")],
        "form": form,
        "of_evidence": evidence,
        "staff": True,
        "cancel": inbox_address,
    }
    return render(request, "needs/new.html", context)


def _initial(evidence: Evidence) -> dict[str, Any]:
    citizens = {EvidenceKind.POST, EvidenceKind.PETITION, EvidenceKind.PHONE_NOTE, EvidenceKind.SURVEY}
    return {
        "place": place_label(evidence.place),
        "title": str(evidence)[: TITLE_LENGTH[1]],
        "description": evidence.text[:1000] if evidence.title else "",
        "voiced_by": VoicedBy.CITIZEN if evidence.kind in citizens else VoicedBy.TOWN,
        "voiced_on": evidence.occurred_on,
        "people_affected": evidence.people,
    }
