"""Goals and measures of a draft."""

from datetime import datetime

from django.db import transaction
from django.db.models import Manager, Max

from naves.domains.needs.models import Theme
from naves.domains.organisations.access import Actor
from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Goal, Measure, MeasureTransition, StrategyVersion
from naves.domains.strategies.operations.copying import first_steps
from naves.domains.strategies.operations.trail import note_contents, refuse
from naves.domains.strategies.operations.versions import editable
from naves.domains.strategies.rules.checks import goal_problems, measure_problems
from naves.domains.strategies.rules.values import GoalValues, MeasureValues, tidy_goal, tidy_measure


@transaction.atomic
def add_goal(*, actor: Actor, at: datetime, version: StrategyVersion, values: GoalValues) -> Goal:
    """Add a goal to a draft."""
    draft = editable(actor, version)
    about = _checked_goal(draft, values, None)
    goal = Goal(version=draft, position=_next_position(draft.goals, about.position))
    _write_goal(goal, about)
    note_contents(actor=actor, at=at, version=draft, action="goal.added", after=goal_values(goal))
    return goal


@transaction.atomic
def edit_goal(*, actor: Actor, at: datetime, goal: Goal, values: GoalValues) -> Goal:
    """Replace what a goal of a draft says."""
    draft = editable(actor, goal.version)
    goal = draft.goals.select_related("parent").get(pk=goal.pk)
    about = _checked_goal(draft, values, goal)
    before = goal_values(goal)
    goal.position = goal.position if about.position is None else about.position
    _write_goal(goal, about)
    note_contents(actor=actor, at=at, version=draft, action="goal.edited", before=before, after=goal_values(goal))
    return goal


@transaction.atomic
def remove_goal(*, actor: Actor, at: datetime, goal: Goal) -> StrategyVersion:
    """Take a goal out of a draft, with the goals and measures under it."""
    draft = editable(actor, goal.version)
    goal = draft.goals.select_related("parent").get(pk=goal.pk)
    before = goal_values(goal)
    goal.delete()
    note_contents(actor=actor, at=at, version=draft, action="goal.removed", before=before)
    return draft


@transaction.atomic
def add_measure(
    *,
    actor: Actor,
    at: datetime,
    version: StrategyVersion,
    values: MeasureValues,
    status: MeasureStatus = MeasureStatus.PLANNED,
) -> Measure:
    """Add a measure to a goal of a draft; one that already runs may say so."""
    draft = editable(actor, version)
    about = _checked_measure(draft, values, None)
    measure = Measure(version=draft, status=status, position=_next_position(draft.measures, about.position))
    _write_measure(measure, about)
    MeasureTransition.objects.bulk_create(first_steps([measure], at=at))
    note_contents(actor=actor, at=at, version=draft, action="measure.added", after=measure_values(measure))
    return measure


@transaction.atomic
def edit_measure(*, actor: Actor, at: datetime, measure: Measure, values: MeasureValues) -> Measure:
    """Replace what a measure of a draft says; its status has an operation of its own."""
    draft = editable(actor, measure.version)
    measure = draft.measures.select_related("goal").get(pk=measure.pk)
    about = _checked_measure(draft, values, measure)
    before = measure_values(measure)
    measure.position = measure.position if about.position is None else about.position
    _write_measure(measure, about)
    note_contents(
        actor=actor, at=at, version=draft, action="measure.edited", before=before, after=measure_values(measure)
    )
    return measure


@transaction.atomic
def remove_measure(*, actor: Actor, at: datetime, measure: Measure) -> StrategyVersion:
    """Take a measure out of a draft, with its indicators."""
    draft = editable(actor, measure.version)
    measure = draft.measures.select_related("goal").get(pk=measure.pk)
    before = measure_values(measure)
    measure.delete()
    note_contents(actor=actor, at=at, version=draft, action="measure.removed", before=before)
    return draft


def _checked_goal(draft: StrategyVersion, values: GoalValues, goal: Goal | None) -> GoalValues:
    about = tidy_goal(values)
    others = draft.goals.exclude(pk=goal.pk) if goal is not None else draft.goals.all()
    parents = {code: above or "" for code, above in others.values_list("code", "parent__code")}
    refuse(goal_problems(about, themes=_theme_codes(), parents=parents))
    return about


def _checked_measure(draft: StrategyVersion, values: MeasureValues, measure: Measure | None) -> MeasureValues:
    about = tidy_measure(values)
    others = draft.measures.exclude(pk=measure.pk) if measure is not None else draft.measures.all()
    refuse(
        measure_problems(
            about,
            themes=_theme_codes(),
            goals=set(draft.goals.values_list("code", flat=True)),
            codes=set(others.values_list("code", flat=True)),
        )
    )
    return about


def _write_goal(goal: Goal, about: GoalValues) -> None:
    goal.code, goal.title, goal.description = about.code, about.title, about.description
    goal.parent = goal.version.goals.get(code=about.parent) if about.parent else None
    goal.save()
    goal.themes.set(Theme.objects.filter(code__in=about.themes))


def _write_measure(measure: Measure, about: MeasureValues) -> None:
    measure.goal = measure.version.goals.get(code=about.goal)
    measure.code, measure.title, measure.description = about.code, about.title, about.description
    measure.responsible_body, measure.deadline = about.responsible_body, about.deadline
    measure.budget_czk = about.budget_czk
    measure.save()
    measure.themes.set(Theme.objects.filter(code__in=about.themes))


def _theme_codes() -> set[str]:
    return set(Theme.objects.values_list("code", flat=True))


def _next_position(rows: Manager[Goal] | Manager[Measure], asked: int | None) -> int:
    if asked is not None:
        return asked
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def goal_values(goal: Goal) -> dict[str, object]:
    """Return what the audit log keeps of a goal."""
    return {
        "goal": goal.pk,
        "code": goal.code,
        "title": goal.title,
        "description": goal.description,
        "parent": goal.parent.code if goal.parent else None,
        "themes": sorted(goal.themes.values_list("code", flat=True)),
    }


def measure_values(measure: Measure) -> dict[str, object]:
    """Return what the audit log keeps of a measure."""
    return {
        "measure": measure.pk,
        "goal": measure.goal.code,
        "code": measure.code,
        "title": measure.title,
        "description": measure.description,
        "responsible_body": measure.responsible_body,
        "deadline": measure.deadline,
        "budget_czk": measure.budget_czk,
        "status": measure.status,
        "themes": sorted(measure.themes.values_list("code", flat=True)),
    }
