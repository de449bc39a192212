"""The desk: one pair, one key."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.enums import Verdict
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.matching.permissions import Action, may, works_at_the_desk
from naves.domains.strategies.matching.queries.progress import progress
from naves.domains.strategies.matching.queries.shown import ShownPair, readings_of, shown
from naves.domains.strategies.matching.queries.waiting import suggestions_for
from naves.kernel.clock import now, today
from naves.kernel.errors import Conflict, NotFound, Refused
from naves.web.design.acting import UNPROCESSABLE, actor_of
from naves.web.design.problems import sentence, show_problems
from naves.web.matching.forms import VerdictForm
from naves.web.matching.reasons import reasons


@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Show the next pair; it is this person's until judged, or for ten minutes."""
    actor = actor_of(request)
    if not works_at_the_desk(actor):
        return render(request, "matching/not_here.html", {}, status=200 if actor.user_id else 403)
    suggestion = operations.take_next(actor=actor, at=now())
    if suggestion is None:
        return _page(request, None, None)
    pair = shown(suggestion, today())
    form = VerdictForm(initial={"level": pair.proven}, readings=readings_of(suggestion))
    return _page(request, pair, form)


@require_POST
def judge(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Record the verdict and go on; what is refused is shown with the pair, what came too late is told."""
    actor = actor_of(request)
    rows = suggestions_for(actor).select_related("need__place", "measure__version__strategy__owner", "measure__goal")
    suggestion: MatchSuggestion | None = rows.filter(pk=pair_id).first()
    if suggestion is None:
        raise NotFound("match", pair_id)
    verdict = _verdict(request)
    form = VerdictForm(request.POST, readings=readings_of(suggestion))
    if verdict == Verdict.CONFIRM and not form.is_valid():
        return _page(request, shown(suggestion, today()), form)
    try:
        operations.judge(
            actor=actor,
            at=now(),
            suggestion=suggestion,
            verdict=verdict,
            claim=form.claim() if verdict == Verdict.CONFIRM else None,
        )
    except Conflict as refusal:
        for problem in refusal.problems:
            messages.warning(request, sentence(problem))
        return redirect("matching:desk")
    except Refused as refusal:
        show_problems(form, refusal, form.names())
        return _page(request, shown(suggestion, today()), form)
    messages.success(request, _said(verdict))
    return redirect("matching:desk")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last verdict back and show its pair again."""
    try:
        operations.undo_last(actor=actor_of(request), at=now(), reason=_("Taken back at the desk of pairs."))
        messages.success(request, _("Your last verdict was taken back. Here is the pair again."))
    except Refused as refusal:
        for problem in refusal.problems:
            messages.warning(request, sentence(problem))
    return redirect("matching:desk")


def _verdict(request: HttpRequest) -> Verdict:
    given = request.POST.get("verdict", "")
    return Verdict(given) if given in Verdict.values else Verdict.CONFIRM


def _said(verdict: Verdict) -> str:
    if verdict == Verdict.CONFIRM:
        return _("Confirmed. From today it counts.")
    if verdict == Verdict.REJECT:
        return _("Recorded: they do not belong together.")
    return _("Left to somebody else.")


def _page(request: HttpRequest, pair: ShownPair | None, form: VerdictForm | None) -> HttpResponse:
    actor = actor_of(request)
    context: dict[str, Any] = {
        "pair": pair,
        "form": form,
        "reasons": reasons(pair) if pair else [],
        "progress": progress(actor, today()),
        "may_look": may(actor, Action.SUGGEST),
        "breadcrumbs": [(_("Pairs to confirm"), "")],
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, "matching/desk.html", context, status=status)
