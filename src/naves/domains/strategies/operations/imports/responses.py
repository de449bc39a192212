"""Responses in bulk: all rows or none; one that is already there gets the levels that it has not.

What people withdrew since the last import, a response or a level, is left alone.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from naves.domains.accounts.imports.whole import whole
from naves.domains.needs.models import Need
from naves.domains.needs.operations.bulk import insert
from naves.domains.needs.operations.import_report import ImportReport, Tally, note_import
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.needs.rules.values import length_problems, unknown_choice
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.facts import facts_of
from naves.domains.strategies.models import Goal, LevelClaim, Measure, Response
from naves.domains.strategies.operations.claims import contradicting, lapses_before_start
from naves.domains.strategies.operations.imports.response_rows import (
    Known,
    ResponseRow,
    Targets,
    Territory,
    needs_of,
)
from naves.domains.strategies.operations.responses import OPEN_NEEDS, need_not_open
from naves.domains.strategies.operations.trail import tell_responses
from naves.domains.strategies.permissions import ResponseAction, ResponseState, may_answer
from naves.domains.strategies.proving import provable, provable_text
from naves.domains.strategies.rules.checks import day_problems, url_problems
from naves.domains.strategies.rules.ladder import ProofFacts, TargetFacts, claim_problems
from naves.domains.strategies.rules.spells import HOLDS_WITHOUT_STRATEGY
from naves.domains.strategies.rules.territory import covers
from naves.domains.strategies.rules.values import LENGTHS
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.ids import new_id

BATCH = 4000
RESPONSE_COLUMNS = [field.attname for field in Response._meta.concrete_fields]
CLAIM_COLUMNS = [
    *("id", "response_id", "level", "proof_kind", "proof_text", "proof_url", "valid_from", "lapses_on"),
    *("recorded_at", "recorded_by_id", "withdrawn_reason", "proof_file"),
]


class _Link(NamedTuple):
    """A row whose need and target were found."""

    row: ResponseRow
    need: Need
    target: Goal | Measure
    facts: TargetFacts


@dataclass(slots=True)
class _Run:
    actor: Actor
    at: datetime
    today: date
    source: str
    need_source: str
    dry_run: bool
    territory: Territory = field(default_factory=Territory)
    targets: Targets = field(default_factory=Targets)
    tally: Tally = field(default_factory=Tally)
    rights: dict[tuple[object, ...], bool] = field(default_factory=dict)
    changed: dict[uuid.UUID, None] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        return not self.dry_run and not self.tally.problem_count


@whole
def import_responses(
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[ResponseRow],
    source: str,
    need_source: str = "",
    digest: str = "",
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Bring in responses; `need_source` is the system whose identifiers rows give for needs, empty for ids here.

    A dry run returns the problems in its report; a real one refuses with them, and nothing is written.
    """
    run = _Run(actor, at, prague_date(at), source, need_source, dry_run)
    waiting, done = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        _take(run, batch)
        done += len(batch)
        if progress is not None:
            progress(done)
    report = run.tally.report(dry_run=dry_run)
    if dry_run:
        return report
    if report.problem_count:
        raise Refused(report.problems)
    note_import(report, actor=actor, at=at, what="responses", source=source, digest=digest)
    tell_responses(list(run.changed), at)
    return report


def _take(run: _Run, batch: list[ResponseRow]) -> None:
    run.targets.load({row.strategy_id for row in batch})
    links = list(_sound(run, batch, needs_of(batch, run.need_source)))
    known = Known([link.need for link in links])
    work = _Work()
    for link in links:
        response = known.find(link.need, link.target)
        if response is None and known.was_withdrawn(link.need, link.target):
            run.tally.kept += 1
        elif response is not None and response.contradicts != link.row.contradicts:
            run.tally.refuse(link.row.row, [_otherwise_linked()])
        else:
            _link(run, link, response, known, work)
    if run.writes:
        work.write()


