"""The recovery board of a town: plans that run, contracts that end."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.catalogue.queries.recovery import board_of
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import today
from naves.web.catalogue import trails
from naves.web.design.acting import actor_of


@require_safe
def board(request: HttpRequest, owner_id: uuid.UUID) -> HttpResponse:
    """Show what is to be done, the most urgent first."""
    owner = get_organisation(owner_id)
    context = {
        "breadcrumbs": trails.of_owner(owner, (_("Recovery board"), "")),
        "owner": owner,
        "tabs": trails.owner_tabs(request, owner),
        "board": board_of(actor_of(request), owner, today()),
        "today": today(),
    }
    return render(request, "catalogue/board.html", context)
