"""Harvesting: how and how often a source is read, each reading, and each record seen there."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from naves.domains.catalogue.models.datasets import Dataset
from naves.domains.catalogue.models.described import IRI_LENGTH
from naves.domains.catalogue.models.harvesting import HarvestSource
from naves.domains.catalogue.rules.harvesting import OPEN, Every, RunStatus
from naves.kernel.ids import new_id


class HarvestSchedule(models.Model):
    """How a source is read. ``etag`` and ``last_modified`` are those of the last whole answer."""

    source = models.OneToOneField(HarvestSource, models.CASCADE, related_name="schedule")
    reader = models.CharField(max_length=20, help_text="Code of the reader: dcat, dcat_us, ckan.")
    every = models.CharField(max_length=10, default=Every.WEEKLY)
    publishes = models.BooleanField(default=True, help_text="Records that satisfy the norm are shown at once.")
    states_terms = models.BooleanField(
        default=False, help_text="The owner says that data without terms of use hold nothing protected."
    )
    next_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every__in=[one.value for one in Every]), name="harvest_every"),
        ]
        indexes = [models.Index(fields=["next_at"], name="harvest_due")]

    def __str__(self) -> str:
        return f"{self.reader} {self.every}"


class HarvestRun(models.Model):
    """One reading of a source and its report. At most one run of a source is open."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(HarvestSource, models.CASCADE, related_name="runs")
    status = models.CharField(max_length=10, default=RunStatus.WAITING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True, help_text="Last sign of life.")
    finished_at = models.DateTimeField(null=True, blank=True)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    drafts = models.PositiveIntegerField(default=0, help_text="Written, but not whole enough to be shown.")
    returned = models.PositiveIntegerField(default=0, help_text="Had vanished before, and are back.")
    missing = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    problem_count = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[one.value for one in RunStatus]), name="harvest_run_status"),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(status__in=sorted(status.value for status in OPEN)),
                name="harvest_one_open_run",
            ),
        ]
        indexes = [models.Index(fields=["source", "-created_at"], name="harvest_runs_of_source")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.status}"


class HarvestItem(models.Model):
    """One record of a source: what it was like when it was seen last. No dataset: it was refused each time."""

    source = models.ForeignKey(HarvestSource, models.CASCADE, related_name="items")
    source_iri = models.CharField(max_length=IRI_LENGTH)
    dataset = models.ForeignKey(Dataset, models.SET_NULL, null=True, blank=True, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    seen_run = models.ForeignKey(HarvestRun, models.SET_NULL, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_iri"], name="harvest_item_once")]

    def __str__(self) -> str:
        return self.source_iri
