"""Questions, consultations and notices as JSON."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import Day, OrganisationRef
from naves.api.texts import Text
from naves.domains.exchange.enums import NoticeKind, PassageKind, Phase, QuestionStatus, SubjectKind, Verdict
from naves.domains.exchange.models import Answer, Comment, Notice
from naves.domains.exchange.queries import Counts, QuestionDetail, QuestionItem, RoundDetail, RoundItem
from naves.domains.exchange.rules.values import QuestionValues, RoundValues
from naves.domains.exchange.subjects import Subject
from naves.domains.exchange.wording import sentence


class QuestionFilters(Schema):
    """What the list may be narrowed by; without a status those withdrawn are left out."""

    text: Text = Field("", max_length=300, description="Words in question and answers; Czech inflection is forgiven.")
    status: QuestionStatus | None = None
    about: SubjectKind | None = Field(None, description="Kind of what the question is about.")
    asking: UUID | None = Field(None, description="Organisation that asks.")
    addressee: UUID | None = Field(None, description="Organisation that is asked.")


class SubjectOut(Schema):
    """What a question is about; a guideline has a title and perhaps an address, no identifier."""

    kind: SubjectKind
    id: UUID | None
    title: str
    url: str

    @classmethod
    def of(cls, subject: Subject | None) -> "SubjectOut | None":
        """Show ``subject``."""
        if subject is None:
            return None
        return cls(kind=subject.kind, id=subject.identifier, title=subject.title, url=subject.url)


class QuestionOut(Schema):
    """A question in a list."""

    id: UUID
    asking: OrganisationRef | None = Field(description="Null where a person asks in their own name.")
    addressee: OrganisationRef
    title: str
    text: str
    about: SubjectOut | None
    status: QuestionStatus
    asked_at: datetime
    settled_at: datetime | None
    withdrawn_reason: str
    answer_count: int

    @classmethod
    def of(cls, item: QuestionItem) -> "QuestionOut":
        """Show ``item``."""
        return cls(**_question_fields(item), answer_count=item.answers)


class QuestionPage(Page[QuestionOut]):
    """A page of questions, the newest first."""


class AnswerOut(Schema):
    """What the organisation asked says; the text of a withdrawn answer is not shown."""

    id: UUID
    text: str
    answered_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @classmethod
    def of(cls, answer: Answer) -> "AnswerOut":
        """Show ``answer``."""
        fields = {name: getattr(answer, name) for name in cls.model_fields}
        return cls(**{**fields, "text": "" if answer.withdrawn_at else answer.text})


class QuestionWhole(QuestionOut):
    """A question with its answers and what the caller may do."""

    answers: list[AnswerOut]
    actions: list[str]

    @classmethod
    def whole(cls, detail: QuestionDetail) -> "QuestionWhole":
        """Show ``detail``."""
        held = sum(answer.withdrawn_at is None for answer in detail.answers)
        return cls(
            **_question_fields(detail),
            answer_count=held,
            answers=[AnswerOut.of(answer) for answer in detail.answers],
            actions=sorted(detail.actions),
        )


def _question_fields(item: QuestionItem | QuestionDetail) -> dict[str, Any]:
    question = item.question
    plain = ("id", "title", "text", "status", "asked_at", "settled_at", "withdrawn_reason")
    return {
        **{name: getattr(question, name) for name in plain},
        "asking": OrganisationRef.of(question.asking) if question.asking is not None else None,
        "addressee": OrganisationRef.of(question.addressee),
        "about": SubjectOut.of(item.subject),
    }


class AboutIn(Schema):
    """What a question is about: a need, measure or strategy by id, a guideline by title and address."""

    kind: SubjectKind
    id: UUID | None = None
    title: Text = Field("", max_length=2000)
    url: Text = Field("", max_length=2000)


class QuestionIn(Schema):
    """A question; without `asking` the person asks in their own name."""

    asking: UUID | None = None
    addressee: UUID
    title: Text = Field(max_length=100_000)
    text: Text = Field(max_length=200_000)
    about: AboutIn | None = None

    def values(self) -> QuestionValues:
        """Return what the operation takes."""
        about = self.about
        is_document = about is not None and about.kind == SubjectKind.GUIDELINE
        return QuestionValues(
            title=self.title,
            text=self.text,
            guideline=about.title if about is not None and is_document else "",
            url=about.url if about is not None and is_document else "",
        )


class TextIn(Schema):
    """A text."""

    text: Text = Field(max_length=200_000)


class WhyIn(Schema):
    """Why; it stays with the record for everybody to read."""

    reason: Text = Field("", max_length=200_000)


class CommentCounts(Schema):
    """Comments that were not withdrawn, by what became of them."""

    total: int
    accepted: int
    partly: int
    rejected: int
    unanswered: int

    @classmethod
    def of(cls, counts: Counts) -> "CommentCounts":
        """Show ``counts``."""
        return cls(**{name: getattr(counts, name) for name in cls.model_fields})


class ConsultationFilters(Schema):
    """What the list may be narrowed by."""

    phase: Phase | None = None


class ConsultationOut(Schema):
    """A consultation on a draft of a strategy."""

    id: UUID
    strategy: UUID
    version: int
    title: str = Field(description="Of the strategy.")
    owner: OrganisationRef
    about: str = Field(description="What the owner wants to hear.")
    opens_on: date
    closes_on: date = Field(description="The last day of comments.")
    for_all_towns: bool
    phase: Phase
    outcome: str
    cancelled_reason: str
    ended_at: datetime | None
    comments: CommentCounts

    @classmethod
    def of(cls, item: RoundItem) -> "ConsultationOut":
        """Show ``item``."""
        return cls(**_round_fields(item))


class ConsultationPage(Page[ConsultationOut]):
    """A page of consultations, the newest first."""


class ConsultationWhole(ConsultationOut):
    """A consultation with its guests and what the caller may do."""

    invited: list[OrganisationRef]
    actions: list[str]

    @classmethod
    def whole(cls, detail: RoundDetail) -> "ConsultationWhole":
        """Show ``detail``."""
        return cls(
            **_round_fields(detail),
            invited=[OrganisationRef.of(one) for one in detail.invited],
            actions=sorted(detail.actions),
        )


def _round_fields(item: RoundItem | RoundDetail) -> dict[str, Any]:
    shown = item.consultation
    plain = ("id", "about", "opens_on", "closes_on", "for_all_towns", "outcome", "cancelled_reason", "ended_at")
    return {
        **{name: getattr(shown, name) for name in plain},
        "strategy": shown.version.strategy_id,
        "version": shown.version.number,
        "title": shown.version.strategy.title,
        "owner": OrganisationRef.of(shown.version.strategy.owner),
        "phase": item.phase,
        "comments": CommentCounts.of(item.counts),
    }


class ConsultationEdit(Schema):
    """What a consultation asks, when and of whom."""

    about: Text = Field(max_length=200_000)
    opens_on: Day
    closes_on: Day
    for_all_towns: bool = False
    invited: list[UUID] = Field([], max_length=7000)

    def values(self) -> RoundValues:
        """Return what the operation takes."""
        return RoundValues(
            about=self.about, opens_on=self.opens_on, closes_on=self.closes_on, for_all_towns=self.for_all_towns
        )


class ConsultationIn(ConsultationEdit):
    """A consultation on a draft."""

    strategy: UUID
    version: int = Field(ge=1, le=100_000)


class OutcomeIn(Schema):
    """What came of a consultation."""

    outcome: Text = Field(max_length=200_000)


class CommentOut(Schema):
    """A comment; the name of a person who speaks for themselves is not told here."""

    id: UUID
    organisation: OrganisationRef
    in_own_name: bool
    passage_kind: PassageKind
    passage: UUID | None = Field(description="Lineage of the goal or measure; null for the whole.")
    passage_title: str
    text: str
    made_at: datetime
    verdict: Verdict | None
    answer: str
    answered_at: datetime | None

    @classmethod
    def of(cls, comment: Comment) -> "CommentOut":
        """Show ``comment``."""
        plain = ("id", "in_own_name", "passage_kind", "passage_title", "text", "made_at", "answer", "answered_at")
        return cls(
            **{name: getattr(comment, name) for name in plain},
            organisation=OrganisationRef.of(comment.organisation),
            passage=comment.passage_lineage,
            verdict=Verdict(comment.verdict) if comment.verdict else None,
        )


class CommentPage(Page[CommentOut]):
    """A page of comments, the oldest first."""


class CommentIn(Schema):
    """A comment in the name of an invited organisation, or of one of its people."""

    organisation: UUID
    in_own_name: bool = False
    passage_kind: PassageKind = PassageKind.WHOLE
    passage: UUID | None = Field(None, description="Lineage of the goal or measure.")
    text: Text = Field(max_length=200_000)


class VerdictIn(Schema):
    """What becomes of a comment, and why."""

    verdict: Verdict
    answer: Text = Field(max_length=200_000)


class NoticeOut(Schema):
    """Something that the caller was told."""

    id: UUID
    kind: NoticeKind
    text: str = Field(description="In the language of the request.")
    question: UUID | None
    consultation: UUID | None
    comment: UUID | None
    at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, notice: Notice) -> "NoticeOut":
        """Show ``notice``."""
        return cls(
            id=notice.pk,
            kind=NoticeKind(notice.kind),
            text=sentence(notice),
            question=notice.question_id,
            consultation=notice.round_id,
            comment=notice.comment_id,
            at=notice.at,
            read_at=notice.read_at,
        )


class NoticePage(Page[NoticeOut]):
    """A page of the caller's own notices, the newest first."""


class ReadOut(Schema):
    """How many notices were marked as read."""

    read: int
