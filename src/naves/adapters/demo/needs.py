"""Needs, their evidence and what became of them."""

from datetime import date, datetime

from naves.adapters.demo.files import Row, day, rows, shares
from naves.adapters.demo.story import Rank, Story
from naves.domains.needs import operations
from naves.domains.needs.models import Need
from naves.domains.needs.rules.evidence import EvidenceValues
from naves.domains.needs.rules.values import NeedValues
from naves.domains.organisations.queries import actor_for

FOLLOWED_BY_THE_CITIZEN = 8


def plan_needs(story: Story) -> None:
    """Plan voices, publications and fates."""
    for row in rows("needs"):
        voiced_on = date.fromisoformat(row["voiced_on"])
        story.on(voiced_on, Rank.VOICE, lambda at, row=row: _voice(story, row, at))  # type: ignore[misc]
        if published_on := day(row["published_on"]):
            story.on(published_on, Rank.PUBLICATION, lambda at, row=row: _publish(story, row, at))  # type: ignore[misc]
        if fate_on := day(row["fate_on"]):
            story.on(fate_on, Rank.FATE, lambda at, row=row: _seal(story, row, at))  # type: ignore[misc]


def plan_evidence(story: Story) -> None:
    """Plan evidence; none is recorded before its need was voiced."""
    voiced = {row["key"]: date.fromisoformat(row["voiced_on"]) for row in rows("needs")}
    for row in rows("evidence"):
        occurred_on = date.fromisoformat(row["occurred_on"])
        recorded_on = max(occurred_on, voiced.get(row["need"], occurred_on))
        story.on(recorded_on, Rank.EVIDENCE, lambda at, row=row: _record(story, row, at))  # type: ignore[misc]


def follow_some(story: Story, at: datetime) -> None:
    """Let the citizen follow the newest open needs; after the history, so that no letter is sent of it."""
    citizen = actor_for(story.people["citizen"])
    for need in Need.objects.filter(status="published").order_by("-published_at")[:FOLLOWED_BY_THE_CITIZEN]:
        operations.follow(actor=citizen, at=at, need=need)


def _voice(story: Story, row: Row, at: datetime) -> None:
    english = bool(row["title_en"]) and row["voiced_by"] != "town" and int(row["key"][1:]) % 3 == 0
    story.needs[row["key"]] = operations.voice_need(
        actor=story.actor,
        at=at,
        place=story.places[row["town"]],
        values=NeedValues(
            title=row["title_en"] if english else row["title"],
            description=row["description_en"] if english else row["description"],
            language="en" if english else "cs",
            themes=shares(row["themes"]),
            groups=frozenset(filter(None, row["groups"].split(";"))),
            voiced_by=row["voiced_by"],
            voiced_on=date.fromisoformat(row["voiced_on"]),
            severity=int(row["severity"]),
            severity_reason=row["severity_reason"],
            people_affected=int(row["people"]) if row["people"] else None,
        ),
        source="demo",
        source_id=row["key"],
    )


def _publish(story: Story, row: Row, at: datetime) -> None:
    story.needs[row["key"]] = operations.publish(actor=story.actor, at=at, need=story.needs[row["key"]])


def _seal(story: Story, row: Row, at: datetime) -> None:
    fate, _, other = row["fate"].partition(":")
    need, reason = story.needs[row["key"]], row["fate_reason"]
    if fate == "answered":
        operations.answer(actor=story.actor, at=at, need=need, reason=reason)
    elif fate == "withdrawn":
        operations.withdraw(actor=story.actor, at=at, need=need, reason=reason)
    elif fate == "merged":
        operations.merge_needs(actor=story.actor, at=at, needs=[need], into=story.needs[other], reason=reason)


def _record(story: Story, row: Row, at: datetime) -> None:
    operations.add_evidence(
        actor=story.actor,
        at=at,
        need=story.needs[row["need"]] if row["need"] else None,
        place=story.places[row["town"]] if row["town"] else None,
        values=EvidenceValues(
            kind=row["kind"],
            source=row["source"],
            occurred_on=date.fromisoformat(row["occurred_on"]),
            text=row["text"],
            people=int(row["people"]) if row["people"] else None,
            source_id=f"demo-{row['key']}",
        ),
    )
