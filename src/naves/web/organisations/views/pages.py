"""The page of one organisation: what it is, who acts for it, what it answers."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.needs.models import Need
from naves.domains.needs.queries import NeedFilter, need_list
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.permissions import Action, may
from naves.domains.organisations.queries import get_organisation, members_of, membership_in
from naves.domains.organisations.rules import GOVERNING
from naves.domains.strategies.queries import StrategyFilter, strategy_list
from naves.kernel.clock import today
from naves.web.design.acting import actor_of
from naves.web.design.parts import Fact
from naves.web.design.versions import version_look

MOST_NEEDS = 5
MOST_STRATEGIES = 20


@require_safe
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Show the organisation."""
    actor = actor_of(request)
    shown = get_organisation(organisation_id)
    sees_members = may(actor, Action.SEE_MEMBERS, shown)
    members = list(members_of(shown)) if sees_members else []
    own = membership_in(shown, actor)
    strategies = strategy_list(actor, today(), StrategyFilter(owner_id=shown.pk), limit=MOST_STRATEGIES)
    context = {
        "organisation": shown,
        "facts": _facts(shown),
        "needs": _needs(actor, shown),
        "governs": shown.kind in GOVERNING,
        "strategies": [(item, version_look(item.version, today())) for item in strategies.items],
        "more_strategies": max((strategies.total or 0) - MOST_STRATEGIES, 0),
        "requests": [one for one in members if one.approved_at is None],
        "members": [one for one in members if one.approved_at is not None],
        "sees_members": sees_members,
        "own": own,
        "may": {action.value: may(actor, action, shown) for action in Action},
        "breadcrumbs": [(_("Organisations"), reverse("organisations:list")), (shown.name, "")],
    }
    return render(request, "organisations/organisation.html", context)


def _facts(shown: Organisation) -> list[Fact]:
    facts = [Fact(_("Kind"), shown.get_kind_display())]
    if shown.place is not None:
        term = _("Governs") if shown.kind in GOVERNING else _("Seat")
        href = reverse("places:place", args=[shown.place.code]) if shown.place.level != "state" else ""
        facts.append(Fact(term, shown.place.name, href))
    if shown.ico:
        facts.append(Fact(_("Identification number (IČO)"), shown.ico))
    if shown.website:
        facts.append(Fact(_("Website"), shown.website, shown.website))
    return facts


def _needs(actor: Actor, shown: Organisation) -> object:
    """Return the needs of what it governs, or else those that it voiced."""
    if shown.kind in GOVERNING:
        return need_list(actor, NeedFilter(place=shown.place), limit=MOST_NEEDS)
    return need_list(actor, among=Need.objects.filter(organisation=shown), limit=MOST_NEEDS)
