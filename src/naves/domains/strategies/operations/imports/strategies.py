"""Strategies in bulk, from a flat table.

A strategy is known again by its identifier. Where the table says something new, a draft is rewritten, and
an approved version gets a successor, whose goals, measures and indicators keep their lineage by code.
What was withdrawn since is left alone as long as the table says nothing new.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto

from naves.domains.accounts.imports.whole import whole
from naves.domains.needs.operations.import_report import ImportReport, Tally, note_import
from naves.domains.organisations.access import Actor
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import Measure, Strategy, StrategyVersion
from naves.domains.strategies.operations.imports.comparing import says
from naves.domains.strategies.operations.imports.plans import Plan, Planner
from naves.domains.strategies.operations.imports.rows import Sheet, StrategyRow, sheets
from naves.domains.strategies.operations.imports.writing import Past, past_of, write_contents
from naves.domains.strategies.operations.progress import change_measure_status
from naves.domains.strategies.operations.trail import tell_strategy
from naves.domains.strategies.operations.versions import approve_version, gap_problem, rename_strategy
from naves.domains.strategies.permissions import may_import
from naves.domains.strategies.rules.transitions import measure_step_problem
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.text import collation_key

BATCH = 100
REASON = gettext_noop("Changed by an import.")


class Verdict(Enum):
    """What a plan means for a strategy that is already here."""

    UNCHANGED = auto()
    KEPT = auto()
    RENAME = auto()
    PROGRESS = auto()
    REWRITE = auto()


@dataclass(slots=True)
class _Run:
    actor: Actor
    at: datetime
    today: date
    dry_run: bool
    tally: Tally = field(default_factory=Tally)
    waiting: list[Plan] = field(default_factory=list)


@whole
def import_strategies(
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[StrategyRow],
    source: str,
    digest: str = "",
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Bring in the strategies of a flat table; the report counts strategies, `progress` hears how many are done.

    A dry run returns the problems in its report; a real one refuses with them, and nothing is written.
    """
    run = _Run(actor, at, prague_date(at), dry_run)
    found, problems = sheets(rows)
    for problem in problems:
        run.tally.refuse(problem.row or 0, [problem])
    plans = _plans(run, Planner(), found.values())
    known = {strategy.identifier: strategy for strategy in Strategy.objects.select_related("owner")}
    for done, plan in enumerate(plans, start=1):
        strategy = known.get(plan.strategy.identifier)
        if strategy is None:
            _create_later(run, plan)
        else:
            _renew(run, plan, strategy)
        if progress is not None:
            progress(done)
    _create(run)
    report = run.tally.report(dry_run=dry_run)
    if dry_run:
        return report
    if report.problem_count:
        raise Refused(report.problems)
    note_import(report, actor=actor, at=at, what="strategies", source=source, digest=digest)
    return report


def _plans(run: _Run, planner: Planner, found: Iterable[Sheet]) -> list[Plan]:
    """Return the plans; if one is wrong, none is carried out, but all are checked."""
    plans = [planner.plan(sheet) for sheet in found]
    for plan in plans:
        plan.problems += _rights(run, plan)
        for problem in plan.problems:
            run.tally.refuse(problem.row or plan.row, [problem])
    return [plan for plan in plans if not plan.problems]


def _rights(run: _Run, plan: Plan) -> list[Problem]:
    if plan.owner is None or may_import(run.actor, plan.owner, approve=plan.is_approved):
        return []
    return [
        Problem(
            code="owner_not_yours",
            field="owner",
            row=plan.row,
            value=plan.owner.name,
            message=gettext_noop("You may not import such strategies for %(owner)s."),
            params={"owner": plan.owner.name},
            remedy=gettext_noop("Leave the strategy out, import it as a draft, or ask its owner or the ministry."),
        )
    ]


def _writes(run: _Run) -> bool:
    return not run.dry_run and not run.tally.problem_count


def _create_later(run: _Run, plan: Plan) -> None:
    run.tally.created += 1
    run.waiting.append(plan)
    if len(run.waiting) >= BATCH:
        _create(run)


def _create(run: _Run) -> None:
    plans, run.waiting = run.waiting, []
    if not plans or not _writes(run):
        return
    strategies = [
        Strategy(
            identifier=plan.strategy.identifier,
            title=plan.strategy.title,
            title_sort=collation_key(plan.strategy.title),
            url=plan.strategy.url,
            owner=plan.owner,
            created_at=run.at,
        )
        for plan in plans
    ]
    Strategy.objects.bulk_create(strategies)
    versions = [
        _version(strategy, 1, plan, run.at, is_approved=plan.is_approved)
        for strategy, plan in zip(strategies, plans, strict=True)
    ]
    StrategyVersion.objects.bulk_create(versions)
    write_contents([(version, plan, Past()) for version, plan in zip(versions, plans, strict=True)], at=run.at)
    for version in versions:
        tell_strategy(version, run.at)


