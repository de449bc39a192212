"""Changing the territory: by import only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from naves.domains.accounts import audit
from naves.domains.accounts.imports.whole import whole
from naves.domains.places import permissions
from naves.domains.places.events import TerritoryChanged
from naves.domains.places.models import Place, Population
from naves.domains.places.planning import CHANGEABLE, Plan, Territory, apply_row, counted_in, described, plan
from naves.domains.places.rules.rows import PlaceRow
from naves.domains.places.rules.territory import check
from naves.kernel import events
from naves.kernel.imports import ImportReport

BATCH = 1000


@whole
def import_places(
    *,
    actor: permissions.Actor,
    rows: Iterable[PlaceRow],
    at: datetime,
    source: str,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Bring the territory up to ``rows``; safe to repeat.

    Nothing is ever removed: a place that the file no longer lists is counted in the report. With a
    problem nothing is written: a dry run returns it, a real one raises :class:`Refused`.
    ``columns`` gives the heading in the file for a field, so that problems can name it.
    """
    permissions.require(actor, "import")
    given = list(rows)
    territory = Territory()
    problems = [
        replace(problem, column=(columns or {}).get(problem.field or "")) for problem in check(given, territory.known())
    ]
    planned = plan(given, territory)
    report = ImportReport(
        kind="places",
        created=len(planned.created),
        changed=len(planned.changed),
        unchanged=planned.unchanged,
        problems=tuple(problems),
        dry_run=dry_run,
        notes={"not_listed": len(territory.places.keys() - {row.code for row in given})},
    )
    if dry_run:
        return report
    report.refuse_if_wrong()
    if planned.created or planned.changed:
        _write(planned, territory, actor=actor, at=at, source=source)
        events.emit(TerritoryChanged(at=at))
    return report


def _write(planned: Plan, territory: Territory, *, actor: permissions.Actor, at: datetime, source: str) -> None:
    for _, level in groupby(planned.created, key=lambda row: row.level):
        made = [apply_row(Place(code=row.code, recorded_at=at), row, territory) for row in level]
        Place.objects.bulk_create(made, batch_size=BATCH)
        territory.add(made)
    lines = [
        audit.Line(
            "territory.imported",
            "territory",
            source[:64],
            after={"created": len(planned.created), "changed": len(planned.changed)},
        ),
        *_change(planned, territory),
    ]
    Population.objects.bulk_create(
        [
            Population(
                place=territory.places[row.code],
                reference_date=counted[0],
                people=counted[1],
                source=source[:200],
                recorded_at=at,
            )
            for row in planned.counted
            if (counted := counted_in(row))
        ],
        batch_size=BATCH,
    )
    audit.record_many(actor_id=actor.user_id, lines=lines, at=at, request_id=actor.request_id)


def _change(planned: Plan, territory: Territory) -> Sequence[audit.Line]:
    lines = []
    for place, row in planned.changed:
        before = described(place, territory)
        apply_row(place, row, territory)
        after = described(place, territory)
        moved = {name for name in after if before[name] != after[name]}
        if moved:
            lines.append(
                audit.Line(
                    "place.changed",
                    "place",
                    place.code,
                    before={name: before[name] for name in moved},
                    after={name: after[name] for name in moved},
                )
            )
    Place.objects.bulk_update([place for place, _ in planned.changed], CHANGEABLE, batch_size=200)
    return lines
