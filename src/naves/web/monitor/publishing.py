"""Published figures: what was quoted on which day, and that it can be computed again."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naves.domains.monitor.operations import take_snapshot
from naves.domains.monitor.permissions import Action, may
from naves.domains.monitor.queries import is_reproduced, snapshots
from naves.domains.monitor.queries.filters import from_plain
from naves.kernel.clock import now
from naves.web.monitor.addresses import filters_from, query
from naves.web.monitor.choosing import applied
from naves.web.monitor.report import report_pdf
from naves.web.monitor.wording import ESTIMANDS, LEVELS

MOST_SHOWN = 50


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """List what was published, each with the check that today's records still give it."""
    rows = [
        {
            "snapshot": snapshot,
            "level": LEVELS[snapshot.level],
            "filters": applied(filters := from_plain(snapshot.filters), ""),
            "href": reverse("monitor:home") + query(filters),
            "figures": [
                (words, snapshot.figures["estimands"][of.value]["coverage"]) for of, words in ESTIMANDS.items()
            ],
            "reproduced": is_reproduced(snapshot),
        }
        for snapshot in snapshots()[:MOST_SHOWN]
    ]
    context = {
        "rows": rows,
        "estimands": list(ESTIMANDS.values()),
        "may_publish": may(request.actor, Action.TAKE_SNAPSHOT),  # type: ignore[attr-defined]
        "breadcrumbs": [(_("Monitor"), reverse("monitor:home")), (_("Published figures"), "")],
    }
    return render(request, "monitor/published.html", context)


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the figures under the filters of the address."""
    filters = filters_from(request.GET.dict())
    take_snapshot(actor=request.actor, at=now(), filters=filters)  # type: ignore[attr-defined]
    messages.success(request, _("The figures were published; they will stay as they are."))
    return redirect("monitor:published")


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Send the whole state of needs under the filters of the address as a PDF."""
    filters = filters_from(request.GET.dict())
    address = settings.NAVES_PUBLIC_ADDRESS + reverse("monitor:home") + query(filters)
    pdf = report_pdf(filters, language=get_language() or "cs", address=address)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="naves-{filters.as_of.isoformat()}.pdf"'
    return response


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say how the figures are computed."""
    return render(
        request, "monitor/method.html", {"breadcrumbs": [(_("Monitor"), reverse("monitor:home")), (_("Method"), "")]}
    )
