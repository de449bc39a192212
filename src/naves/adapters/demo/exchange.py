"""Questions between towns and the ministry, and a consultation on the one draft that there is.

Days are counted back from today, so that something always awaits an answer.
"""

from datetime import date, datetime, timedelta
from typing import Any

from naves.adapters.demo.files import document
from naves.adapters.demo.story import Rank, Story
from naves.domains.exchange import operations
from naves.domains.exchange.enums import PassageKind, SubjectKind, Topic, Way
from naves.domains.exchange.models import ConsultationRound, Question
from naves.domains.exchange.rules.values import QuestionValues, RoundValues
from naves.domains.organisations.access import Actor
from naves.domains.organisations.queries import actor_for
from naves.domains.strategies.models import StrategyVersion

Entry = dict[str, Any]
PEOPLE = {"kraj": "region_editor"}


def plan_exchange(story: Story) -> None:
    """Plan questions with their answers, and the consultation with its comments."""
    told = document("exchange")
    _choose_no_letters(story, told)
    for entry in told["questions"]:
        _plan_question(story, entry)
    _plan_round(story, told["round"])


def _choose_no_letters(story: Story, told: Entry) -> None:
    """Made-up addresses get no letters: everybody hears of things on the pages only."""
    first = max(entry["days_ago"] for entry in told["questions"]) + 1

    def choose(at: datetime) -> None:
        for person in story.people.values():
            for topic in Topic:
                operations.choose(actor=actor_for(person), at=at, topic=topic, way=Way.PAGE)

    story.on(_ago(story, first), Rank.STRATEGY, choose)


def _plan_question(story: Story, entry: Entry) -> None:
    asked: list[Question] = []
    story.on(_ago(story, entry["days_ago"]), Rank.FATE, lambda at: asked.append(_ask(story, entry, at)))
    for answer in entry["answers"]:
        story.on(
            _ago(story, answer["days_ago"]),
            Rank.FATE,
            lambda at, answer=answer: _answer(story, asked[0], answer, at),  # type: ignore[misc]
        )
    if entry["solved"] is not None:
        story.on(
            _ago(story, entry["solved"]),
            Rank.FATE,
            lambda at: _discard(operations.solve(actor=_actor(story, entry["by"]), at=at, question=asked[0])),
        )


def _ask(story: Story, entry: Entry, at: datetime) -> Question:
    kind, identifier = _subject(story, entry)
    return operations.ask(
        actor=_actor(story, entry["by"]),
        at=at,
        asking=story.organisations[entry["asking"]] if entry["asking"] else None,
        addressee=story.organisations[entry["addressee"]],
        values=QuestionValues(
            title=entry["title"], text=entry["text"], guideline=entry.get("guideline", ""), url=entry.get("url", "")
        ),
        subject_kind=kind,
        subject_id=identifier,
    )


def _subject(story: Story, entry: Entry) -> tuple[str, Any]:
    if "guideline" in entry:
        return SubjectKind.GUIDELINE, None
    if "about" not in entry:
        return "", None
    kind, *key = entry["about"]
    if kind == SubjectKind.NEED:
        return kind, story.needs[key[0]].pk
    return kind, story.target((key[0], key[1], kind, key[2])).pk


def _answer(story: Story, question: Question, entry: Entry, at: datetime) -> None:
    operations.answer(actor=_actor(story, entry["by"]), at=at, question=question, text=entry["text"])


def _plan_round(story: Story, entry: Entry) -> None:
    opened: list[ConsultationRound] = []
    story.on(_ago(story, entry["opens"]), Rank.FATE, lambda at: opened.append(_open(story, entry, at)))
    for comment in entry["comments"]:
        story.on(
            _ago(story, comment["days_ago"]),
            Rank.FATE,
            lambda at, comment=comment: _comment(story, opened[0], comment, at),  # type: ignore[misc]
        )


def _open(story: Story, entry: Entry, at: datetime) -> ConsultationRound:
    first = _ago(story, entry["opens"])
    return operations.open_round(
        actor=story.actor,
        at=at,
        version=StrategyVersion.objects.get(strategy__identifier=entry["strategy"], number=entry["version"]),
        values=RoundValues(
            about=entry["about"], opens_on=first, closes_on=first + timedelta(days=entry["takes"]), for_all_towns=True
        ),
    )


def _comment(story: Story, consultation: ConsultationRound, entry: Entry, at: datetime) -> None:
    made = operations.comment(
        actor=_actor(story, entry["by"]),
        at=at,
        consultation=consultation,
        organisation=story.organisations[entry["organisation"]],
        in_own_name=entry.get("own_name", False),
        passage_kind=_passage_kind(entry),
        passage=_lineage(consultation, entry),
        text=entry["text"],
    )
    if entry["verdict"]:
        operations.answer_comment(
            actor=story.actor, at=at, comment=made, verdict=entry["verdict"], answer=entry["answer"]
        )


def _passage_kind(entry: Entry) -> str:
    return next((kind.value for kind in PassageKind if kind.value in entry), PassageKind.WHOLE.value)


def _lineage(consultation: ConsultationRound, entry: Entry) -> Any:
    kind = _passage_kind(entry)
    if kind == PassageKind.WHOLE:
        return None
    parts: Any = consultation.version.goals if kind == PassageKind.GOAL else consultation.version.measures
    return parts.get(code=entry[kind]).lineage


def _actor(story: Story, key: str) -> Actor:
    return actor_for(story.people[PEOPLE.get(key, key)])


def _ago(story: Story, days: int) -> date:
    return story.today - timedelta(days=days)


def _discard(_made: object) -> None:
    """A happening returns nothing."""
