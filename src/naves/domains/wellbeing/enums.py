"""Words of wellbeing indicators."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Which way of an indicator is the worse."""

    HIGHER_IS_WORSE = "higher_is_worse", _("higher is worse")
    HIGHER_IS_BETTER = "higher_is_better", _("higher is better")
