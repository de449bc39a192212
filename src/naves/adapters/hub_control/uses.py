"""What the hub counted about the use of grants."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from naves.adapters.hub_control.push import hub_connection
from naves.domains.accounts import audit
from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.models import Grant
from naves.hub.access import uses
from naves.hub.access.uses import Use

NOTED = "grant.used"
LOOKED_BACK = timedelta(days=31)
_EPOCH = date(1970, 1, 1)


def uses_of_grants() -> dict[UUID, Use]:
    """Return how often each grant was used, and when last."""
    with hub_connection() as connection:
        return {UUID(key): use for key, use in uses.used(connection).items()}


@transaction.atomic
def note_uses(at: datetime) -> int:
    """Put one line per grant and finished day (UTC) into the audit log; a day is noted once. Returns how many."""
    until = (at.astimezone(UTC).date() - _EPOCH).days
    with hub_connection() as connection:
        counted = uses.used_by_day(connection, since=until - LOOKED_BACK.days, until=until)
    known = {str(pk) for pk in Grant.objects.values_list("pk", flat=True)}
    noted = {
        (identifier, (after or {}).get("day"))
        for identifier, after in AuditEntry.objects.filter(
            kind="grant", action=NOTED, at__gte=at - LOOKED_BACK - timedelta(days=2)
        ).values_list("identifier", "after")
    }
    lines = [
        audit.Line(NOTED, "grant", key, after={"day": (_EPOCH + timedelta(days=day)).isoformat(), "uses": number})
        for key, day, number in counted
        if key in known and (key, (_EPOCH + timedelta(days=day)).isoformat()) not in noted
    ]
    audit.record_many(actor_id=None, lines=lines, at=at)
    return len(lines)