def _link(run: _Run, link: _Link, response: Response | None, known: Known, work: "_Work") -> None:
    is_new = response is None
    if response is None:
        response = _response(run, link)
        known.add(link.need, link.target, response)
        work.fresh[response.pk] = response
    made = [] if link.row.level is None else _claims(run, link, response, known)
    is_confirmed = response.confirmed_at is None and _confirms(link.row)
    if is_confirmed:
        response.confirmed_at, response.confirmed_by_id = run.at, run.actor.user_id
        work.confirmed.append(response)
    work.claims += made
    _count(run.tally, is_new=is_new, is_changed=bool(made) or is_confirmed)
    if is_new or made or is_confirmed:
        run.changed[link.need.pk] = None


@dataclass(slots=True)
class _Work:
    """What one batch writes."""

    fresh: dict[uuid.UUID, Response] = field(default_factory=dict)
    confirmed: list[Response] = field(default_factory=list)
    claims: list[tuple[object, ...]] = field(default_factory=list)

    def write(self) -> None:
        """Insert rows directly: there may be half a million."""
        rows = ([getattr(response, name) for name in RESPONSE_COLUMNS] for response in self.fresh.values())
        insert(Response, RESPONSE_COLUMNS, rows)
        known = [response for response in self.confirmed if response.pk not in self.fresh]
        Response.objects.bulk_update(known, ["confirmed_at", "confirmed_by"], batch_size=200)
        insert(LevelClaim, CLAIM_COLUMNS, self.claims)


def _count(tally: Tally, *, is_new: bool, is_changed: bool) -> None:
    if is_new:
        tally.created += 1
    elif is_changed:
        tally.updated += 1
    else:
        tally.unchanged += 1


def _response(run: _Run, link: _Link) -> Response:
    counts = _confirms(link.row)
    return Response(
        need=link.need,
        goal=link.target if isinstance(link.target, Goal) else None,
        measure=link.target if isinstance(link.target, Measure) else None,
        contradicts=link.row.contradicts,
        note=paragraphs(link.row.note),
        proposed_at=run.at,
        proposed_by_id=run.actor.user_id,
        confirmed_at=run.at if counts else None,
        confirmed_by_id=run.actor.user_id if counts else None,
        source=run.source if link.row.source_id else "",
        source_id=link.row.source_id,
    )


def _confirms(row: ResponseRow) -> bool:
    return row.level is not None or row.contradicts


def _claims(run: _Run, link: _Link, response: Response, known: Known) -> list[tuple[object, ...]]:
    """Return the claim of the row and, under a high one, the rung that the record proves; nothing twice."""
    row, there = link.row, known.claims_of(response)
    level = Level(row.level or 0)
    start = row.valid_from or run.today
    wanted = [(level, ProofKind(row.proof_kind), _text(link), row.proof_url.strip(), start, row.lapses_on)]
    below = provable(link.facts)
    has_lower = any(claimed < HOLDS_WITHOUT_STRATEGY for claimed, _, _ in there)
    if level >= HOLDS_WITHOUT_STRATEGY and below is not None and not has_lower:
        wanted.append((below, *provable_text(link.target, below), "", run.today, None))
    made: list[tuple[object, ...]] = []
    for claim in wanted:
        key = (int(claim[0]), str(claim[1]), claim[2])
        if key not in there:
            there.add(key)
            made.append((new_id(), response.pk, *key, *claim[3:], run.at, run.actor.user_id, "", ""))
    return made


def _text(link: _Link) -> str:
    text = paragraphs(link.row.proof_text)
    if text or link.row.level is None or link.row.level >= HOLDS_WITHOUT_STRATEGY:
        return text
    return provable_text(link.target, Level(link.row.level))[1]


def _sound(run: _Run, batch: list[ResponseRow], needs: dict[str, Need]) -> Iterator[_Link]:
    for row in batch:
        need, target = needs.get(row.need.strip()), run.targets.find(row)
        if need is None or target is None:
            run.tally.refuse(row.row, _missing(run, row, need))
            continue
        covered = covers(run.targets.covered(target), run.territory.chain(need.place_id))
        link = _Link(row, need, target, facts_of(target, covers_place=covered, day=run.today))
        if problems := _problems(run, link):
            run.tally.refuse(row.row, problems)
        else:
            yield link


