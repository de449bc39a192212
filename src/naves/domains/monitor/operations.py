"""What can be done in the Monitor."""

from datetime import datetime

from django.db import transaction

from naves.domains.accounts import audit
from naves.domains.monitor.facts.log import Kind
from naves.domains.monitor.facts.log import note as note_change
from naves.domains.monitor.models import MachineReading, Snapshot
from naves.domains.monitor.permissions import KIND, Action, require
from naves.domains.monitor.queries.coding import coding
from naves.domains.monitor.queries.filters import Filters
from naves.domains.monitor.queries.machine_links import read_machine_links as read_links
from naves.domains.monitor.queries.reports import national_report
from naves.domains.monitor.rules.agreement import PROVISIONAL_FROM, Standing
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.domains.monitor.snapshot_digest import digest_of, rounded
from naves.domains.organisations.access import Actor
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, Refused, gettext_noop


@transaction.atomic
def take_snapshot(*, actor: Actor, at: datetime, filters: Filters) -> Snapshot:
    """Publish the figures of a day; they are kept as they are, and anybody can compute them again."""
    require(actor, Action.TAKE_SNAPSHOT)
    _refuse_withheld(filters)
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


def _refuse_withheld(filters: Filters) -> None:
    """Figures rest on the coding of the desk: where two coders disagree too often, nothing is published on it."""
    found = coding(filters.as_of)
    if found.standing is Standing.WITHHELD:
        worst = min(each for each in (found.verdicts.alpha, found.levels.alpha) if each is not None)
        raise Refused(
            Problem(
                code="coding_withheld",
                field="as_of",
                value=filters.as_of.isoformat(),
                message=gettext_noop("Two people who judged the same pairs agree too little: alpha is %(alpha)s."),
                params={"alpha": f"{worst:.2f}", "least": f"{PROVISIONAL_FROM}"},
                remedy=gettext_noop("Go through the pairs they disagree on until alpha reaches %(least)s."),
            )
        )


@transaction.atomic
def read_machine_links(*, actor: Actor, at: datetime) -> MachineReading:
    """Keep what the suggestions of the machine, corrected by the judged sample, say of coverage today."""
    require(actor, Action.READ_MACHINE_LINKS)
    day = prague_date(at)
    figures = rounded(read_links(day).plain())
    reading = MachineReading.objects.create(
        as_of=day,
        method_version=METHOD_VERSION,
        figures=figures,
        digest=digest_of(figures),
        taken_at=at,
        taken_by_id=actor.user_id,
    )
    audit.record(
        actor_id=actor.user_id,
        action="monitor.machine_reading",
        kind="machine_reading",
        identifier=reading.pk,
        after={"judged": figures["judged"], "digest": reading.digest},
        at=at,
        request_id=actor.request_id,
    )
    return reading


def read_everything_anew(*, at: datetime) -> None:
    """Make every process read the database whole, after rows were written past the operations (bulk loads)."""
    note_change(Kind.ALL, at=at)
