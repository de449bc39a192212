"""Subscriptions of a tenant and whether they are delivered."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.hub.store.subscriptions import StoredSubscription
from naves.kernel.errors import NotAllowed
from naves.web.design.words import Look
from naves.web.hub.live import Live
from naves.web.hub.views.around import found, frame


@require_safe
def subscriptions(request: HttpRequest, name: str) -> HttpResponse:
    """List the subscriptions with their health."""
    tenant, live = found(request, name)
    if not live.rights.manage:
        raise NotAllowed("see_subscriptions", "tenant")
    context = {
        **frame(request, tenant, live, "subscriptions", _("Subscriptions")),
        "rows": [_row(live, each, owed) for each, owed in live.subscriptions()],
    }
    return render(request, "hub/subscriptions.html", context)


def _row(live: Live, stored: StoredSubscription, owed: int) -> dict[str, Any]:
    doc, status = stored.doc, stored.status
    endpoint = doc.get("notification", {}).get("endpoint", {})
    return {
        "name": doc.get("subscriptionName") or doc.get("description") or doc["id"],
        "id": doc["id"],
        "to": endpoint.get("uri", ""),
        "look": _look(doc, status),
        "sent": status.get("timesSent", 0),
        "failed": status.get("timesFailed", 0),
        "owed": owed,
        "last_success": _moment(status.get("lastSuccess")),
        "last_failure": _moment(status.get("lastFailure")),
    }


def _look(doc: dict[str, Any], status: dict[str, Any]) -> Look:
    if not doc.get("isActive", True):
        return Look(_("paused"), "neutral", "dash-lg")
    failure, success = status.get("lastFailure", ""), status.get("lastSuccess", "")
    if failure and failure > success:
        return Look(_("not delivered"), "error", "x-lg")
    if success:
        return Look(_("delivered"), "success", "check-lg")
    return Look(_("nothing to send yet"), "primary", "chevron-right")


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
