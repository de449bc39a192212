"""Data services: addresses where programs ask for data."""

from django.db import models
from django.db.models import Q

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models.described import IRI_LENGTH, Described
from naves.domains.catalogue.models.tenants import Tenant


class DataService(Described):
    """A service; the hub's endpoints register themselves with ``tenant`` and ``hub_type``."""

    endpoint_url = models.CharField(max_length=IRI_LENGTH)
    endpoint_description = models.CharField(max_length=IRI_LENGTH, blank=True)
    licence = models.CharField(max_length=IRI_LENGTH, blank=True)
    tenant = models.ForeignKey(Tenant, models.PROTECT, null=True, blank=True, related_name="services")
    hub_type = models.CharField(max_length=IRI_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RecordStatus.values), name="service_status"),
            models.UniqueConstraint(
                fields=["source", "source_iri"], condition=~Q(source_iri=""), name="service_source_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "hub_type"], condition=Q(tenant__isnull=False), name="service_of_a_hub_type_once"
            ),
        ]
        indexes = [models.Index(fields=["owner", "status"], name="service_by_owner")]
