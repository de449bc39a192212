"""Asking, answering, and what becomes of a question."""

import uuid
from datetime import datetime

from django.db import transaction

from naves.domains.exchange.enums import NoticeKind, QuestionStatus, SubjectKind
from naves.domains.exchange.events import QuestionHappened
from naves.domains.exchange.models import Answer, Question, QuestionFollower
from naves.domains.exchange.operations.trail import locked_question, note, once, refuse
from naves.domains.exchange.permissions import Action, require
from naves.domains.exchange.rules.steps import question_step_problem
from naves.domains.exchange.rules.values import (
    REASON_LENGTH,
    QuestionValues,
    address_problem,
    digest_of,
    question_problems,
    text_problems,
    tidy_question,
    words_of,
)
from naves.domains.exchange.subjects import Subject, find_subject
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel import events
from naves.kernel.errors import Conflict, Problem, gettext_noop


@transaction.atomic
def ask(
    *,
    actor: Actor,
    at: datetime,
    addressee: Organisation,
    values: QuestionValues,
    asking: Organisation | None = None,
    subject_kind: str = "",
    subject_id: uuid.UUID | None = None,
) -> Question:
    """Ask an organisation in public, in the name of ``asking`` or in one's own; about something, or in general."""
    require(actor, Action.ASK if asking is None else Action.ASK_FOR, asking=asking)
    said = tidy_question(values)
    kind = SubjectKind(subject_kind) if subject_kind in SubjectKind.values else None
    refuse(
        [
            *question_problems(said, kind),
            address_problem(asking.kind if asking else None, addressee.kind, is_same=addressee == asking),
            _closed(addressee),
        ]
    )
    subject = _subject(subject_kind, subject_id, said)
    question = Question(
        asking=asking,
        asked_by_id=actor.user_id,
        addressee=addressee,
        title=said.title,
        text=said.text,
        asked_at=at,
        words=words_of(said.title, said.text, subject.title if subject else ""),
        digest=digest_of(
            addressee.pk, asking.pk if asking else None, said.title, said.text, subject_id, said.guideline
        ),
    )
    if subject is not None:
        question.subject_kind, question.subject_id = subject.kind, subject.identifier
        question.subject_title, question.subject_url = subject.title[:300], subject.url
    once(question, "text")
    note(actor=actor, at=at, action="question_asked", thing=question, after=question_values(question))
    _tell(question, NoticeKind.QUESTION_ASKED, actor, at)
    return question


@transaction.atomic
def answer(*, actor: Actor, at: datetime, question: Question, text: str) -> Answer:
    """Answer in the name of the organisation asked; a second answer adds to the first."""
    question = locked_question(question)
    require(actor, Action.ANSWER, question)
    said = paragraphs(text)
    refuse(text_problems("text", said))
    made = Answer(question=question, text=said, answered_at=at, answered_by_id=actor.user_id, digest=digest_of(said))
    once(made, "text")
    question.words = f"{question.words}{words_of(said)}"
    _step(question, QuestionStatus.ANSWERED, actor=actor, at=at, action="question_answered", after={"text": said})
    _tell(question, NoticeKind.QUESTION_ANSWERED, actor, at)
    return made


@transaction.atomic
def solve(*, actor: Actor, at: datetime, question: Question) -> Question:
    """Say that the answers were enough."""
    question = locked_question(question)
    require(actor, Action.SOLVE, question)
    question.settled_at = at
    _step(question, QuestionStatus.SOLVED, actor=actor, at=at, action="question_solved")
    _tell(question, NoticeKind.QUESTION_SOLVED, actor, at)
    return question


@transaction.atomic
def reopen(*, actor: Actor, at: datetime, question: Question) -> Question:
    """Say that the answers were not enough after all: it awaits another one."""
    question = locked_question(question)
    require(actor, Action.REOPEN, question)
    question.settled_at = None
    _step(question, QuestionStatus.OPEN, actor=actor, at=at, action="question_reopened")
    _tell(question, NoticeKind.QUESTION_REOPENED, actor, at)
    return question


@transaction.atomic
def withdraw_question(*, actor: Actor, at: datetime, question: Question, reason: str) -> Question:
    """Take a question back; it keeps its address and shows the reason."""
    question = locked_question(question)
    require(actor, Action.WITHDRAW, question)
    why = paragraphs(reason)
    refuse(text_problems("reason", why, REASON_LENGTH))
    question.settled_at, question.withdrawn_reason = at, why
    after: dict[str, object] = {"reason": why}
    _step(question, QuestionStatus.WITHDRAWN, actor=actor, at=at, action="question_withdrawn", after=after)
    _tell(question, NoticeKind.QUESTION_WITHDRAWN, actor, at)
    return question


