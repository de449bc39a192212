"""Strategies and their versions, from a draft to the end."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.trail import note
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Strategy, StrategyVersion
from naves.domains.strategies.operations.carrying import carry_over
from naves.domains.strategies.operations.copying import copy_contents
from naves.domains.strategies.operations.trail import (
    conflict,
    locked_strategy,
    locked_version,
    needs_answered_by,
    not_a_draft,
    note_contents,
    refuse,
    tell_responses,
    tell_strategy,
)
from naves.domains.strategies.permissions import Action, require
from naves.domains.strategies.rules.checks import (
    no_goals,
    no_places,
    reason_problems,
    strategy_problems,
    version_problems,
)
from naves.domains.strategies.rules.transitions import version_step_problem
from naves.domains.strategies.rules.values import (
    StrategyValues,
    VersionValues,
    tidy_strategy,
    tidy_version,
)
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.text import collation_key

SUPERSEDED_REASON = gettext_noop("Replaced by the next version.")


@transaction.atomic
def create_strategy(
    *,
    actor: Actor,
    at: datetime,
    owner: Organisation,
    strategy: StrategyValues,
    version: VersionValues,
    places: Collection[Place] = (),
) -> StrategyVersion:
    """Return the first draft of a new strategy."""
    require(actor, Action.CREATE, owner=owner)
    about, period = tidy_strategy(strategy), tidy_version(version)
    refuse([*strategy_problems(about), *version_problems(period)])
    if Strategy.objects.filter(identifier=about.identifier).exists():
        raise conflict(_identifier_taken(about.identifier))
    made = Strategy.objects.create(
        identifier=about.identifier,
        title=about.title,
        title_sort=collation_key(about.title),
        url=about.url,
        owner=owner,
        created_at=at,
    )
    draft = StrategyVersion.objects.create(
        strategy=made,
        number=1,
        summary=period.summary,
        in_force_from=period.in_force_from,
        in_force_to=period.in_force_to,
        created_at=at,
    )
    draft.places.set(places)
    after = {"identifier": made.identifier, "title": made.title, "owner": owner.pk, **version_values(draft)}
    note(actor=actor, at=at, action="strategy.created", kind="strategy", identifier=made.pk, after=after)
    tell_strategy(draft, at)
    return draft


@transaction.atomic
def rename_strategy(*, actor: Actor, at: datetime, version: StrategyVersion, title: str, url: str = "") -> Strategy:
    """Change the title and the address of a strategy over all its versions."""
    require(actor, Action.RENAME, version)
    strategy = locked_strategy(version.strategy)
    about = tidy_strategy(StrategyValues(identifier=strategy.identifier, title=title, url=url))
    refuse(strategy_problems(about))
    before = {"title": strategy.title, "url": strategy.url}
    strategy.title, strategy.url, strategy.title_sort = about.title, about.url, collation_key(about.title)
    strategy.save(update_fields=["title", "title_sort", "title_folded", "url"])
    after = {"title": strategy.title, "url": strategy.url}
    note(
        actor=actor,
        at=at,
        action="strategy.renamed",
        kind="strategy",
        identifier=strategy.pk,
        before=before,
        after=after,
    )
    tell_strategy(version, at)
    return strategy


@transaction.atomic
def edit_version(*, actor: Actor, at: datetime, version: StrategyVersion, values: VersionValues) -> StrategyVersion:
    """Change the period and the summary of a draft."""
    draft = editable(actor, version)
    period = tidy_version(values)
    refuse(version_problems(period))
    before = version_values(draft)
    draft.summary, draft.in_force_from, draft.in_force_to = period.summary, period.in_force_from, period.in_force_to
    draft.save(update_fields=["summary", "in_force_from", "in_force_to"])
    _note_version(actor, at, "version.edited", draft, before)
    return draft


@transaction.atomic
def set_covered_places(
    *, actor: Actor, at: datetime, version: StrategyVersion, places: Collection[Place]
) -> StrategyVersion:
    """Say which places a draft covers explicitly; a unit of the territory covers what lies in it."""
    draft = editable(actor, version)
    before = version_values(draft)
    draft.places.set(places)
    _note_version(actor, at, "version.covered_places", draft, before)
    return draft


@transaction.atomic
def new_version(
    *, actor: Actor, at: datetime, strategy: Strategy, in_force_from: date, in_force_to: date | None = None
) -> StrategyVersion:
    """Return a draft with the contents of the latest version; goals, measures and indicators keep their lineage."""
    strategy = locked_strategy(strategy)
    versions = strategy.versions.select_related("strategy__owner").order_by("-number")
    latest = versions.exclude(status=VersionStatus.WITHDRAWN).first() or versions[0]
    require(actor, Action.NEW_VERSION, latest)
    if latest.status == VersionStatus.DRAFT:
        raise conflict(_draft_exists(latest.number))
    period = VersionValues(in_force_from=in_force_from, in_force_to=in_force_to, summary=latest.summary)
    refuse(version_problems(period))
    draft = StrategyVersion.objects.create(
        strategy=strategy,
        number=versions[0].number + 1,
        summary=latest.summary,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        created_at=at,
    )
    copy_contents(latest, draft, at=at)
    _note_version(actor, at, "version.created", draft, None)
    return draft


@transaction.atomic
def approve_version(*, actor: Actor, at: datetime, version: StrategyVersion) -> StrategyVersion:
    """Put a draft into force; the version before it ends and its responses are carried over, on the same day."""
    locked_strategy(version.strategy)
    approved = locked_version(version)
    require(actor, Action.APPROVE, approved)
    previous = approved.strategy.versions.filter(status=VersionStatus.APPROVED).first()
    refuse(_approval_problems(approved, previous, prague_date(at)))
    changed = needs_answered_by(previous) if previous is not None else []
    if previous is not None:
        end_version(previous, VersionStatus.SUPERSEDED, reason=SUPERSEDED_REASON, at=at)
    before = version_values(approved)
    approved.status, approved.approved_at = VersionStatus.APPROVED, at
    approved.save(update_fields=["status", "approved_at"])
    if previous is not None:
        carry_over(previous, approved, at=at)
    _note_version(actor, at, "version.approved", approved, before)
    if previous is not None:
        tell_strategy(previous, at)
    tell_responses(changed, at)
    return approved


@transaction.atomic
def withdraw_version(*, actor: Actor, at: datetime, version: StrategyVersion, reason: str) -> StrategyVersion:
    """Take a version out of force, or a draft off the table."""
    ended = locked_version(version)
    require(actor, Action.WITHDRAW, ended)
    step = version_step_problem(ended.status, VersionStatus.WITHDRAWN)
    refuse([*([step] if step else []), *reason_problems(reason)])
    before = version_values(ended)
    changed = needs_answered_by(ended)
    end_version(ended, VersionStatus.WITHDRAWN, reason=reason.strip(), at=at)
    _note_version(actor, at, "version.withdrawn", ended, before)
    tell_responses(changed, at)
    return ended


def editable(actor: Actor, version: StrategyVersion) -> StrategyVersion:
    """Return the draft, locked, or refuse: what was approved is changed in a new version only."""
    draft = locked_version(version)
    if draft.status != VersionStatus.DRAFT:
        require(actor, Action.NEW_VERSION, draft)
        raise conflict(not_a_draft())
    require(actor, Action.EDIT, draft)
    return draft


def end_version(version: StrategyVersion, status: VersionStatus, *, reason: str, at: datetime) -> None:
    """Mark a version as ended."""
    version.status, version.ended_at, version.ended_reason = status, at, reason
    version.save(update_fields=["status", "ended_at", "ended_reason"])


def version_values(version: StrategyVersion) -> dict[str, object]:
    """Return what the audit log keeps of a version."""
    return {
        "number": version.number,
        "status": version.status,
        "in_force_from": version.in_force_from,
        "in_force_to": version.in_force_to,
        "summary": version.summary,
        "places": sorted(version.places.values_list("code", flat=True)),
        "ended_reason": version.ended_reason,
    }


def _note_version(
    actor: Actor, at: datetime, action: str, version: StrategyVersion, before: dict[str, object] | None
) -> None:
    note_contents(actor=actor, at=at, version=version, action=action, before=before, after=version_values(version))


def _approval_problems(version: StrategyVersion, previous: StrategyVersion | None, today: date) -> list[Problem]:
    step = version_step_problem(version.status, VersionStatus.APPROVED)
    problems = [step] if step else []
    if not version.goals.exists():
        problems.append(no_goals())
    if not version.places.exists():
        problems.append(no_places())
    if version.in_force_to is not None and version.in_force_to < today:
        problems.append(
            Problem(
                code="already_over",
                field="in_force_to",
                value=version.in_force_to.isoformat(),
                message=gettext_noop("The period of the version ended on %(day)s."),
                params={"day": version.in_force_to.isoformat()},
                remedy=gettext_noop("Correct the last day; what is over cannot come into force."),
            )
        )
    if previous is not None and (gap := gap_problem(version.in_force_from, previous, today)):
        problems.append(gap)
    return problems


def gap_problem(begins: date, previous: StrategyVersion, today: date) -> Problem | None:
    """Return what is wrong if replacing the previous version today left days on which neither is in force."""
    previous_holds = previous.in_force_to is None or previous.in_force_to >= today
    if not previous_holds or begins <= today:
        return None
    return Problem(
        code="gap_between_versions",
        field="in_force_from",
        value=begins.isoformat(),
        message=gettext_noop("The version begins on %(day)s, but it would replace the one before it today."),
        params={"day": begins.isoformat()},
        remedy=gettext_noop("Approve it on its first day, or let it begin today, so that there is no gap."),
    )


def _identifier_taken(identifier: str) -> Problem:
    return Problem(
        code="identifier_taken",
        field="identifier",
        value=identifier,
        message=gettext_noop("The strategy “%(identifier)s” is already here."),
        params={"identifier": identifier},
        remedy=gettext_noop("Make a new version of it, or choose another identifier."),
    )


def _draft_exists(number: int) -> Problem:
    return Problem(
        code="draft_exists",
        message=gettext_noop("There is already a draft: version %(number)s."),
        params={"number": number},
        remedy=gettext_noop("Edit the draft, or withdraw it first."),
    )
