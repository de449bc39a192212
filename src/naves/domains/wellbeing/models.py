"""Indicators of how people live, with values by place and period, each with its source."""

from django.db import models

from naves.domains.needs.models import Theme
from naves.domains.places.models import Place
from naves.domains.wellbeing.enums import Direction


class WellbeingIndicator(models.Model):
    """A measured side of life in a town; beyond ``gap_threshold`` it points to a need of ``theme``."""

    code = models.CharField(max_length=40, primary_key=True)
    name_cs = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    description_cs = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    unit = models.CharField(max_length=30, blank=True)
    direction = models.CharField(max_length=20, choices=Direction)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    gap_threshold = models.FloatField(null=True, blank=True)
    lowest = models.FloatField(null=True, blank=True, help_text="The least possible value.")
    highest = models.FloatField(null=True, blank=True, help_text="The greatest possible value.")
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_cs


class IndicatorValue(models.Model):
    """A value of an indicator in a place for a period, and since when Náves knows it."""

    indicator = models.ForeignKey(WellbeingIndicator, models.CASCADE, related_name="values")
    place = models.ForeignKey(Place, models.CASCADE, related_name="indicator_values")
    period_end = models.DateField(help_text="The last day of the period that the value describes.")
    value = models.FloatField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["period_end"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "period_end", "recorded_at"], name="indicator_value_once"
            ),
        ]
        indexes = [models.Index(fields=["indicator", "period_end"], name="value_by_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_end}: {self.value}"
