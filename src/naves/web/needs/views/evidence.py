"""Evidence: adding it, moving it to the need it belongs to, and its files."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.needs import operations
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.permissions import KIND, Action, may, require
from naves.domains.needs.queries import get_evidence, get_need, needs_to_attach_to
from naves.domains.organisations.access import Actor
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed, Refused
from naves.web.design.files import attachment
from naves.web.design.problems import show_problems
from naves.web.needs.forms.evidence import EvidenceForm
from naves.web.needs.forms.steps import PickNeedForm
from naves.web.needs.views.pages import posted, trail


@require_safe
def file(request: HttpRequest, evidence_id: uuid.UUID) -> FileResponse:
    """Send the file of a piece of evidence, always as an attachment."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return attachment(get_evidence(actor, evidence_id).file)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Add evidence to the need, or to the one that stands for it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    need = get_need(actor, need_id)
    require(actor, Action.ADD_EVIDENCE, need)
    form = EvidenceForm(posted(request), request.FILES)
    if request.method == "POST" and form.is_valid() and (evidence := _added(form, actor, need)):
        messages.success(request, _("The evidence was added."))
        return redirect(f"{reverse('needs:need', args=[evidence.need_id])}#evidence-{evidence.pk}")
    context = {
        "breadcrumbs": trail(need, _("Add evidence")),
        "heading": _("Add evidence"),
        "lead": need.title,
        "form": form,
        "submit": _("Add the evidence"),
        "cancel": reverse("needs:need", args=[need.pk]),
    }
    return render(request, "design/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Sort evidence to a need of its place, or put it back into the inbox."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    evidence = get_evidence(actor, evidence_id)
    _require_sorting(actor, evidence)
    needs = needs_to_attach_to(actor, evidence, request.GET.get("q", ""))
    form = PickNeedForm(posted(request), needs=needs, label=_("Which need does it show?"))
    if request.method == "POST":
        if "inbox" in request.POST:
            operations.detach_evidence(actor=actor, at=now(), evidence=evidence)
            messages.success(request, _("The evidence waits in the inbox again."))
            return redirect("needs:inbox", evidence.place.code)
        if form.is_valid() and _attached(form, actor, evidence):
            messages.success(
                request, _("The evidence was sorted to the need “%(title)s”.") % {"title": form.chosen.title}
            )
            return redirect("needs:inbox" if evidence.need is None else "needs:need", _back(evidence))
    context = {
        "breadcrumbs": _trail(evidence),
        "evidence": evidence,
        "form": form,
        "needs": needs,
        "q": request.GET.get("q", ""),
        "cancel": reverse("needs:inbox" if evidence.need is None else "needs:need", args=[_back(evidence)]),
    }
    return render(request, "needs/move_evidence.html", context)


def _back(evidence: Evidence) -> object:
    return evidence.place.code if evidence.need is None else evidence.need_id


def _trail(evidence: Evidence) -> list[tuple[str, str]]:
    if evidence.need is not None:
        return trail(evidence.need, _("Move the evidence"))
    inbox = reverse("needs:inbox", args=[evidence.place.code])
    return [(_("Needs"), reverse("needs:list")), (_("Inbox"), inbox), (_("Sort the evidence"), "")]


def _require_sorting(actor: Actor, evidence: Evidence) -> None:
    if evidence.need is not None:
        require(actor, Action.MOVE_EVIDENCE, evidence.need)
    elif not may(actor, Action.SEE_INBOX, place=evidence.place):
        raise NotAllowed(Action.ATTACH_EVIDENCE.value, KIND)


def _added(form: EvidenceForm, actor: Actor, need: Need) -> Evidence | None:
    try:
        return operations.add_evidence(
            actor=actor, at=now(), values=form.values(), need=need, file=form.cleaned_data["file"]
        )
    except Refused as refusal:
        show_problems(form, refusal)
        return None


def _attached(form: PickNeedForm, actor: Actor, evidence: Evidence) -> bool:
    try:
        operations.attach_evidence(actor=actor, at=now(), evidence=evidence, need=form.chosen)
    except Refused as refusal:
        show_problems(form, refusal)
        return False
    return True
