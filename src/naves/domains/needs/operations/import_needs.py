"""Needs in bulk: all rows or none, safe to repeat, one audit line.

A row is known again by (source, source_id); without an identifier, by a digest of its place, title and day.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from operator import attrgetter

from naves.domains.accounts.imports.whole import whole
from naves.domains.needs.columns import folded
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged
from naves.domains.needs.models import Need, NeedGroup, NeedThemeShare, NeedTransition
from naves.domains.needs.operations.bulk import insert
from naves.domains.needs.operations.contents import TEXT_FIELDS, own_fields, set_groups, set_shares
from naves.domains.needs.operations.import_known import KnownNeed, known_needs
from naves.domains.needs.operations.import_places import ImportPlaces
from naves.domains.needs.operations.import_report import ImportReport, Tally, note_import
from naves.domains.needs.queries.vocabularies import group_codes, theme_codes
from naves.domains.needs.rules.values import NeedValues, length_problems, settled, tidy, value_problems
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.ids import new_id

BATCH = 2000
_own = attrgetter(*TEXT_FIELDS)
SOURCE_ID_LENGTH = 120
SOURCE_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One row: ``row`` is its line in the file, ``place_id`` the municipality that the importer resolved."""

    row: int
    place_id: int
    values: NeedValues
    source_id: str = ""
    organisation_id: uuid.UUID | None = None


@dataclass(slots=True)
class _Run:
    actor: Actor
    at: datetime
    today: date
    source: str
    publish: bool
    dry_run: bool
    places: ImportPlaces
    first: bool
    themes: frozenset[str]
    groups: frozenset[str]
    tally: Tally = field(default_factory=Tally)
    seen: set[str] = field(default_factory=set)
    changed: list[uuid.UUID] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        return not self.dry_run and not self.tally.problem_count


@whole
def import_needs(
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[NeedRow],
    source: str,
    digest: str = "",
    publish: bool = True,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Bring in ``rows`` of ``source``; ``progress`` hears how many rows are done.

    A dry run returns the problems in its report; a real one refuses with them, and nothing is written.
    """
    if not 0 < len(source) <= SOURCE_LENGTH:
        raise Refused(_bad_source(source))
    run = _Run(
        actor=actor,
        at=at,
        today=prague_date(at),
        source=source,
        publish=publish,
        dry_run=dry_run,
        places=ImportPlaces(actor),
        first=not Need.objects.filter(source=source).exists(),
        themes=theme_codes(),
        groups=group_codes(),
    )
    waiting, done = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        _take(run, list(_sound(run, batch)))
        done += len(batch)
        if progress is not None:
            progress(done)
    return _finish(run, digest)


def _finish(run: _Run, digest: str) -> ImportReport:
    report = run.tally.report(dry_run=run.dry_run)
    if run.dry_run:
        return report
    if report.problem_count:
        raise Refused(report.problems)
    note_import(report, actor=run.actor, at=run.at, what="needs", source=run.source, digest=digest)
    if run.changed:
        events.emit(NeedsChanged(need_ids=tuple(run.changed), at=run.at))
    return report


def _sound(run: _Run, batch: list[NeedRow]) -> Iterator[tuple[str, NeedRow, NeedValues]]:
    for row in batch:
        values = tidy(row.values)
        identifier = row.source_id.strip() or _fingerprint(row.place_id, values)
        problems = value_problems(values, today=run.today, themes=run.themes, groups=run.groups)
        problems.extend(length_problems("source_id", identifier, SOURCE_ID_LENGTH))
        if wrong_place := run.places.problem(row.place_id):
            problems.append(wrong_place)
        if identifier in run.seen:
            problems.append(_double(identifier, values.title, given=bool(row.source_id.strip())))
        run.seen.add(identifier)
        if problems:
            run.tally.refuse(row.row, problems)
        else:
            yield identifier, row, settled(values)


def _take(run: _Run, sound: list[tuple[str, NeedRow, NeedValues]]) -> None:
    known = {} if run.first else known_needs(run.source, [identifier for identifier, _, _ in sound])
    fresh = []
    for identifier, row, values in sound:
        if found := known.get(identifier):
            _renew(run, found, row, values)
        else:
            fresh.append((identifier, row, values))
    run.tally.created += len(fresh)
    if run.writes:
        _create(run, fresh)


def _renew(run: _Run, known: KnownNeed, row: NeedRow, values: NeedValues) -> None:
    need = known.need
    if need.status in {NeedStatus.MERGED, NeedStatus.WITHDRAWN}:
        run.tally.kept += 1
        return
    if need.place_id != row.place_id:
        run.tally.refuse(row.row, [_moved(need, row.source_id)])
        return
    if known.says(values):
        run.tally.unchanged += 1
        return
    run.tally.updated += 1
    if not run.writes:
        return
    for name, value in own_fields(values).items():
        setattr(need, name, value)
    need.version += 1
    need.save()
    set_shares(need, values.themes, at=run.at)
    set_groups(need, values.groups, at=run.at)
    run.changed.append(need.pk)


def _create(run: _Run, fresh: list[tuple[str, NeedRow, NeedValues]]) -> None:
    at, by = run.at, run.actor.user_id
    status = (NeedStatus.PUBLISHED if run.publish else NeedStatus.DRAFT).value
    made = [(new_id(), identifier, row, values) for identifier, row, values in fresh]
    insert(
        Need,
        (*TEXT_FIELDS, "id", "place_id", "title_folded", "status", "published_at", "organisation_id", "created_by_id",
         "created_at", "source", "source_id", "version"),
        (
            (*_own(values), pk, row.place_id, folded(values.title), status, at if run.publish else None,
             row.organisation_id, by, at, run.source, identifier, 1)
            for pk, identifier, row, values in made
        ),
    )  # fmt: skip
    insert(
        NeedThemeShare,
        ("need_id", "theme_id", "share", "since"),
        ((pk, theme, share, at) for pk, _, _, values in made for theme, share in values.themes.items()),
    )
    insert(
        NeedGroup,
        ("need_id", "group_id", "since"),
        ((pk, group, at) for pk, _, _, values in made for group in sorted(values.groups)),
    )
    insert(
        NeedTransition,
        ("need_id", "from_status", "to_status", "at", "by_id", "reason"),
        ((pk, "", status, at, by, "") for pk, _, _, _ in made),
    )
    run.changed.extend(pk for pk, _, _, _ in made)


def _fingerprint(place_id: int, values: NeedValues) -> str:
    text = f"{place_id}\n{values.title}\n{values.voiced_on.isoformat()}"
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:40]


def _double(identifier: str, title: str, *, given: bool) -> Problem:
    return Problem(
        code="row_double",
        field="source_id" if given else "title",
        value=identifier if given else title,
        message=gettext_noop("“%(value)s” stands in the file twice."),
        params={"value": identifier if given else title},
        remedy=gettext_noop("Leave one of the rows out, or give each its own identifier."),
    )


def _moved(need: Need, identifier: str) -> Problem:
    return Problem(
        code="need_place_fixed",
        field="place",
        value=need.source_id,
        message=gettext_noop("The need “%(identifier)s” is already recorded in %(place)s."),
        params={"identifier": identifier or need.source_id, "place": need.place.name},
        remedy=gettext_noop("Give the row the same place, or a new identifier."),
    )


def _bad_source(source: str) -> Problem:
    return Problem(
        code="source_missing",
        field="source",
        value=source,
        message=gettext_noop("“%(source)s” is not a usable name of a source."),
        params={"source": source},
        remedy=gettext_noop("Name the system that the file comes from in 1 to 60 characters."),
    )
