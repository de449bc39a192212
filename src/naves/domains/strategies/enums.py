"""Words of strategies and of the response ladder."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionStatus(models.TextChoices):
    """Where a version of a strategy stands; the allowed steps are in ``rules``."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MeasureStatus(models.TextChoices):
    """Where a measure stands."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


class Direction(models.TextChoices):
    """Which way an indicator should move."""

    HIGHER = "higher_is_better", _("higher is better")
    LOWER = "lower_is_better", _("lower is better")


class Level(models.IntegerChoices):
    """The response ladder."""

    NONE = 0, _("none")
    MENTIONED = 1, _("mentioned")
    PLANNED = 2, pgettext_lazy("response level", "planned")
    RESOURCED = 3, _("resourced")
    PROVEN = 4, _("proven")


class ReferenceKind(models.TextChoices):
    """Objects of higher domains that may answer a need; known by kind and id only."""

    EXPERIMENT = "experiment", _("experiment")
    AGREEMENT = "agreement", _("agreement")


class ProofKind(models.TextChoices):
    """On what evidence a level is claimed."""

    STRATEGY_TEXT = "strategy_text", _("text of a strategy in force")
    MEASURE_PLAN = "measure_plan", _("measure with a responsible body and a deadline")
    APPROVED_BUDGET = "approved_budget", _("approved budget")
    SIGNED_AGREEMENT = "signed_agreement", _("signed agreement")
    RUNNING_EXPERIMENT = "running_experiment", _("running registered experiment")
    INDICATOR_TARGET = "indicator_target", _("indicator reached its target")
    EXPERIMENT_VERDICT = "experiment_verdict", _("published experiment with the verdict “adopt”")
