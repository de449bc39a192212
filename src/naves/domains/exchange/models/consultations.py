"""Consultation rounds on drafts of strategies, and the comments made in them."""

from django.db import models
from django.db.models import F, Q

from naves.domains.accounts.models import User
from naves.domains.exchange.enums import PassageKind, RoundStatus, Verdict
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.models import StrategyVersion
from naves.kernel.ids import new_id


class ConsultationRound(models.Model):
    """A version of a strategy is put before those invited, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(StrategyVersion, models.PROTECT, related_name="consultations")
    about = models.TextField(help_text="What the owner wants to hear.")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day of comments.")
    for_all_towns = models.BooleanField(default=False)
    invited = models.ManyToManyField(Organisation, related_name="consultations")
    status = models.CharField(max_length=9, choices=RoundStatus, default=RoundStatus.OPEN)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Published or cancelled at.")
    outcome = models.TextField(blank=True)
    cancelled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RoundStatus.values), name="consultation_status"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="consultation_days"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "closed"], ended_at=None)
                | Q(status__in=["published", "cancelled"], ended_at__isnull=False),
                name="consultation_ended_has_a_date",
            ),
            models.UniqueConstraint(
                fields=["version"], condition=Q(status__in=["open", "closed"]), name="consultation_one_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="consultation_newest")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.opens_on}–{self.closes_on}"


class Comment(models.Model):
    """What an invited organisation, or one of its people, says of a part of the draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(ConsultationRound, models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    in_own_name = models.BooleanField(default=False, help_text="The person speaks, not the organisation.")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    passage_kind = models.CharField(max_length=7, choices=PassageKind)
    passage_lineage = models.UUIDField(
        null=True, blank=True, help_text="Of the goal or measure, the same in all versions; by kind, no key."
    )
    passage_title = models.CharField(max_length=345, blank=True, help_text="Code and title, as they were.")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(passage_kind__in=PassageKind.values), name="comment_passage"),
            models.CheckConstraint(
                condition=Q(verdict="", answered_at=None) | Q(verdict__in=Verdict.values, answered_at__isnull=False),
                name="comment_answered_has_a_verdict",
            ),
            models.UniqueConstraint(
                fields=["round", "made_by", "digest"], condition=Q(withdrawn_at=None), name="comment_once"
            ),
        ]
        indexes = [models.Index(fields=["passage_lineage"], name="comment_by_lineage")]

    def __str__(self) -> str:
        return self.text