def _version(
    strategy: Strategy, number: int, plan: Plan, at: datetime, *, is_approved: bool = False
) -> StrategyVersion:
    return StrategyVersion(
        strategy=strategy,
        number=number,
        status=VersionStatus.APPROVED if is_approved else VersionStatus.DRAFT,
        summary=plan.version.summary,
        in_force_from=plan.version.in_force_from,
        in_force_to=plan.version.in_force_to,
        created_at=at,
        approved_at=at if is_approved else None,
    )


@dataclass(slots=True)
class _There:
    """The versions of a strategy that is already here."""

    strategy: Strategy
    draft: StrategyVersion | None
    approved: StrategyVersion | None
    latest: StrategyVersion

    def meant_by(self, plan: Plan) -> StrategyVersion:
        """Return the version that the table speaks of."""
        return (self.approved if plan.is_approved else self.draft or self.approved) or self.latest


def _there(strategy: Strategy) -> _There:
    versions = list(strategy.versions.select_related("strategy__owner").order_by("number"))
    by_status = {version.status: version for version in versions}
    return _There(strategy, by_status.get(VersionStatus.DRAFT), by_status.get(VersionStatus.APPROVED), versions[-1])


def _renew(run: _Run, plan: Plan, strategy: Strategy) -> None:
    there = _there(strategy)
    wanted = there.meant_by(plan)
    verdict = _verdict(plan, strategy, wanted)
    problems = _owner_problems(plan, strategy)
    if verdict == Verdict.PROGRESS:
        problems += [problem for _, _, problem in _steps(wanted, plan) if problem is not None]
    if verdict == Verdict.REWRITE and plan.is_approved and there.approved is not None:
        gap = gap_problem(plan.version.in_force_from, there.approved, run.today)
        problems += [gap] if gap else []
    if problems:
        run.tally.refuse(plan.row, problems)
        return
    _count(run.tally, verdict)
    if _writes(run):
        _apply(run, plan, verdict, there)


def _count(tally: Tally, verdict: Verdict) -> None:
    if verdict == Verdict.UNCHANGED:
        tally.unchanged += 1
    elif verdict == Verdict.KEPT:
        tally.kept += 1
    else:
        tally.updated += 1


def _verdict(plan: Plan, strategy: Strategy, wanted: StrategyVersion) -> Verdict:
    """Compare with the version that the table speaks of."""
    is_same = says(wanted, plan)
    if is_same and wanted.status in {VersionStatus.WITHDRAWN, VersionStatus.SUPERSEDED}:
        return Verdict.KEPT
    if not is_same or (plan.is_approved and wanted.status == VersionStatus.DRAFT):
        return Verdict.REWRITE
    if _steps(wanted, plan):
        return Verdict.PROGRESS
    is_named_so = (strategy.title, strategy.url) == (plan.strategy.title, plan.strategy.url)
    return Verdict.UNCHANGED if is_named_so else Verdict.RENAME


def _steps(version: StrategyVersion, plan: Plan) -> list[tuple[Measure, MeasureStatus, Problem | None]]:
    return [
        (measure, plan.statuses[measure.code], measure_step_problem(measure.status, plan.statuses[measure.code]))
        for measure in version.measures.all()
        if measure.status != plan.statuses[measure.code]
    ]


def _apply(run: _Run, plan: Plan, verdict: Verdict, there: _There) -> None:
    if verdict in {Verdict.UNCHANGED, Verdict.KEPT}:
        return
    wanted, title, url = there.meant_by(plan), plan.strategy.title, plan.strategy.url
    if (there.strategy.title, there.strategy.url) != (title, url):
        rename_strategy(actor=run.actor, at=run.at, version=wanted, title=title, url=url)
    if verdict == Verdict.PROGRESS:
        for measure, status, _ in _steps(wanted, plan):
            change_measure_status(actor=run.actor, at=run.at, measure=measure, status=status, reason=REASON)
    if verdict == Verdict.REWRITE:
        _rewrite(run, plan, there)


def _rewrite(run: _Run, plan: Plan, there: _There) -> None:
    """Write the draft anew, or the next version; approve it where the table says so."""
    past = past_of(there.draft or there.meant_by(plan))
    draft = there.draft
    if draft is None:
        draft = _version(there.strategy, there.latest.number + 1, plan, run.at)
    else:
        draft.goals.all().delete()
        draft.places.clear()
        draft.summary = plan.version.summary
        draft.in_force_from, draft.in_force_to = plan.version.in_force_from, plan.version.in_force_to
    draft.save()
    write_contents([(draft, plan, past)], at=run.at)
    tell_strategy(draft, run.at)
    if plan.is_approved:
        approve_version(actor=run.actor, at=run.at, version=draft)


def _owner_problems(plan: Plan, strategy: Strategy) -> list[Problem]:
    if plan.owner == strategy.owner:
        return []
    return [
        Problem(
            code="owner_differs",
            field="owner",
            row=plan.row,
            value=plan.owner.name if plan.owner else "",
            message=gettext_noop("The strategy “%(identifier)s” belongs to %(owner)s."),
            params={"identifier": strategy.identifier, "owner": strategy.owner.name},
            remedy=gettext_noop("Give the same owner, or another identifier."),
        )
    ]
