"""Words of the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """What a person said about a pair."""

    CONFIRM = "confirm", pgettext_lazy("verdict on a pair", "belongs together")
    REJECT = "reject", pgettext_lazy("verdict on a pair", "does not belong together")
    UNSURE = "unsure", _("not sure")


class Origin(models.TextChoices):
    """How the pair came before the person."""

    DESK = "desk", _("desk, the most useful first")
    DOUBLE = "double", _("random sample judged by two")
