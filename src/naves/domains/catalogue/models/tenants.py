"""A tenant of the hub: the live data of one organisation, apart from everybody else's."""

from django.db import models

from naves.domains.organisations.models import Organisation
from naves.kernel.ids import new_id


class Tenant(models.Model):
    """What the header ``NGSILD-Tenant`` calls by ``name``; its owner decides who may use it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=50, unique=True, help_text="As programs call it.")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="tenants")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, help_text="From then on nobody reaches its data.")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(name__regex=r"^[a-z][a-z0-9_]*$"), name="tenant_name"),
        ]

    def __str__(self) -> str:
        return self.title
