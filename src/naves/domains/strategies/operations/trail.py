"""What every operation here does around its own work: refuse, note, tell, and lock what it changes."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.strategies.events import ResponsesChanged, StrategyChanged
from naves.domains.strategies.models import Measure, Response, Strategy, StrategyVersion
from naves.kernel import events
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

Values = Mapping[str, Any]


def refuse(problems: Sequence[Problem]) -> None:
    """Raise Refused where there is something wrong."""
    if problems:
        raise Refused(problems)


def conflict(problem: Problem) -> Conflict:
    """Return the error of a record that has moved on."""
    return Conflict(problem)


def note_contents(
    *,
    actor: Actor,
    at: datetime,
    version: StrategyVersion,
    action: str,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Write a line about a strategy, and say that this version of it changed."""
    note(actor=actor, at=at, action=action, kind="strategy", identifier=version.strategy_id, before=before, after=after)
    tell_strategy(version, at)


def tell_strategy(version: StrategyVersion, at: datetime) -> None:
    """Say that a version changed."""
    events.emit(StrategyChanged(version.pk, at))


def tell_responses(need_ids: Sequence[uuid.UUID], at: datetime) -> None:
    """Say that the responses of these needs changed."""
    if need_ids:
        events.emit(ResponsesChanged(need_ids, at))


def locked_version(version: StrategyVersion) -> StrategyVersion:
    """Return the version as it is now, locked until the transaction ends, with its strategy and owner."""
    rows = StrategyVersion.objects.select_for_update(of=("self",)).select_related("strategy__owner")
    return rows.get(pk=version.pk)


def locked_strategy(strategy: Strategy) -> Strategy:
    """Return the strategy as it is now, locked: versions of one strategy are made and approved one at a time."""
    return Strategy.objects.select_for_update(of=("self",)).select_related("owner").get(pk=strategy.pk)


def locked_measure(measure: Measure) -> Measure:
    """Return the measure as it is now, locked."""
    return Measure.objects.select_for_update(of=("self",)).select_related("version__strategy__owner").get(pk=measure.pk)


def locked_response(response: Response) -> Response:
    """Return the response as it is now, locked, with its need and what it points to."""
    rows = Response.objects.select_for_update(of=("self",)).select_related(
        "need__place", "goal__version__strategy__owner", "measure__version__strategy__owner"
    )
    return rows.get(pk=response.pk)


def needs_answered_by(version: StrategyVersion) -> list[uuid.UUID]:
    """Return the needs with a live confirmed response to a goal or a measure of the version."""
    live = Response.objects.filter(withdrawn_at=None, confirmed_at__isnull=False)
    by_measure = live.filter(measure__version=version).values_list("need_id", flat=True)
    by_goal = live.filter(goal__version=version).values_list("need_id", flat=True)
    return list({*by_measure, *by_goal})


def not_a_draft() -> Problem:
    """Return the problem of editing what was approved."""
    return Problem(
        code="not_a_draft",
        field="status",
        message=gettext_noop("The version is not a draft any more."),
        remedy=gettext_noop("Make a new version of the strategy and change that one."),
    )
