"""Who is told what: hears the events of this domain and gives notices. Nobody is told of their own deeds."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from naves.domains.accounts.models import User
from naves.domains.exchange.enums import NoticeKind, SubjectKind, Way
from naves.domains.exchange.events import CommentHappened, NoticesGiven, QuestionHappened, RoundHappened
from naves.domains.exchange.models import Comment, ConsultationRound, Notice, NoticeChoice, Question
from naves.domains.exchange.rules.notices import TOPIC_OF
from naves.domains.exchange.rules.values import TOWNS
from naves.domains.needs.queries import follower_ids
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Membership
from naves.kernel import events

EDITING = (MemberRole.EDITOR, MemberRole.MANAGER)
FOR_THE_ASKED = frozenset({NoticeKind.QUESTION_ASKED, NoticeKind.QUESTION_REOPENED, NoticeKind.QUESTION_WITHDRAWN})


def tell_of_question(event: QuestionHappened) -> None:
    """Tell those asked of a question; those who asked and follow, of answers."""
    question = Question.objects.get(pk=event.question_id)
    kind = NoticeKind(event.kind)
    people: set[uuid.UUID | None] = set()
    if kind in FOR_THE_ASKED:
        people |= _editors([question.addressee_id])
    if kind not in {NoticeKind.QUESTION_ASKED, NoticeKind.QUESTION_REOPENED}:
        people |= {question.asked_by_id, *question.followers.values_list("user_id", flat=True)}
    if kind == NoticeKind.QUESTION_SOLVED:
        people |= set(question.answers.values_list("answered_by_id", flat=True))
    about_need = question.subject_kind == SubjectKind.NEED and question.subject_id is not None
    if kind == NoticeKind.QUESTION_ANSWERED and about_need and question.subject_id is not None:
        people |= follower_ids(question.subject_id)
    _give(people - {event.by}, kind, at=event.at, question=question)


def tell_of_round(event: RoundHappened) -> None:
    """Tell those who act for the organisations invited, and whoever commented."""
    consultation = ConsultationRound.objects.select_related("version__strategy").get(pk=event.round_id)
    people: set[uuid.UUID | None] = _invited(consultation)
    people |= set(consultation.comments.filter(withdrawn_at=None).values_list("made_by_id", flat=True))
    _give(people - {event.by}, NoticeKind(event.kind), at=event.at, consultation=consultation)


def tell_of_comment(event: CommentHappened) -> None:
    """Tell the owner's editors of a comment, and the one who made it of the answer."""
    made = Comment.objects.select_related("round__version__strategy").get(pk=event.comment_id)
    kind = NoticeKind(event.kind)
    people: set[uuid.UUID | None] = (
        _editors([made.round.version.strategy.owner_id]) if kind == NoticeKind.COMMENT_MADE else {made.made_by_id}
    )
    _give(people - {event.by}, kind, at=event.at, consultation=made.round, comment=made)


def _give(
    people: Iterable[uuid.UUID | None],
    kind: NoticeKind,
    *,
    at: datetime,
    question: Question | None = None,
    consultation: ConsultationRound | None = None,
    comment: Comment | None = None,
) -> None:
    topic = TOPIC_OF[kind]
    wanted = {pk for pk in people if pk is not None}
    there = User.objects.filter(pk__in=wanted, is_active=True, erased_at=None).values_list("pk", flat=True)
    ways = dict(NoticeChoice.objects.filter(user__in=wanted, topic=topic).values_list("user_id", "way"))
    given = Notice.objects.bulk_create(
        [
            Notice(user_id=pk, kind=kind, topic=topic, question=question, round=consultation, comment=comment, at=at)
            for pk in sorted(there)
            if ways.get(pk) != Way.NONE
        ],
        batch_size=500,
    )
    by_mail = [notice.pk for notice in given if ways.get(notice.user_id, Way.MAIL) == Way.MAIL]
    if by_mail:
        events.emit(NoticesGiven(by_mail, at))


def _invited(consultation: ConsultationRound) -> set[uuid.UUID | None]:
    guests = Q(organisation__in=consultation.invited.values("pk"))
    if consultation.for_all_towns:
        guests |= Q(organisation__kind__in=sorted(TOWNS))
    members = _acting().filter(guests).exclude(organisation=consultation.version.strategy.owner_id)
    return set(members.values_list("user_id", flat=True))


def _editors(organisation_ids: list[uuid.UUID]) -> set[uuid.UUID | None]:
    return set(_acting().filter(organisation__in=organisation_ids).values_list("user_id", flat=True))


def _acting() -> QuerySet[Membership]:
    return Membership.objects.filter(
        role__in=EDITING, approved_at__isnull=False, ended_at=None, organisation__closed_at=None
    )
