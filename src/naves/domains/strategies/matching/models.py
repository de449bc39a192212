"""What the machine suggests, who looks at it, and what people said.

A suggestion is derived and may be made anew; a judgement is a record and stays, undone ones too.
Measures stand here by name, for `strategies.models` brings these models in.
"""

from typing import Final

from django.db import models
from django.db.models import F, Q

from naves.domains.accounts.models import User
from naves.domains.needs.models import Need
from naves.domains.places.models import Place
from naves.domains.strategies.enums import Level
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.kernel.ids import new_id

DECIDED: Final = (Verdict.CONFIRM, Verdict.REJECT)


class MatchModel(models.Model):
    """What was learned from judgements: weights of the features, and how well they did on pairs not seen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trained_at = models.DateTimeField()
    trained_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    pairs = models.PositiveIntegerField(help_text="Judged pairs that it learned from.")
    confirmed = models.PositiveIntegerField(help_text="Those among them that belong together.")
    weights = models.JSONField(help_text="Feature → mean, scale and weight; the intercept.")
    metrics = models.JSONField(help_text="Precision, recall, calibration; cross-validated.")

    class Meta:
        ordering = ["-trained_at", "-id"]

    def __str__(self) -> str:
        return f"{self.trained_at:%Y-%m-%d}: {self.pairs}"


class MatchSuggestion(models.Model):
    """A pair that the machine holds for likely. It counts nowhere before a person confirms it."""

    id = models.BigAutoField(primary_key=True)
    need = models.ForeignKey(Need, models.CASCADE, related_name="+", db_index=False)
    measure = models.ForeignKey("strategies.Measure", models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False, help_text="Of the need.")
    region = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    features = models.JSONField(help_text="In the order of `rules.features.NAMES`.")
    score = models.FloatField(help_text="Without learning, 0-1.")
    probability = models.FloatField(null=True, blank=True, help_text="By the model, where it knows enough.")
    usefulness = models.FloatField(help_text="The order of the desk: doubt times people affected.")
    draw = models.FloatField(help_text="Seeded, 0-1: the order of the sample.")
    sampled = models.BooleanField(default=False, help_text="Belongs to the sample that two people judge.")
    given = models.PositiveSmallIntegerField(default=0, help_text="Judgements that stand.")
    is_open = models.BooleanField(default=True, help_text="Waits for a judgement.")
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "measure"], name="match_suggested_once")]
        indexes = [
            models.Index(
                fields=["-usefulness", "id"], condition=Q(is_open=True, sampled=False), name="match_by_usefulness"
            ),
            models.Index(
                fields=["place", "-usefulness"], condition=Q(is_open=True, sampled=False), name="match_by_place"
            ),
            models.Index(
                fields=["region", "-usefulness"], condition=Q(is_open=True, sampled=False), name="match_by_region"
            ),
            models.Index(fields=["draw", "id"], condition=Q(is_open=True, sampled=True), name="match_by_draw"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.measure_id}"

    @property
    def wanted(self) -> int:
        """How many people are to judge the pair."""
        return 2 if self.sampled else 1


class MatchClaim(models.Model):
    """Who looks at a pair, and until when: so that two people never do the same one unknowingly."""

    suggestion = models.ForeignKey(MatchSuggestion, models.CASCADE, related_name="claims")
    slot = models.PositiveSmallIntegerField(help_text="A pair of the sample has two, any other one.")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "slot"], name="match_claim_slot_once"),
            models.UniqueConstraint(fields=["suggestion", "user"], name="match_claim_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}: {self.user_id}"


class MatchJudgement(models.Model):
    """What a person said about a pair, and what the machine thought of it at that time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    measure = models.ForeignKey("strategies.Measure", models.PROTECT, related_name="+")
    judge = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    at = models.DateTimeField()
    origin = models.CharField(max_length=8, choices=Origin)
    score = models.FloatField(help_text="Shown then: the probability, or the plain score where there was none.")
    features = models.JSONField()
    response = models.ForeignKey(
        "strategies.Response",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one that this verdict made.",
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="match_verdict"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="match_origin"),
            models.CheckConstraint(
                condition=Q(verdict="confirm", level__isnull=False) | ~Q(verdict="confirm") & Q(level=None),
                name="match_confirmed_at_a_level",
            ),
            models.UniqueConstraint(
                fields=["need", "measure", "judge"], condition=Q(undone_at=None), name="match_judged_once_by_each"
            ),
        ]
        indexes = [models.Index(fields=["judge", "-at"], name="match_judged_by")]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.measure_id}: {self.verdict}"


class NeedLikeness(models.Model):
    """Two needs of one place that may say the same; the smaller id stands first."""

    id = models.BigAutoField(primary_key=True)
    need = models.ForeignKey(Need, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Need, models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    likeness = models.FloatField(help_text="0-1.")
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True, blank=True, help_text="Somebody said that they differ.")
    dismissed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "likenesses of needs"
        constraints = [
            models.UniqueConstraint(fields=["need", "other"], name="likeness_once"),
            models.CheckConstraint(condition=~Q(need=F("other")), name="likeness_of_two_needs"),
        ]
        indexes = [
            models.Index(fields=["-likeness", "id"], condition=Q(dismissed_at=None), name="likeness_by_likeness"),
            models.Index(fields=["place", "-likeness"], condition=Q(dismissed_at=None), name="likeness_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} ~ {self.other_id}"
