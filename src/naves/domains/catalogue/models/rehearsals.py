"""Export rehearsals: an export that was really checked."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.catalogue.models.datasets import Dataset
from naves.domains.catalogue.models.recovery import RecoveryPlan
from naves.kernel.ids import new_id


class ExportSchema(models.Model):
    """What an export of the dataset must hold, from a moment until it is declared anew.

    ``columns`` is a list of {"name", "kind", "required"}; kinds are those of kernel.tables.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="export_schemas")
    columns = models.JSONField(default=list)
    tolerance_percent = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    declared_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset"], condition=Q(until=None), name="export_schema_once"),
            models.CheckConstraint(condition=Q(tolerance_percent__lte=50), name="export_schema_tolerance"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}: {len(self.columns)}"


class ExportRehearsal(models.Model):
    """An export that was uploaded and checked against the schema and against the number of records."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="rehearsals")
    plan = models.ForeignKey(RecoveryPlan, models.SET_NULL, null=True, blank=True, related_name="rehearsals")
    schema = models.ForeignKey(ExportSchema, models.PROTECT, related_name="rehearsals")
    exported_on = models.DateField()
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to="rehearsals/%Y/%m")
    file_name = models.CharField(max_length=200)
    checksum = models.CharField(max_length=64)
    byte_size = models.PositiveBigIntegerField()
    rows_expected = models.PositiveBigIntegerField()
    rows_found = models.PositiveBigIntegerField()
    has_passed = models.BooleanField()
    problem_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="Kernel problems as plain values, row by row.")

    class Meta:
        ordering = ["-checked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(has_passed=True) | Q(problem_count=0), name="rehearsal_passes_clean"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.exported_on}"
