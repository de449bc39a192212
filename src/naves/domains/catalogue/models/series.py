"""Series: datasets that belong together, such as a budget year by year."""

from django.db import models
from django.db.models import F, Q

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models.described import Catalogued


class DatasetSeries(Catalogued):
    """A series; it may stand within another, never within itself."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RecordStatus.values), name="series_status"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="series_not_its_own_parent"),
            models.UniqueConstraint(
                fields=["source", "source_iri"], condition=~Q(source_iri=""), name="series_source_once"
            ),
        ]
        indexes = [models.Index(fields=["owner", "status"], name="series_by_owner")]
