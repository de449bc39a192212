"""Strategies with their versions, measures under way, and readings of indicators."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from naves.adapters.demo.files import day, document
from naves.adapters.demo.story import Rank, Story
from naves.domains.strategies import operations
from naves.domains.strategies.enums import Direction, MeasureStatus
from naves.domains.strategies.models import Goal, Indicator, Measure, Strategy, StrategyVersion
from naves.domains.strategies.rules.values import (
    GoalValues,
    IndicatorValues,
    MeasureValues,
    StrategyValues,
    VersionValues,
)

Entry = dict[str, Any]
DRAFTED_BEFORE = timedelta(days=60)
STARTED_AFTER = timedelta(days=90)
STOPPED_AFTER = timedelta(days=365)
DRAFT_BEGINS_AFTER = timedelta(days=120)


def plan_strategies(story: Story) -> None:
    """Plan drafts, approvals, the progress of measures and readings."""
    for strategy in document("strategies"):
        for version in sorted(strategy["versions"], key=lambda version: version["number"]):
            _plan_version(story, strategy, version)


def _plan_version(story: Story, strategy: Entry, version: Entry) -> None:
    approved_on = day(version["approved_on"])
    begins = day(version["in_force_from"]) or story.today + DRAFT_BEGINS_AFTER
    # A version that replaces another one does so on the day it comes into force.
    in_force_on = begins if version["number"] > 1 else approved_on
    drafted_on = (approved_on or story.today) - DRAFTED_BEFORE
    story.on(drafted_on, Rank.STRATEGY, lambda at: _draft(story, strategy, version, begins, at))
    if approved_on and in_force_on:
        story.on(in_force_on, Rank.APPROVAL, lambda at: _approve(story, strategy, version, at))
        for goal in version["goals"]:
            for measure in goal["measures"]:
                _plan_progress(story, (strategy["identifier"], version["number"]), measure, in_force_on)
                _plan_readings(story, (strategy["identifier"], version["number"]), measure, in_force_on)


def _draft(story: Story, entry: Entry, version: Entry, begins: date, at: datetime) -> None:
    period = VersionValues(
        in_force_from=begins, in_force_to=day(version["in_force_to"]), summary=version["summary"] or ""
    )
    known = Strategy.objects.filter(identifier=entry["identifier"]).first()
    if known is None:
        draft = operations.create_strategy(
            actor=story.actor,
            at=at,
            owner=story.organisations[entry["owner"]],
            strategy=StrategyValues(identifier=entry["identifier"], title=entry["title"]),
            version=period,
            places=[story.places[str(code)] for code in entry["places"]],
        )
    else:
        draft = operations.new_version(actor=story.actor, at=at, strategy=known, in_force_from=begins)
        draft = operations.edit_version(actor=story.actor, at=at, version=draft, values=period)
        _drop_what_is_not_continued(story, draft, version, at)
    for goal in version["goals"]:
        _write_goal(story, (entry["identifier"], version["number"]), draft, goal, at)


def _drop_what_is_not_continued(story: Story, draft: StrategyVersion, version: Entry, at: datetime) -> None:
    titles = {measure["title"] for goal in version["goals"] for measure in goal["measures"]}
    for measure in list(draft.measures.all()):
        if measure.title not in titles:
            operations.remove_measure(actor=story.actor, at=at, measure=measure)
    goals = {goal["code"] for goal in version["goals"]}
    for goal in list(draft.goals.all()):
        if goal.code not in goals and not goal.measures.exists():
            operations.remove_goal(actor=story.actor, at=at, goal=goal)


def _write_goal(story: Story, key: tuple[str, int], draft: StrategyVersion, entry: Entry, at: datetime) -> None:
    values = GoalValues(
        code=entry["code"],
        title=entry["title"],
        description=entry["description"],
        themes=frozenset(entry["themes"]),
    )
    goal = Goal.objects.filter(version=draft, code=entry["code"]).first()
    if goal is None:
        goal = operations.add_goal(actor=story.actor, at=at, version=draft, values=values)
    else:
        goal = operations.edit_goal(actor=story.actor, at=at, goal=goal, values=values)
    story.targets[(*key, "goal", entry["code"])] = goal
    for measure in entry["measures"]:
        _write_measure(story, key, draft, entry["code"], measure, at)


def _write_measure(
    story: Story, key: tuple[str, int], draft: StrategyVersion, goal: str, entry: Entry, at: datetime
) -> None:
    values = MeasureValues(
        goal=goal,
        code=entry["code"],
        title=entry["title"],
        description=entry["description"],
        responsible_body=entry["responsible_body"] or "",
        deadline=day(entry["deadline"]),
        budget_czk=Decimal(entry["budget_czk"]) if entry["budget_czk"] is not None else None,
        themes=frozenset(entry["themes"]),
    )
    measure = Measure.objects.filter(version=draft, title=entry["title"]).first()
    if measure is None:
        measure = operations.add_measure(actor=story.actor, at=at, version=draft, values=values)
    else:
        measure = operations.edit_measure(actor=story.actor, at=at, measure=measure, values=values)
    story.targets[(*key, "measure", entry["code"])] = measure
    for indicator in entry["indicators"]:
        _write_indicator(story, measure, indicator, at)


def _write_indicator(story: Story, measure: Measure, entry: Entry, at: datetime) -> None:
    if measure.indicators.filter(name=entry["name"]).exists():
        return
    falling = entry["baseline"] is not None and entry["target"] < entry["baseline"]
    operations.add_indicator(
        actor=story.actor,
        at=at,
        measure=measure,
        values=IndicatorValues(
            name=entry["name"],
            unit=entry["unit"],
            target=entry["target"],
            target_on=date.fromisoformat(entry["target_on"]),
            direction=Direction.LOWER if falling else Direction.HIGHER,
            baseline=entry["baseline"],
            baseline_on=day(entry["baseline_on"]),
        ),
    )


def _plan_readings(story: Story, key: tuple[str, int], entry: Entry, since: date) -> None:
    target = (*key, "measure", entry["code"])

    def read(name: str, reading: Entry) -> None:
        story.on(
            max(date.fromisoformat(reading["on"]), since),
            Rank.READING,
            lambda at: _read(story, target, name, reading, at),
        )

    for indicator in entry["indicators"]:
        for reading in indicator["readings"]:
            read(indicator["name"], reading)


def _read(story: Story, target: tuple[str, int, str, str], name: str, entry: Entry, at: datetime) -> None:
    operations.record_reading(
        actor=story.actor,
        at=at,
        indicator=Indicator.objects.get(measure=story.targets[target].pk, name=name),
        place=story.places[str(entry["place"])],
        value=entry["value"],
        measured_on=date.fromisoformat(entry["on"]),
        source=entry["source"],
    )


def _approve(story: Story, strategy: Entry, version: Entry, at: datetime) -> None:
    draft = StrategyVersion.objects.get(strategy__identifier=strategy["identifier"], number=version["number"])
    operations.approve_version(actor=story.actor, at=at, version=draft)


def _plan_progress(story: Story, key: tuple[str, int], entry: Entry, since: date) -> None:
    status = MeasureStatus(entry["status"])
    if status == MeasureStatus.PLANNED:
        return
    target = (*key, "measure", entry["code"])

    def step(to: MeasureStatus, on: date) -> None:
        story.on(on, Rank.PROGRESS, lambda at: _step(story, target, to, at))

    if status == MeasureStatus.STOPPED:
        step(status, since + STOPPED_AFTER)
        return
    step(MeasureStatus.RUNNING, since + STARTED_AFTER)
    if status == MeasureStatus.DONE:
        deadline = day(entry["deadline"]) or story.today
        step(status, max(min(deadline, story.today), since + STARTED_AFTER + timedelta(days=1)))


def _step(story: Story, target: tuple[str, int, str, str], status: MeasureStatus, at: datetime) -> None:
    measure = story.target(target)
    if isinstance(measure, Measure):
        operations.change_measure_status(
            actor=story.actor,
            at=at,
            measure=measure,
            status=status,
            reason="Ukázka: opatření bylo zastaveno." if status == MeasureStatus.STOPPED else "",
        )
