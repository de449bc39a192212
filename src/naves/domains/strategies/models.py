"""Strategies with their versions, goals, measures and indicators, and the responses to needs."""

from django.db import models
from django.db.models import F, Q

from naves.domains.accounts.models import User
from naves.domains.needs.columns import FoldedField
from naves.domains.needs.models import Need, Theme
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.strategies.enums import (
    Direction,
    Level,
    MeasureStatus,
    ProofKind,
    ReferenceKind,
    VersionStatus,
)
from naves.domains.strategies.matching.models import (
    MatchClaim,
    MatchJudgement,
    MatchModel,
    MatchSuggestion,
    NeedLikeness,
)
from naves.kernel.ids import new_id

__all__ = [
    "Goal",
    "Indicator",
    "IndicatorReading",
    "LevelClaim",
    "MatchClaim",
    "MatchJudgement",
    "MatchModel",
    "MatchSuggestion",
    "Measure",
    "MeasureTransition",
    "NeedLikeness",
    "Response",
    "Strategy",
    "StrategyVersion",
]


class Strategy(models.Model):
    """A strategy over all its versions, known by the identifier of its source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identifier = models.CharField(max_length=120, unique=True, help_text="As in Databáze strategií, where it is there.")
    title = models.CharField(max_length=300)
    title_sort = models.CharField(max_length=255, help_text="Czech collation key of the title.")
    title_folded = FoldedField("title", help_text="Lower case without accents, for finding.")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="strategies")
    url = models.URLField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "strategies"
        indexes = [models.Index(fields=["title_sort", "id"], name="strategy_by_title")]

    def __str__(self) -> str:
        return self.title


class StrategyVersion(models.Model):
    """A version: what was approved, for which places and which period."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=VersionStatus, default=VersionStatus.DRAFT)
    summary = models.TextField(blank=True)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True, blank=True, help_text="The last day; empty = until replaced.")
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Superseded or withdrawn at.")
    ended_reason = models.TextField(blank=True)
    places = models.ManyToManyField(Place, related_name="strategy_versions", help_text="Covered explicitly.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "number"], name="strategy_version_once"),
            models.UniqueConstraint(
                fields=["strategy"], condition=Q(status="approved"), name="strategy_one_approved_version"
            ),
            models.UniqueConstraint(fields=["strategy"], condition=Q(status="draft"), name="strategy_one_draft"),
            models.CheckConstraint(condition=Q(status__in=VersionStatus.values), name="strategy_version_status"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved"], ended_at=None)
                | Q(status__in=["superseded", "withdrawn"], ended_at__isnull=False),
                name="strategy_ended_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")), name="strategy_period"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(approved_at__isnull=False) | Q(status="withdrawn"),
                name="strategy_approved_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strategy_id} v{self.number}"


