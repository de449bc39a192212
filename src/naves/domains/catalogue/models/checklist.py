"""Answers to the exit checklist: whether the contract lets the owner leave with its data."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.catalogue.enums import ClauseAnswer
from naves.domains.catalogue.models.datasets import Dataset


class ExitAnswer(models.Model):
    """Whether the contract behind a dataset holds a clause, until it is answered anew."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="exit_answers")
    clause = models.CharField(max_length=40, help_text="Code in data/exit_clauses.json.")
    list_version = models.CharField(max_length=20)
    answer = models.CharField(max_length=6, choices=ClauseAnswer)
    note = models.CharField(max_length=500, blank=True, help_text="Where in the contract.")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "clause"], condition=Q(until=None), name="exit_answer_once"),
            models.CheckConstraint(condition=Q(answer__in=ClauseAnswer.values), name="exit_answer_value"),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.answer}"
