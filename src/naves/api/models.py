"""What the API itself keeps: answers to creating requests, for a day."""

from django.db import models

from naves.domains.accounts.models import User


class KeptAnswer(models.Model):
    """The answer to a request with an Idempotency-Key (see `once`). Deleted with its owner, and after a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of method, address and body.")
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="kept_answer_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