@transaction.atomic
def withdraw_answer(*, actor: Actor, at: datetime, answer: Answer, reason: str) -> Answer:
    """Take an answer back; where it was the only one, the question awaits one again."""
    question = locked_question(answer.question)
    require(actor, Action.WITHDRAW_ANSWER, question)
    made = Answer.objects.select_for_update().get(pk=answer.pk)
    why = paragraphs(reason)
    refuse([*text_problems("reason", why, REASON_LENGTH)])
    if made.withdrawn_at is not None:
        raise Conflict(_withdrawn_already())
    made.withdrawn_at, made.withdrawn_reason = at, why
    made.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    others = question.answers.filter(withdrawn_at=None).values_list("text", flat=True)
    question.words = words_of(question.title, question.text, question.subject_title, *others)
    to = QuestionStatus(question.status) if others else QuestionStatus.OPEN
    if to == QuestionStatus.OPEN:
        question.settled_at = None
    after = {"answer": made.pk, "reason": why}
    if to == question.status:
        question.save(update_fields=["words"])
        note(actor=actor, at=at, action="answer_withdrawn", thing=question, after=after)
    else:
        _step(question, to, actor=actor, at=at, action="answer_withdrawn", after=after)
    _tell(question, NoticeKind.ANSWER_WITHDRAWN, actor, at)
    return made


@transaction.atomic
def follow(*, actor: Actor, at: datetime, question: Question) -> QuestionFollower:
    """Let the actor hear what becomes of the question; following twice is once."""
    require(actor, Action.FOLLOW, question)
    follower, is_new = QuestionFollower.objects.get_or_create(
        question=question, user_id=actor.user_id, defaults={"since": at}
    )
    if is_new:
        note(actor=actor, at=at, action="question_followed", thing=question)
    return follower


@transaction.atomic
def unfollow(*, actor: Actor, at: datetime, question: Question) -> None:
    """Stop hearing of the question; always allowed to the one who follows."""
    if actor.user_id is None:
        return
    gone, _ = QuestionFollower.objects.filter(question=question, user_id=actor.user_id).delete()
    if gone:
        note(actor=actor, at=at, action="question_unfollowed", thing=question)


def question_values(question: Question) -> dict[str, object]:
    """Return what the audit log keeps of a question."""
    return {
        "asking": question.asking_id,
        "addressee": question.addressee_id,
        "title": question.title,
        "text": question.text,
        "subject": f"{question.subject_kind}:{question.subject_id or question.subject_title}",
        "status": question.status,
    }


def _subject(kind: str, identifier: uuid.UUID | None, said: QuestionValues) -> Subject | None:
    if not kind:
        return None
    if kind == SubjectKind.GUIDELINE:
        return Subject(SubjectKind.GUIDELINE, None, said.guideline, said.url)
    return find_subject(kind, identifier)


def _step(
    question: Question,
    to: QuestionStatus,
    *,
    actor: Actor,
    at: datetime,
    action: str,
    after: dict[str, object] | None = None,
) -> None:
    before = QuestionStatus(question.status)
    refuse([question_step_problem(before, to)])
    question.status = to
    question.save(update_fields=["status", "settled_at", "withdrawn_reason", "words"])
    values = {"status": to.value, **(after or {})}
    note(actor=actor, at=at, action=action, thing=question, before={"status": before.value}, after=values)


def _tell(question: Question, kind: NoticeKind, actor: Actor, at: datetime) -> None:
    events.emit(QuestionHappened(question.pk, kind.value, actor.user_id, at))


def _closed(addressee: Organisation) -> Problem | None:
    if addressee.closed_at is None:
        return None
    return Problem(
        code="addressee_closed",
        field="addressee",
        value=addressee.name,
        message=gettext_noop("“%(name)s” was closed; nobody there would answer."),
        params={"name": addressee.name},
        remedy=gettext_noop("Choose another town or the ministry."),
    )


def _withdrawn_already() -> Problem:
    return Problem(
        code="withdrawn_already",
        message=gettext_noop("It has been withdrawn already."),
        remedy=gettext_noop("Nothing needs to be done."),
    )
