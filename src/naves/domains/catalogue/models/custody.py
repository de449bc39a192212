"""Custody: four independent facts per dataset, each with its evidence and its history."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.catalogue.enums import Aspect, Holder, Publication, Recovery, Right
from naves.domains.catalogue.models.datasets import Dataset
from naves.kernel.ids import new_id

VALUES = {Aspect.HOLDER: Holder, Aspect.RIGHT: Right, Aspect.RECOVERY: Recovery, Aspect.PUBLICATION: Publication}


def _known_value() -> Q:
    known = Q()
    for aspect, values in VALUES.items():
        known |= Q(aspect=aspect.value, value__in=values.values)
    return known


class CustodyFact(models.Model):
    """A fact as it was recorded, until another replaced it. No open row: not assessed.

    ``established_on`` is the day of the evidence; ``checksum`` is the SHA-256 of its file.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="custody")
    aspect = models.CharField(max_length=11, choices=Aspect)
    value = models.CharField(max_length=10)
    established_on = models.DateField()
    evidence = models.TextField()
    file = models.FileField(upload_to="custody/%Y/%m", blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "aspect"], condition=Q(until=None), name="custody_fact_once"),
            models.CheckConstraint(condition=_known_value(), name="custody_value_of_its_aspect"),
            models.CheckConstraint(condition=~Q(evidence=""), name="custody_has_evidence"),
        ]
        indexes = [models.Index(fields=["dataset", "since"], name="custody_by_dataset")]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.value}"

    @property
    def value_label(self) -> str:
        """What the value means, in the reader's language."""
        return str(VALUES[Aspect(self.aspect)](self.value).label)
