"""Evidence in bulk: all rows or none, safe to repeat, one audit line.

A row is known again by (place, kind, source_id); without an identifier, by a digest of its contents.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from operator import attrgetter

from naves.domains.accounts.imports.whole import whole
from naves.domains.needs.models import Evidence
from naves.domains.needs.operations.bulk import insert
from naves.domains.needs.operations.evidence import VALUE_FIELDS
from naves.domains.needs.operations.import_known import NamedNeed, known_evidence, needs_by_source_id
from naves.domains.needs.operations.import_places import ImportPlaces
from naves.domains.needs.operations.import_report import ImportReport, Tally, note_import
from naves.domains.needs.queries.keyset import EvidenceKey
from naves.domains.needs.rules.evidence import EvidenceValues, evidence_problems, tidy_evidence
from naves.domains.organisations.access import Actor
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.ids import new_id

BATCH = 2000
_own = attrgetter(*VALUE_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One row. ``need_source_id`` names the need that it belongs to; without one it goes to the place's inbox."""

    row: int
    place_id: int
    values: EvidenceValues
    need_source_id: str = ""


@dataclass(slots=True)
class _Run:
    actor: Actor
    at: datetime
    today: date
    need_source: str
    dry_run: bool
    places: ImportPlaces
    tally: Tally = field(default_factory=Tally)
    seen: set[EvidenceKey] = field(default_factory=set)

    @property
    def writes(self) -> bool:
        return not self.dry_run and not self.tally.problem_count


@dataclass(frozen=True, slots=True)
class _Sound:
    row: EvidenceRow
    values: EvidenceValues
    key: EvidenceKey


@whole
def import_evidence(
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[EvidenceRow],
    source: str,
    need_source: str = "",
    digest: str = "",
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Bring in ``rows``; ``need_source`` says whose identifiers ``need_source_id`` uses (``source`` if empty).

    A dry run returns the problems in its report; a real one refuses with them, and nothing is written.
    """
    run = _Run(actor, at, prague_date(at), need_source or source, dry_run, ImportPlaces(actor))
    waiting, done = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        _take(run, list(_sound(run, batch)))
        done += len(batch)
        if progress is not None:
            progress(done)
    report = run.tally.report(dry_run=dry_run)
    if dry_run:
        return report
    if report.problem_count:
        raise Refused(report.problems)
    note_import(report, actor=actor, at=at, what="evidence", source=source, digest=digest)
    return report


def _sound(run: _Run, batch: list[EvidenceRow]) -> Iterator[_Sound]:
    for row in batch:
        values = tidy_evidence(row.values)
        problems = evidence_problems(values, today=run.today)
        if wrong_place := run.places.problem(row.place_id):
            problems.append(wrong_place)
        if not values.source_id:
            values = replace(values, source_id=_fingerprint(values))
        key = (row.place_id, values.kind, values.source_id)
        if key in run.seen:
            problems.append(_double(values))
        run.seen.add(key)
        if problems:
            run.tally.refuse(row.row, problems)
        else:
            yield _Sound(row, values, key)


def _take(run: _Run, sound: list[_Sound]) -> None:
    known = known_evidence([item.key for item in sound])
    named = [item.row.need_source_id for item in sound if item.row.need_source_id]
    needs = needs_by_source_id(run.need_source, named)
    fresh: list[tuple[_Sound, uuid.UUID | None]] = []
    for item in sound:
        need = needs.get(item.row.need_source_id)
        if problem := _need_problem(item, need):
            run.tally.refuse(item.row.row, [problem])
        elif found := known.get(item.key):
            _renew(run, found, item, need)
        else:
            fresh.append((item, need.stands_for if need is not None else None))
    run.tally.created += len(fresh)
    if run.writes:
        _create(run, fresh)


def _create(run: _Run, fresh: list[tuple[_Sound, uuid.UUID | None]]) -> None:
    at, by = run.at, run.actor.user_id
    insert(
        Evidence,
        (*VALUE_FIELDS, "id", "place_id", "need_id", "file", "recorded_at", "recorded_by_id", "attached_at"),
        (
            (*_own(item.values), new_id(), item.row.place_id, need, "", at, by, at if need is not None else None)
            for item, need in fresh
        ),
    )


def _renew(run: _Run, evidence: Evidence, item: _Sound, need: NamedNeed | None) -> None:
    """Bring known evidence up to date; what people sorted to a need since stays with it."""
    changed = [name for name in VALUE_FIELDS if getattr(evidence, name) != getattr(item.values, name)]
    for name in changed:
        setattr(evidence, name, getattr(item.values, name))
    if evidence.need_id is None and need is not None:
        evidence.need_id, evidence.attached_at = need.stands_for, run.at
        changed += ["need", "attached_at"]
    if not changed:
        run.tally.unchanged += 1
        return
    run.tally.updated += 1
    if run.writes:
        evidence.save(update_fields=changed)


def _need_problem(item: _Sound, need: NamedNeed | None) -> Problem | None:
    wanted = item.row.need_source_id
    if not wanted or (need is not None and need.place_id == item.row.place_id):
        return None
    return Problem(
        code="need_unknown",
        field="need",
        value=wanted,
        message=gettext_noop("There is no need “%(identifier)s” in this place."),
        params={"identifier": wanted},
        remedy=gettext_noop("Import the needs first, or leave the need empty: the evidence then waits in the inbox."),
    )


def _fingerprint(values: EvidenceValues) -> str:
    parts = (values.source, values.occurred_on.isoformat(), values.title, values.text, values.url)
    text = "\n".join(parts)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:40]


def _double(values: EvidenceValues) -> Problem:
    return Problem(
        code="row_double",
        field="source_id",
        value=values.source_id,
        message=gettext_noop("“%(value)s” stands in the file twice."),
        params={"value": values.title or values.source_id},
        remedy=gettext_noop("Leave one of the rows out, or give each its own identifier."),
    )
