"""Records as they go out, made at each write so that dumps only copy bytes."""

from django.db import models

from naves.domains.catalogue.models.datasets import Dataset


class StoredRecord(models.Model):
    """One dataset in one profile and syntax, ready to send.

    ``profile`` such as "dcat-ap-cz/2024-05-28" or "dcat-ap/3.0.1"; ``syntax`` "nt" or "jsonld".
    Written by the exporters, who hear of ``DatasetsChanged``; gone with the dataset.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="stored")
    profile = models.CharField(max_length=40)
    syntax = models.CharField(max_length=8)
    body = models.TextField()
    etag = models.CharField(max_length=64, help_text="SHA-256 of the body.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "profile", "syntax"], name="stored_once")]
        indexes = [models.Index(fields=["profile", "syntax", "dataset"], name="stored_by_profile")]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.profile} {self.syntax}"
