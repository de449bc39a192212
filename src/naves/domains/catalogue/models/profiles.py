"""What a file turned out to hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naves.domains.catalogue.models.distributions import Distribution
from naves.kernel.ids import new_id


class ProfileStatus(models.TextChoices):
    """How far the reading of a file is."""

    WAITING = "waiting", _("waiting to be read")
    READY = "ready", _("read")
    UNREADABLE = "unreadable", _("cannot be read as a table")


class FileProfile(models.Model):
    """The profile of the file that a distribution has now; ``checksum`` says of which one.

    ``result`` is ``kernel.datafiles.Profile`` as JSON, ``problems`` are why the file could not be read.
    ``table`` is the same rows as Parquet with columns "c0", "c1", …, which previews and the data API ask.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    distribution = models.OneToOneField(Distribution, models.CASCADE, related_name="profile")
    checksum = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=ProfileStatus, default=ProfileStatus.WAITING)
    row_count = models.PositiveBigIntegerField(null=True, blank=True)
    column_count = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    table = models.FileField(upload_to="catalogue/tables", blank=True, max_length=200)
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=ProfileStatus.values), name="file_profile_status"),
            models.CheckConstraint(
                condition=~models.Q(status="ready") | models.Q(row_count__isnull=False, column_count__isnull=False),
                name="file_profile_ready_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.distribution_id} {self.status}"
