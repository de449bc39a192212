"""What the three views of the statistics share: tabs, filters, breadcrumbs."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naves.domains.monitor.queries import Filters
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.web.design.parts import Tab
from naves.web.monitor.addresses import query
from naves.web.monitor.choosing import level_tabs
from naves.web.monitor.home import filters_of

VIEWS: Final[dict[str, Promise]] = {
    "monitor:comparisons": gettext_lazy("Comparison of towns"),
    "monitor:times": gettext_lazy("Response times"),
    "monitor:coding": gettext_lazy("Agreement of coders"),
}


def framed(request: HttpRequest, view: str, **kept: object) -> tuple[Filters, dict[str, Any]]:
    """Return the filters of an address and the context of a view; `kept` parameters travel along."""
    filters, context = filters_of(request)
    words = str(VIEWS[view])
    context |= {
        "heading": words,
        "tabs": [Tab(label, reverse(name) + query(filters), current=name == view) for name, label in VIEWS.items()],
        "levels": level_tabs(filters, request.path, **kept),
        "query": query(filters),
        "method_version": METHOD_VERSION,
        "breadcrumbs": [
            (_("Monitor"), reverse("monitor:home") + query(filters)),
            (_("Statistics"), reverse("monitor:comparisons") + query(filters) if view != "monitor:comparisons" else ""),
            *([(words, "")] if view != "monitor:comparisons" else []),
        ],
    }
    return filters, context
