"""Where harvested records come from."""

from django.db import models

from naves.domains.organisations.models import Organisation
from naves.kernel.ids import new_id


class HarvestSource(models.Model):
    """A catalogue of somebody else whose records are brought in for an organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="harvest_sources")
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=700, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