def _problems(run: _Run, link: _Link) -> list[Problem]:
    row = link.row
    problems = [] if link.need.status in OPEN_NEEDS else [need_not_open()]
    action = ResponseAction.CONFIRM if _confirms(row) else ResponseAction.PROPOSE
    owner = link.target.version.strategy.owner
    if not _has_right(run, action, owner, run.territory.places[link.need.place_id]):
        problems.append(_not_yours(run, link.need))
    problems += length_problems("note", row.note, LENGTHS["note"])
    problems += length_problems("source_id", row.source_id, LENGTHS["identifier"])
    return problems if row.level is None else [*problems, *_claim_problems(row, link, run.today)]


def _has_right(run: _Run, action: ResponseAction, owner: Organisation, place: Place) -> bool:
    key = (action, owner.pk, place.pk)
    if key not in run.rights:
        state = ResponseState.NEW if action == ResponseAction.PROPOSE else ResponseState.PROPOSED
        run.rights[key] = may_answer(run.actor, action, state, owner=owner, place=place)
    return run.rights[key]


def _claim_problems(row: ResponseRow, link: _Link, today: date) -> list[Problem]:
    if row.level not in list(Level)[1:]:
        return [unknown_choice("level", row.level, [str(level.value) for level in list(Level)[1:]])]
    if row.proof_kind not in ProofKind.values:
        return [unknown_choice("proof_kind", row.proof_kind, ProofKind.values)]
    if row.contradicts:
        return [contradicting()]
    proof = ProofFacts(ProofKind(row.proof_kind), _text(link), has_link=bool(row.proof_url.strip()))
    problems = [
        *claim_problems(Level(row.level), link.facts, proof),
        *url_problems("proof_url", row.proof_url.strip()),
        *day_problems("valid_from", row.valid_from),
        *day_problems("lapses_on", row.lapses_on),
        *length_problems("proof_text", row.proof_text, LENGTHS["proof_text"]),
    ]
    start = row.valid_from or today
    if row.lapses_on is not None and row.lapses_on <= start:
        problems.append(lapses_before_start(start, row.lapses_on))
    return problems


def _missing(run: _Run, row: ResponseRow, need: Need | None) -> list[Problem]:
    problems = []
    if need is None:
        problems.append(
            Problem(
                code="need_unknown",
                field="need",
                value=row.need,
                message=gettext_noop("There is no need “%(need)s”."),
                params={"need": row.need},
                remedy=gettext_noop("Import the needs first, or correct the identifier."),
            )
        )
    if not run.targets.knows(row.strategy_id):
        problems.append(
            Problem(
                code="strategy_unknown",
                field="strategy_id",
                value=row.strategy_id,
                message=gettext_noop("There is no approved strategy “%(identifier)s”."),
                params={"identifier": row.strategy_id},
                remedy=gettext_noop("Import the strategy first, or correct the identifier."),
            )
        )
    elif run.targets.find(row) is None:
        problems.append(
            Problem(
                code="target_unknown",
                field="code",
                value=row.code,
                message=gettext_noop("The approved version of “%(identifier)s” has no goal or measure “%(code)s”."),
                params={"identifier": row.strategy_id, "code": row.code},
                remedy=gettext_noop("Correct the code, and say whether it is of a goal or of a measure."),
            )
        )
    return problems


def _not_yours(run: _Run, need: Need) -> Problem:
    place = run.territory.places[need.place_id].name
    return Problem(
        code="need_not_yours",
        field="need",
        value=place,
        message=gettext_noop("You may not confirm or propose this for needs of %(place)s."),
        params={"place": place},
        remedy=gettext_noop("Leave the row out, or ask the town or the ministry to import it."),
    )


def _otherwise_linked() -> Problem:
    return Problem(
        code="linked_otherwise",
        field="contradicts",
        message=gettext_noop("The need is already linked with this, but with the opposite effect."),
        remedy=gettext_noop("Withdraw the response that is there first if it is wrong."),
    )