class Goal(models.Model):
    """A goal; goals may hold goals (area → component → goal)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="goals")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    lineage = models.UUIDField(default=new_id, help_text="The same in every version of the strategy.")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    themes = models.ManyToManyField(Theme, related_name="+")

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="goal_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Measure(models.Model):
    """What is to be done, by whom, until when and for how much."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")
    version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="measures")
    lineage = models.UUIDField(default=new_id, help_text="The same in every version of the strategy.")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    responsible_body = models.CharField(max_length=200, blank=True)
    deadline = models.DateField(null=True, blank=True)
    budget_czk = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=8, choices=MeasureStatus, default=MeasureStatus.PLANNED)
    position = models.PositiveIntegerField(default=0)
    themes = models.ManyToManyField(Theme, related_name="+")

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="measure_code_once"),
            models.CheckConstraint(condition=Q(budget_czk=None) | Q(budget_czk__gte=0), name="measure_budget"),
            models.CheckConstraint(condition=Q(status__in=MeasureStatus.values), name="measure_status"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class MeasureTransition(models.Model):
    """A change of a measure's status."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="transitions")
    from_status = models.CharField(max_length=8, choices=MeasureStatus, blank=True)
    to_status = models.CharField(max_length=8, choices=MeasureStatus)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Indicator(models.Model):
    """How a measure will be judged; set beforehand, with a baseline and a target."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="indicators")
    lineage = models.UUIDField(default=new_id, db_index=True, help_text="The same in every version of the strategy.")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=20, choices=Direction, default=Direction.HIGHER)
    baseline = models.FloatField(null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.FloatField()
    target_on = models.DateField()
    created_at = models.DateTimeField(help_text="Kept when a version is copied: it shows what was set beforehand.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "name"], name="indicator_name_once"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_direction"),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorReading(models.Model):
    """A measured value of an indicator in a place."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    value = models.FloatField()
    measured_on = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measured_on", "id"]

    def __str__(self) -> str:
        return f"{self.measured_on}: {self.value}"


class Response(models.Model):
    """A dated, evidenced link from a need to what answers it. Withdrawn with a reason, never deleted.

    ``contradicts`` never changes once a response is confirmed: a figure may rest on it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="responses")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="responses")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="responses")
    reference_kind = models.CharField(max_length=12, choices=ReferenceKind, blank=True)
    reference_id = models.UUIDField(null=True, blank=True)
    contradicts = models.BooleanField(default=False, help_text="The measure works against the need.")
    suggested = models.BooleanField(default=False, help_text="Made by a machine.")
    note = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        help_text="The response to the previous version of the strategy that this one continues.",
    )
    source = models.CharField(max_length=60, blank=True, help_text="The system that it was imported from.")
    source_id = models.CharField(max_length=120, blank=True, help_text="Its identifier there: imports repeat safely.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, measure=None, reference_kind="", reference_id=None)
                | Q(goal=None, measure__isnull=False, reference_kind="", reference_id=None)
                | Q(goal=None, measure=None, reference_id__isnull=False) & ~Q(reference_kind=""),
                name="response_has_one_target",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="response_withdrawn_with_reason"
            ),
            models.UniqueConstraint(
                fields=["need", "measure"],
                condition=Q(withdrawn_at=None, measure__isnull=False),
                name="response_once_per_measure",
            ),
            models.UniqueConstraint(
                fields=["need", "goal"],
                condition=Q(withdrawn_at=None, goal__isnull=False),
                name="response_once_per_goal",
            ),
            models.UniqueConstraint(
                fields=["need", "reference_kind", "reference_id"],
                condition=Q(withdrawn_at=None, reference_id__isnull=False),
                name="response_once_per_reference",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id="") & Q(withdrawn_at=None),
                name="response_source_id_once",
            ),
        ]
        # Counting what a strategy answers reads these alone: tens of thousands of rows for a national one.
        indexes = [
            models.Index(
                fields=[target, "need"],
                condition=Q(confirmed_at__isnull=False, withdrawn_at=None, contradicts=False),
                name=f"response_live_by_{target}",
            )
            for target in ("measure", "goal")
        ]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.goal_id or self.measure_id or self.reference_id}"


class LevelClaim(models.Model):
    """A level of the ladder that a response reached, on what evidence, from when until when.

    Claims stand side by side: when a higher one lapses, the response falls back to the next.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="claims")
    level = models.PositiveSmallIntegerField(choices=Level)
    proof_kind = models.CharField(max_length=20, choices=ProofKind)
    proof_text = models.TextField()
    proof_url = models.URLField(max_length=500, blank=True)
    proof_file = models.FileField(upload_to="proofs/%Y/%m", blank=True)
    reading = models.ForeignKey(
        IndicatorReading,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="The value that reached its target.",
    )
    reference_id = models.UUIDField(null=True, blank=True, help_text="The experiment or agreement that proves it.")
    valid_from = models.DateField()
    lapses_on = models.DateField(null=True, blank=True, help_text="The first day on which it no longer holds.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    lapse_recorded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=1, proof_kind="strategy_text")
                | Q(level=2, proof_kind="measure_plan")
                | Q(level=3, proof_kind__in=["approved_budget", "signed_agreement", "running_experiment"])
                | Q(level=4, proof_kind__in=["indicator_target", "experiment_verdict"]),
                name="claim_level_has_its_kind_of_proof",
            ),
            models.CheckConstraint(
                condition=~Q(proof_kind="indicator_target") | Q(reading__isnull=False), name="claim_names_its_reading"
            ),
            models.CheckConstraint(
                condition=Q(lapses_on=None) | Q(lapses_on__gt=F("valid_from")), name="claim_lapses_after_start"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="claim_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} level {self.level}"
