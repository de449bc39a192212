"""Questions: lists, one with its answers, those about a thing, those that await an answer."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet

from naves.domains.exchange.enums import QuestionStatus
from naves.domains.exchange.models import Answer, Question, QuestionFollower
from naves.domains.exchange.permissions import READ, Action, may
from naves.domains.exchange.queries.keyset import newest_first
from naves.domains.exchange.subjects import Subject, same_subject, subjects_of
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.kernel.errors import NotFound
from naves.kernel.paging import Page
from naves.kernel.text import fold, lemmas, words

MOST_SHOWN: Final = 10
EXPORT_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFilter:
    """None or empty means no limit; ``text`` is looked for in questions and answers, Czech inflection forgiven."""

    text: str = ""
    status: str = ""
    subject_kind: str = ""
    asking_id: uuid.UUID | None = None
    addressee_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """A question in a list; ``answers`` counts those that hold."""

    question: Question
    subject: Subject | None
    answers: int


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """A question with all that its page shows; withdrawn answers stand among the others."""

    question: Question
    subject: Subject | None
    answers: tuple[Answer, ...]
    actions: frozenset[Action]
    is_followed: bool


def question_list(
    actor: Actor, by: QuestionFilter | None = None, *, cursor: str | None = None, limit: int = 25
) -> Page[QuestionItem]:
    """Return one page, the newest first (at most six queries)."""
    page = newest_first(_chosen(actor, by), "asked_at", cursor=cursor, limit=limit)
    return Page(items_of(page.items), page.next_cursor, page.total)


def questions_for_export(actor: Actor, by: QuestionFilter | None = None) -> Iterator[QuestionItem]:
    """Yield all that the list would show."""
    cursor = None
    while True:
        page = newest_first(_chosen(actor, by), "asked_at", cursor=cursor, limit=EXPORT_CHUNK)
        yield from items_of(page.items)
        if (cursor := page.next_cursor) is None:
            return


def visible_questions(actor: Actor) -> QuerySet[Question]:
    """Return all questions: they are public; none where a token lacks the scope."""
    questions = Question.objects.select_related("asking", "addressee")
    return questions if actor.scopes is None or READ in actor.scopes else questions.none()


def get_question(actor: Actor, identifier: uuid.UUID) -> Question:
    """Return a question, or NotFound."""
    question = visible_questions(actor).filter(pk=identifier).first()
    if question is None:
        raise NotFound("question", identifier)
    return question


def get_answer(actor: Actor, identifier: uuid.UUID) -> Answer:
    """Return an answer with its question, or NotFound."""
    answer = Answer.objects.select_related("question__addressee").filter(pk=identifier).first()
    if answer is None or not visible_questions(actor).filter(pk=answer.question_id).exists():
        raise NotFound("answer", identifier)
    return answer


def question_detail(actor: Actor, identifier: uuid.UUID) -> QuestionDetail:
    """Return a question with its answers and what the reader may do (four queries)."""
    question = get_question(actor, identifier)
    return QuestionDetail(
        question=question,
        subject=subjects_of([question]).get(question.pk),
        answers=tuple(question.answers.order_by("answered_at", "id")),
        actions=frozenset(action for action in Action if may(actor, action, question)),
        is_followed=actor.user_id is not None
        and QuestionFollower.objects.filter(question=question, user_id=actor.user_id).exists(),
    )


def questions_about(kind: str, identifier: uuid.UUID, *, limit: int = MOST_SHOWN) -> Page[QuestionItem]:
    """Return the questions about a need (and those merged into it), a measure (in any version) or a strategy."""
    about = Question.objects.filter(subject_kind=kind, subject_id__in=same_subject(kind, identifier))
    about = about.exclude(status=QuestionStatus.WITHDRAWN).select_related("asking", "addressee")
    page = newest_first(about, "asked_at", cursor=None, limit=limit)
    return Page(items_of(page.items), page.next_cursor, page.total)


def awaiting(actor: Actor, *, cursor: str | None = None, limit: int = 25) -> Page[QuestionItem]:
    """Return the questions that organisations of the actor's have to answer."""
    page = newest_first(_awaiting(actor), "asked_at", cursor=cursor, limit=limit)
    return Page(items_of(page.items), page.next_cursor, page.total)


def awaiting_count(actor: Actor) -> int:
    """Return how many there are; no query for who answers for nobody."""
    return _awaiting(actor).count() if answers_for(actor) else 0


def answers_for(actor: Actor) -> list[uuid.UUID]:
    """Return the organisations in whose name the actor answers."""
    return [grant.organisation_id for grant in actor.grants if grant.at_least(MemberRole.EDITOR)]


def asks_for(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations in whose name the actor may ask."""
    ids = [grant.organisation_id for grant in actor.grants]
    return Organisation.objects.filter(pk__in=ids, closed_at=None).order_by("name_sort", "pk")


def ministries() -> QuerySet[Organisation]:
    """Return the ministries that can be asked."""
    return Organisation.objects.filter(kind=OrganisationKind.MINISTRY, closed_at=None).order_by("name_sort", "pk")


def office_of(place: Place) -> Organisation | None:
    """Return the town or region that governs a place, where it takes part."""
    offices = Organisation.objects.filter(
        place=place, kind__in=[OrganisationKind.MUNICIPALITY, OrganisationKind.REGION], closed_at=None
    )
    return offices.order_by("created_at", "pk").first()


def items_of(questions: Sequence[Question]) -> list[QuestionItem]:
    """Return questions with their subjects and counts of answers (at most four queries)."""
    ids = [question.pk for question in questions]
    counted = Answer.objects.filter(question__in=ids, withdrawn_at=None).order_by().values_list("question")
    counts = dict(counted.annotate(count=Count("pk")))
    subjects = subjects_of(questions)
    return [QuestionItem(one, subjects.get(one.pk), counts.get(one.pk, 0)) for one in questions]


def _awaiting(actor: Actor) -> QuerySet[Question]:
    return visible_questions(actor).filter(addressee__in=answers_for(actor), status=QuestionStatus.OPEN)


def _chosen(actor: Actor, by: QuestionFilter | None) -> QuerySet[Question]:
    by = by or QuestionFilter()
    found = visible_questions(actor)
    found = found.filter(status=by.status) if by.status else found.exclude(status=QuestionStatus.WITHDRAWN)
    if by.subject_kind:
        found = found.filter(subject_kind=by.subject_kind)
    if by.asking_id is not None:
        found = found.filter(asking=by.asking_id)
    if by.addressee_id is not None:
        found = found.filter(addressee=by.addressee_id)
    for word in words(by.text):
        found = found.filter(_says(word))
    return found


def _says(word: str) -> Q:
    said = Q(words__contains=fold(word))
    for lemma in lemmas(word):
        said |= Q(words__contains=f" {fold(lemma)} ")
    return said
