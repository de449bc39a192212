"""What every page of a tenant shows around its contents."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from naves.domains.catalogue.models import Tenant
from naves.domains.catalogue.permissions import Action, may
from naves.domains.catalogue.queries.tenants import get_tenant
from naves.kernel.clock import now
from naves.web.design.acting import actor_of
from naves.web.design.parts import Tab
from naves.web.hub.live import Live


def found(request: HttpRequest, name: str) -> tuple[Tenant, Live]:
    """Return a tenant that the reader sees, and what they may see of its data."""
    actor = actor_of(request)
    tenant = get_tenant(actor, name, at=now())
    return tenant, Live(tenant, actor)


def frame(request: HttpRequest, tenant: Tenant, live: Live, here: str, title: str = "") -> dict[str, Any]:
    """Return breadcrumbs and tabs; ``here`` is the name of the page."""
    actor = actor_of(request)
    names = [("tenant", _("Overview"))]
    if live.reads_something:
        names.append(("entities", _("Entities")))
    if live.rights.manage:
        names.append(("subscriptions", _("Subscriptions")))
    if may(actor, Action.SEE_GRANTS, tenant.owner_id):
        names.append(("grants", _("Rights to the data")))
    tabs = [Tab(label, reverse(f"hub:{page}", args=[tenant.name]), current=page == here) for page, label in names]
    home = reverse("hub:tenant", args=[tenant.name])
    return {
        "tenant": tenant,
        "tabs": tabs if len(tabs) > 1 else [],
        "breadcrumbs": [
            (_("Live data"), reverse("hub:list")),
            *([(tenant.title, home), (title, "")] if title else [(tenant.title, "")]),
        ],
    }
