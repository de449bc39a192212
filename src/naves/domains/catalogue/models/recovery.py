"""Recovery plans: how the public gets its data back, step by step."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.catalogue.enums import Aspect, PlanStatus, StepStatus, WarningKind
from naves.domains.catalogue.models.datasets import Dataset
from naves.kernel.ids import new_id


class RecoveryPlan(models.Model):
    """A plan for one dataset; one runs at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="plans")
    template = models.CharField(max_length=30, blank=True, help_text="Code of the template that it began from.")
    aim = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=PlanStatus, default=PlanStatus.RUNNING)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(status=PlanStatus.RUNNING), name="recovery_plan_runs_once"
            ),
            models.CheckConstraint(condition=Q(status__in=PlanStatus.values), name="recovery_plan_status"),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.RUNNING, ended_at=None)
                | ~Q(status=PlanStatus.RUNNING) & Q(ended_at__isnull=False),
                name="recovery_plan_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return self.aim


class RecoveryStep(models.Model):
    """A step: who does it, until when and on which legal basis. ``aspect`` is the fact that it will change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(RecoveryPlan, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    advice = models.TextField(blank=True)
    aspect = models.CharField(max_length=11, choices=Aspect, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    deadline = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=7, choices=StepStatus, default=StepStatus.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="recovery_step_place"),
            models.CheckConstraint(condition=Q(status__in=StepStatus.values), name="recovery_step_status"),
        ]
        indexes = [
            models.Index(fields=["deadline"], condition=Q(status=StepStatus.OPEN), name="recovery_step_due"),
        ]

    def __str__(self) -> str:
        return self.title


class CustodyWarning(models.Model):
    """A warning that went out, so that nobody gets it twice."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="warnings")
    step = models.ForeignKey(RecoveryStep, models.CASCADE, null=True, blank=True, related_name="warnings")
    kind = models.CharField(max_length=12, choices=WarningKind)
    due_on = models.DateField()
    days_ahead = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "kind", "due_on", "days_ahead"],
                condition=Q(step=None),
                name="custody_warning_once",
            ),
            models.UniqueConstraint(
                fields=["step", "due_on", "days_ahead"],
                condition=Q(step__isnull=False),
                name="custody_warning_of_step_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
