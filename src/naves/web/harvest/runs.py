"""Runs: started, reported on, and the question whether so much is really gone."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naves.adapters.harvest.running import lost_reason
from naves.adapters.harvest.tasks import start_in_background
from naves.domains.catalogue.harvest_permissions import Action, may, require
from naves.domains.catalogue.models import HarvestRun
from naves.domains.catalogue.operations.harvesting.runs import decide_loss
from naves.domains.catalogue.queries import harvesting as queries
from naves.domains.catalogue.rules.harvesting import RunStatus, problems_from
from naves.kernel.clock import now
from naves.web.design.acting import actor_of
from naves.web.design.formats import moment, number
from naves.web.design.parts import Fact
from naves.web.harvest.looks import MOVING, counts, look_of

MOST_SHOWN = 100


@require_POST
def start(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Put a run into the queue of the worker."""
    actor = actor_of(request)
    source = queries.get_source(actor, source_id)
    begun = start_in_background(actor=actor, at=now(), source=source)
    return redirect("harvest:run", begun.pk)


@require_safe
def run(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """Show the report of a run, or how far it is."""
    actor = actor_of(request)
    shown = queries.get_run(actor, run_id)
    is_asking = shown.status == RunStatus.ASKING
    problems = [problem for _iri, problem in problems_from(shown.problems[:MOST_SHOWN])]
    context = {
        "breadcrumbs": _trail(shown, (moment(shown.created_at), "")),
        "run": shown,
        "look": look_of(shown.status),
        "counts": counts(shown),
        "facts": _facts(shown),
        "problems": list(zip([one["source_iri"] for one in shown.problems], problems, strict=False)),
        "left_out": max(0, shown.problem_count - MOST_SHOWN),
        "missing": queries.missing_of(shown) if is_asking else [],
        "may_decide": is_asking and may(actor, Action.DECIDE, shown.source.organisation_id),
        "is_moving": shown.status in MOVING,
        "was_kept": shown.status == RunStatus.DONE and shown.decided_at and shown.missing > shown.withdrawn,
    }
    return render(request, "harvest/run.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, run_id: uuid.UUID, answer: str) -> HttpResponse:
    """Believe the loss and withdraw, or keep the records; asked once more before anything is withdrawn."""
    if answer not in {"withdraw", "keep"}:
        raise Http404
    actor = actor_of(request)
    shown = queries.get_run(actor, run_id)
    require(actor, Action.DECIDE, shown.source.organisation_id)
    believe = answer == "withdraw"
    if request.method == "POST":
        done = decide_loss(actor=actor, at=now(), run=shown, believe=believe, reason=lost_reason())
        if believe:
            messages.success(request, _("Withdrawn records: %(count)s.") % {"count": number(done.withdrawn)})
        else:
            messages.success(request, _("The records were kept. The next run will look for them again."))
        return redirect("harvest:run", shown.pk)
    address = reverse("harvest:run", args=[shown.pk])
    context = {
        "breadcrumbs": _trail(shown, (moment(shown.created_at), address), (_("Decide"), "")),
        "heading": _("Withdraw what vanished?") if believe else _("Keep the records?"),
        "question": _("The source no longer lists these records: %(count)s.") % {"count": number(shown.missing)},
        "consequences": [
            _("The public will no longer find them; each keeps its address and says why it is gone."),
            _("A record that comes back at the source is shown again by the next run."),
        ]
        if believe
        else [_("Nothing changes. If they are missing next time too, you will be asked again.")],
        "submit": _("Withdraw them") if believe else _("Keep them"),
        "danger": believe,
        "cancel": address,
    }
    return render(request, "design/confirm.html", context)


def _facts(shown: HarvestRun) -> list[Fact]:
    facts = [
        Fact(_("Source"), shown.source.title, reverse("harvest:source", args=[shown.source_id])),
        Fact(_("Organisation"), shown.source.organisation.name),
        Fact(_("Started by"), str(shown.started_by) if shown.started_by else _("the operator")),
        Fact(_("Started"), moment(shown.started_at or shown.created_at)),
    ]
    if shown.finished_at:
        facts.append(Fact(_("Ended"), moment(shown.finished_at)))
    if shown.decided_at:
        facts.append(Fact(_("Decided by"), str(shown.decided_by) if shown.decided_by else _("the operator")))
        facts.append(Fact(_("Decided"), moment(shown.decided_at)))
    return facts


def _trail(shown: HarvestRun, *further: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Data"), reverse("catalogue:list")),
        (_("Harvesting"), reverse("harvest:list")),
        (shown.source.title, reverse("harvest:source", args=[shown.source_id])),
        *further,
    ]
