"""What changed since the index was built; the index itself is a file that can be built again at any time."""

from django.db import models

from naves.kernel.ids import new_id


class Change(models.Model):
    """Documents that must be read again: one, all of an owner, all of a kind (both empty), or all there are (no kind).

    Readers go by ``sequence``; ``token`` tells a change from another of the same number in another database.
    """

    sequence = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20, blank=True)
    identifier = models.CharField(max_length=32, blank=True)
    owner = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    token = models.UUIDField(default=new_id)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.identifier or self.owner}"
