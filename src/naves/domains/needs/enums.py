"""Words of needs and of the evidence for them.

Czech words agree in gender with what they speak of, so each list is translated in its own context.
"""

from django.db import models
from django.utils.translation import pgettext_lazy


class NeedStatus(models.TextChoices):
    """Where a need stands; the allowed steps are in ``rules.lifecycle.TRANSITIONS``."""

    DRAFT = "draft", pgettext_lazy("need", "draft")
    PUBLISHED = "published", pgettext_lazy("need", "published")
    ANSWERED = "answered", pgettext_lazy("need", "answered")
    MERGED = "merged", pgettext_lazy("need", "merged")
    WITHDRAWN = "withdrawn", pgettext_lazy("need", "withdrawn")


class VoicedBy(models.TextChoices):
    """Who voiced the need."""

    CITIZEN = "citizen", pgettext_lazy("need voiced by", "citizen")
    TOWN = "town", pgettext_lazy("need voiced by", "town")
    ORGANISATION = "organisation", pgettext_lazy("need voiced by", "organisation")
    INDICATOR_GAP = "indicator_gap", pgettext_lazy("need voiced by", "gap in an indicator")


class Severity(models.IntegerChoices):
    """How badly the need presses."""

    MINOR = 1, pgettext_lazy("need", "1 – a nuisance")
    SERIOUS = 2, pgettext_lazy("need", "2 – limits daily life")
    CRITICAL = 3, pgettext_lazy("need", "3 – endangers health, safety or livelihood")


class EvidenceKind(models.TextChoices):
    """Where evidence of a need comes from."""

    POST = "post", pgettext_lazy("evidence", "post")
    SURVEY = "survey", pgettext_lazy("evidence", "survey")
    RESOLUTION = "resolution", pgettext_lazy("evidence", "council resolution")
    PETITION = "petition", pgettext_lazy("evidence", "petition")
    INDICATOR_GAP = "indicator_gap", pgettext_lazy("evidence", "gap in an indicator")
    PHONE_NOTE = "phone_note", pgettext_lazy("evidence", "telephone or personal note")
