"""Distributions: the forms in which a dataset is handed over."""

from django.db import models
from django.db.models import Q

from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.models.datasets import Dataset
from naves.domains.catalogue.models.described import IRI_LENGTH
from naves.domains.catalogue.models.services import DataService
from naves.kernel.ids import new_id


class Distribution(models.Model):
    """A file (ours in ``file``, or elsewhere) or a service, with the Czech terms of use on four axes.

    Each axis holds an IRI: the official "contains none" value or a licence.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    iri = models.CharField(max_length=IRI_LENGTH, unique=True)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="distributions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=7, choices=DistributionKind)
    title_cs = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    description_cs = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    access_url = models.CharField(max_length=IRI_LENGTH)
    download_url = models.CharField(max_length=IRI_LENGTH, blank=True)
    file = models.FileField(upload_to="catalogue/%Y/%m", blank=True)
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256, hexadecimal.")
    byte_size = models.PositiveBigIntegerField(null=True, blank=True)
    service = models.ForeignKey(DataService, models.PROTECT, null=True, blank=True, related_name="distributions")
    media_type = models.CharField(max_length=120, blank=True, help_text="Such as text/csv.")
    format = models.CharField(max_length=60, blank=True, help_text="Code of the EU file-type list, such as CSV.")
    compression = models.CharField(max_length=120, blank=True, help_text="Media type of the compression.")
    packaging = models.CharField(max_length=120, blank=True, help_text="Media type of the package.")
    schema_url = models.CharField(max_length=IRI_LENGTH, blank=True)
    conforms_to = models.JSONField(default=list, blank=True)
    legislation = models.JSONField(default=list, blank=True)
    terms_work = models.CharField(max_length=IRI_LENGTH, blank=True)
    terms_work_author = models.CharField(max_length=300, blank=True)
    terms_database = models.CharField(max_length=IRI_LENGTH, blank=True)
    terms_database_author = models.CharField(max_length=300, blank=True)
    terms_special_rights = models.CharField(max_length=IRI_LENGTH, blank=True)
    terms_personal_data = models.CharField(max_length=IRI_LENGTH, blank=True)
    licence = models.CharField(max_length=IRI_LENGTH, blank=True, help_text="dct:license, for European harvesters.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    extras = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DistributionKind.FILE, service=None)
                | Q(kind=DistributionKind.SERVICE, service__isnull=False, file="", download_url=""),
                name="distribution_is_a_file_or_a_service",
            ),
            models.CheckConstraint(condition=~Q(access_url=""), name="distribution_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.title_cs or self.format or self.access_url
