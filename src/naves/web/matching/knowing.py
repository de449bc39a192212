"""What the machine has learned from people, and where people did not agree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naves.domains.organisations.queries import towns_of
from naves.domains.places.models import Place
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.permissions import Action, may, require
from naves.domains.strategies.matching.queries.disagreements import disagreements
from naves.domains.strategies.matching.queries.examples import knowledge as known
from naves.domains.strategies.matching.queries.progress import is_small
from naves.domains.strategies.matching.rules.learning import FEWEST_OF_EACH, FEWEST_PAIRS
from naves.kernel.clock import now
from naves.kernel.errors import Refused
from naves.web.design.acting import actor_of
from naves.web.design.problems import sentence


@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    """Show precision, recall and calibration of the model, and how far two people agreed."""
    actor = actor_of(request)
    require(actor, Action.SEE)
    found = known()
    context = {
        "known": found,
        "metrics": found.model.metrics if found.model else None,
        "fewest": {"pairs": FEWEST_PAIRS, "each": FEWEST_OF_EACH},
        "disagreements": disagreements(),
        "may_learn": may(actor, Action.TRAIN),
        "breadcrumbs": [(_("Pairs to confirm"), reverse("matching:desk")), (_("What the machine has learned"), "")],
    }
    return render(request, "matching/knowledge.html", context)


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Learn from all judgements so far."""
    try:
        model = operations.train(actor=actor_of(request), at=now())
        messages.success(request, _("Learned from %(pairs)s judged pairs.") % {"pairs": model.pairs})
    except Refused as refusal:
        for problem in refusal.problems:
            messages.warning(request, sentence(problem))
    return redirect("matching:knowledge")


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look for pairs and for needs that say the same, where that takes seconds."""
    actor = actor_of(request)
    places: list[Place | None] = [None] if may(actor, Action.SUGGEST) else [*towns_of(actor)]
    if places == [None] and not is_small():
        text = _("The country is too large to be searched while you wait. Let the operator run “naves match suggest”.")
        messages.warning(request, text)
        return redirect("matching:desk")
    pairs = twins = 0
    for place in places:
        pairs += operations.suggest(actor=actor, at=now(), place=place).pairs
        twins += operations.find_likenesses(actor=actor, at=now(), place=place)
    text = _("Pairs to confirm: %(pairs)s. Pairs of needs that may say the same: %(twins)s.")
    messages.success(request, text % {"pairs": pairs, "twins": twins})
    return redirect("matching:desk")
