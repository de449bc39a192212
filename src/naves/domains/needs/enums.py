"""Words of needs and of the evidence for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedStatus(models.TextChoices):
    """Where a need stands; the allowed steps are in ``rules.TRANSITIONS``."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    ANSWERED = "answered", _("answered")
    MERGED = "merged", _("merged")
    WITHDRAWN = "withdrawn", _("withdrawn")


class VoicedBy(models.TextChoices):
    """Who voiced the need."""

    CITIZEN = "citizen", _("citizen")
    TOWN = "town", _("town")
    ORGANISATION = "organisation", _("organisation")
    INDICATOR_GAP = "indicator_gap", _("gap in an indicator")


class Severity(models.IntegerChoices):
    """How badly the need presses."""

    MINOR = 1, _("1 – a nuisance")
    SERIOUS = 2, _("2 – limits daily life")
    CRITICAL = 3, _("3 – endangers health, safety or livelihood")


class EvidenceKind(models.TextChoices):
    """Where evidence of a need comes from."""

    POST = "post", _("post")
    SURVEY = "survey", _("survey")
    RESOLUTION = "resolution", _("council resolution")
    PETITION = "petition", _("petition")
    INDICATOR_GAP = "indicator_gap", _("gap in an indicator")
    PHONE_NOTE = "phone_note", _("telephone or personal note")
