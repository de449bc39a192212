"""The full edit history of a need: who changed what, from what, to what."""

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import KIND, Action, require
from naves.domains.organisations.access import Actor


def history(actor: Actor, need: Need) -> list[AuditEntry]:
    """Return the audit lines of ``need``, the oldest first; following is each person's own business."""
    require(actor, Action.VIEW_HISTORY, need)
    lines = AuditEntry.objects.filter(kind=KIND, identifier=str(need.pk))
    return list(lines.exclude(action__in=["needs.follow", "needs.unfollow"]).order_by("sequence"))
