"""Which live data of the hub belong to which dataset."""

from django.db import models

from naves.domains.accounts.models import User
from naves.domains.catalogue.models.datasets import Dataset
from naves.domains.catalogue.models.tenants import Tenant


class TypeBinding(models.Model):
    """Entities of a type in a tenant are data of the dataset: its owner, terms and grants hold for them."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="bindings")
    type = models.CharField(max_length=700, help_text="Expanded type, an IRI.")
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="bindings")
    bound_at = models.DateTimeField()
    bound_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "type"], name="type_bound_once")]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.type}"
