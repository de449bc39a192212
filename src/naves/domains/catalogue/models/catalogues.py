"""A catalogue per organisation: the one address that the national catalogue harvests."""

from django.db import models

from naves.domains.catalogue.models.described import IRI_LENGTH
from naves.domains.organisations.models import Organisation
from naves.kernel.ids import new_id


class Catalogue(models.Model):
    """All published datasets of one organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    iri = models.CharField(max_length=IRI_LENGTH, unique=True)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="catalogue")
    title_cs = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    description_cs = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    publisher_iri = models.CharField(max_length=IRI_LENGTH, blank=True, help_text="From the register of public bodies.")
    homepage = models.URLField(max_length=IRI_LENGTH, blank=True)
    contact_name = models.CharField(max_length=300, blank=True)
    contact_email = models.EmailField(blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title_cs
