"""Questions between towns and the ministry, and their answers."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.exchange.enums import QuestionStatus, SubjectKind
from naves.domains.organisations.models import Organisation
from naves.kernel.ids import new_id


class Question(models.Model):
    """A public question to an organisation. Withdrawn with a reason, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asking = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions_asked",
        help_text="Empty where a person asks in their own name.",
    )
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="questions_received")
    title = models.CharField(max_length=200)
    text = models.TextField()
    subject_kind = models.CharField(max_length=9, choices=SubjectKind, blank=True)
    subject_id = models.UUIDField(null=True, blank=True, help_text="Of a need, measure or strategy; by kind, no key.")
    subject_title = models.CharField(max_length=300, blank=True, help_text="As it was called when the question came.")
    subject_url = models.URLField(max_length=500, blank=True, help_text="Address of a guideline.")
    status = models.CharField(max_length=9, choices=QuestionStatus, default=QuestionStatus.OPEN)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, help_text="Solved or withdrawn at.")
    withdrawn_reason = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="Folded words and lemmas of the question and its answers.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked of whom: a form sent twice is once.")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=QuestionStatus.values), name="question_status"),
            models.CheckConstraint(condition=Q(subject_kind__in=["", *SubjectKind.values]), name="question_subject"),
            models.UniqueConstraint(
                fields=["asked_by", "digest"], condition=~Q(status=QuestionStatus.WITHDRAWN), name="question_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="question_newest"),
            models.Index(fields=["subject_kind", "subject_id"], name="question_by_subject"),
            models.Index(fields=["addressee", "status"], name="question_by_addressee"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.text}"


class Answer(models.Model):
    """What the addressed organisation says; there may be several."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "digest"], condition=Q(withdrawn_at=None), name="answer_once"),
        ]

    def __str__(self) -> str:
        return self.text


class QuestionFollower(models.Model):
    """A person who hears what becomes of a question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="followers")
    user = models.ForeignKey(User, models.CASCADE, related_name="followed_questions")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="question_follower_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.question_id}"
