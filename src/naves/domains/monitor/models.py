"""What the Monitor keeps: published figures, and which facts changed since they were computed."""

from django.db import models

from naves.domains.accounts.models import User
from naves.kernel.ids import new_id


class Change(models.Model):
    """A need, strategy version or place whose facts must be read again; readers go by ``sequence``."""

    sequence = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12)
    identifier = models.CharField(max_length=36)
    at = models.DateTimeField()
    token = models.UUIDField(
        default=new_id, help_text="Tells it from another change of the same number in another copy of the database."
    )

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.identifier}"


class Snapshot(models.Model):
    """A published figure as of a date, with all that is needed to compute it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    as_of = models.DateField()
    level = models.PositiveSmallIntegerField()
    filters = models.JSONField(default=dict)
    method_version = models.CharField(max_length=20)
    figures = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the figures in canonical JSON.")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-as_of", "-taken_at"]
        indexes = [models.Index(fields=["as_of", "level"], name="snapshot_by_date")]

    def __str__(self) -> str:
        return f"{self.as_of} level {self.level}"


class MachineReading(models.Model):
    """What all suggestions of the machine said on a day, corrected by the sample that people judged.

    Suggestions are made anew and judgements grow, so a reading is kept as it was and never written again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    as_of = models.DateField()
    method_version = models.CharField(max_length=20)
    figures = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the figures in canonical JSON.")
    taken_at = models.DateTimeField(db_index=True)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return f"{self.as_of} machine"
