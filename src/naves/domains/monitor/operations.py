"""What can be done in the Monitor."""

from datetime import datetime

from django.db import transaction

from naves.domains.accounts import audit
from naves.domains.monitor.facts.log import Kind
from naves.domains.monitor.facts.log import note as note_change
from naves.domains.monitor.models import Snapshot
from naves.domains.monitor.permissions import KIND, Action, require
from naves.domains.monitor.queries.filters import Filters
from naves.domains.monitor.queries.reports import national_report
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.domains.monitor.snapshot_digest import digest_of, rounded
from naves.domains.organisations.access import Actor


@transaction.atomic
def take_snapshot(*, actor: Actor, at: datetime, filters: Filters) -> Snapshot:
    """Publish the figures of a day; they are kept as they are, and anybody can compute them again."""
    require(actor, Action.TAKE_SNAPSHOT)
    figures = rounded(national_report(filters))
    snapshot = Snapshot.objects.create(
        as_of=filters.as_of,
        level=filters.level,
        filters=filters.plain(),
        method_version=METHOD_VERSION,
        figures=figures,
        digest=digest_of(figures),
        taken_at=at,
        taken_by_id=actor.user_id,
    )
    audit.record(
        actor_id=actor.user_id,
        action="monitor.snapshot",
        kind=KIND,
        identifier=snapshot.pk,
        after={"filters": snapshot.filters, "digest": snapshot.digest},
        at=at,
        request_id=actor.request_id,
    )
    return snapshot


def read_everything_anew(*, at: datetime) -> None:
    """Make every process read the database whole, after rows were written past the operations (bulk loads)."""
    note_change(Kind.ALL, at=at)
