"""Datasets: what an organisation owns, whether anybody sees it or not."""

from django.db import models
from django.db.models import F, Q

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models.described import TITLE_LENGTH, Catalogued
from naves.domains.catalogue.models.series import DatasetSeries
from naves.domains.places.models import Place


class Dataset(Catalogued):
    """A dataset and its record. Every owner's estate is made of these; the public sees the published ones."""

    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    series = models.ForeignKey(DatasetSeries, models.PROTECT, null=True, blank=True, related_name="datasets")
    version = models.CharField(max_length=60, blank=True, help_text="What the owner calls this version.")
    issued_on = models.DateField(null=True, blank=True)
    modified_on = models.DateField(null=True, blank=True)
    title_sort = models.CharField(max_length=255, default="")
    title_folded = models.CharField(max_length=TITLE_LENGTH, default="")
    search_text = models.TextField(default="", help_text="Folded title, keywords and description.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["title_sort", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RecordStatus.values), name="dataset_status"),
            models.CheckConstraint(
                condition=Q(temporal_from=None) | Q(temporal_to=None) | Q(temporal_from__lte=F("temporal_to")),
                name="dataset_time_runs_forwards",
            ),
            models.UniqueConstraint(
                fields=["source", "source_iri"], condition=~Q(source_iri=""), name="dataset_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "status", "title_sort"], name="dataset_by_owner"),
            models.Index(fields=["status", "title_sort", "id"], name="dataset_by_title"),
            models.Index(fields=["status", "-changed_at", "id"], name="dataset_by_change"),
        ]


class DatasetFacet(models.Model):
    """One value by which a dataset is found and counted; derived at each write, never edited."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=10, help_text="theme, keyword, format, licence, hvd")
    value = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "kind", "value"], name="facet_once")]
        indexes = [models.Index(fields=["kind", "value", "dataset"], name="facet_by_value")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"
