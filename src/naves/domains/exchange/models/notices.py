"""What people are told, and what they want to be told."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.exchange.enums import NoticeKind, Topic, Way
from naves.domains.exchange.models.consultations import Comment, ConsultationRound
from naves.domains.exchange.models.questions import Question
from naves.kernel.ids import new_id


class Notice(models.Model):
    """Something that happened, told to one person; its words are made when it is read, in the reader's language."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    topic = models.CharField(max_length=13, choices=Topic)
    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="+")
    round = models.ForeignKey(ConsultationRound, models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind"),
            models.CheckConstraint(
                condition=Q(question__isnull=False, round=None) | Q(question=None, round__isnull=False),
                name="notice_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.question_id or self.round_id}"


class NoticeChoice(models.Model):
    """How a person hears of a topic; without a row by mail too."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notice_choices")
    topic = models.CharField(max_length=13, choices=Topic)
    way = models.CharField(max_length=4, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="notice_choice_once"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="notice_choice_topic"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="notice_choice_way"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.way}"
