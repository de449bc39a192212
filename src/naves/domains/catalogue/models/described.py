"""What every record of the catalogue says of itself, in the words of DCAT-AP(-CZ)."""

from django.db import models

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models.harvesting import HarvestSource
from naves.domains.organisations.models import Organisation
from naves.kernel.ids import new_id

IRI_LENGTH = 700
TITLE_LENGTH = 500


class Described(models.Model):
    """A record with a lasting IRI, an owner and a status.

    ``extras`` keeps what came with a harvested record and has no field of its own, so that nothing is lost.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    iri = models.CharField(max_length=IRI_LENGTH, unique=True, help_text="Never changes once given.")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=RecordStatus, default=RecordStatus.DRAFT)
    title_cs = models.CharField(max_length=TITLE_LENGTH)
    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    description_cs = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    contact_name = models.CharField(max_length=300, blank=True)
    contact_email = models.EmailField(blank=True)
    documentation = models.URLField(max_length=IRI_LENGTH, blank=True)
    legislation = models.JSONField(default=list, blank=True, help_text="IRIs of the acts that ask for the data.")
    hvd_categories = models.JSONField(default=list, blank=True, help_text="Codes such as c_b79e35eb.")
    conforms_to = models.JSONField(default=list, blank=True, help_text="IRIs of specifications.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True, help_text="When it was first shown.")
    source_iri = models.CharField(max_length=IRI_LENGTH, blank=True, help_text="Identity in the catalogue it is from.")
    source = models.ForeignKey(HarvestSource, models.PROTECT, null=True, blank=True, related_name="+")
    extras = models.JSONField(default=dict, blank=True)
    version_number = models.PositiveIntegerField(
        default=1, help_text="Counts writes, so that nobody overwrites another."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title_cs


class Catalogued(Described):
    """What datasets and series share beyond: themes, keywords, frequency, territory and time."""

    publisher_iri = models.CharField(max_length=IRI_LENGTH, blank=True)
    keywords_cs = models.JSONField(default=list, blank=True)
    keywords_en = models.JSONField(default=list, blank=True)
    themes = models.JSONField(default=list, blank=True, help_text="Codes of the EU data-theme list, such as TRAN.")
    eurovoc = models.JSONField(default=list, blank=True, help_text="IRIs of EuroVoc concepts.")
    frequency = models.CharField(max_length=20, blank=True, help_text="Code of the EU frequency list.")
    spatial = models.JSONField(default=list, blank=True, help_text="IRIs of RÚIAN, NUTS or EU places.")
    temporal_from = models.DateField(null=True, blank=True)
    temporal_to = models.DateField(null=True, blank=True)
    spatial_resolution_m = models.FloatField(null=True, blank=True)
    temporal_resolution = models.CharField(max_length=40, blank=True, help_text="ISO 8601 duration.")

    class Meta(Described.Meta):
        abstract = True
