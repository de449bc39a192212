"""The inventory of a data estate: where each dataset lies and under which contract."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.catalogue.enums import PersonalData
from naves.domains.catalogue.models.datasets import Dataset


class EstateEntry(models.Model):
    """The inventory row of a dataset, from a moment until it is changed. No row: nobody has described it yet."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="estate_entries")
    system = models.CharField(max_length=200, blank=True)
    vendor = models.CharField(max_length=200, blank=True)
    contract_number = models.CharField(max_length=120, blank=True)
    contract_end = models.DateField(null=True, blank=True)
    is_open_ended = models.BooleanField(default=False, help_text="The contract runs until notice is given.")
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    personal_data = models.CharField(max_length=3, choices=PersonalData, blank=True)
    formats = models.CharField(max_length=200, blank=True)
    volume = models.CharField(max_length=100, blank=True)
    records = models.PositiveBigIntegerField(null=True, blank=True, help_text="How many records it has.")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset"], condition=Q(until=None), name="estate_entry_once"),
            models.CheckConstraint(
                condition=~Q(is_open_ended=True) | Q(contract_end=None), name="estate_open_ended_has_no_end"
            ),
        ]
        indexes = [models.Index(fields=["contract_end"], name="estate_by_contract_end")]

    def __str__(self) -> str:
        return f"{self.system} ({self.vendor})"
