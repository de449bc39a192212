"""Stages and statuses: the word, the colour and the icon that always go together."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from naves.domains.catalogue.enums import Aspect, RecordStatus, Stage, StepStatus
from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.rules import vocabulary
from naves.domains.catalogue.rules.stages import Standing
from naves.web.design.words import Look, Text

STAGES: dict[str, Look] = {
    Stage.HELD: Look(Stage.HELD.label, "error", "exclamation-triangle-fill"),
    Stage.ON_PAPER: Look(Stage.ON_PAPER.label, "warning", "book"),
    Stage.RECOVERED: Look(Stage.RECOVERED.label, "primary", "house-door-fill"),
    Stage.PUBLISHED: Look(Stage.PUBLISHED.label, "success", "check-circle-fill"),
}
NOT_ASSESSED = Look(_("not assessed"), "neutral", "dash-lg")
STATUSES: dict[str, Look] = {
    RecordStatus.DRAFT: Look(RecordStatus.DRAFT.label, "neutral", "dash-lg"),
    RecordStatus.PUBLISHED: Look(RecordStatus.PUBLISHED.label, "success", "eye"),
    RecordStatus.WITHDRAWN: Look(RecordStatus.WITHDRAWN.label, "neutral", "x-lg"),
}
STEPS: dict[str, Look] = {
    StepStatus.OPEN: Look(StepStatus.OPEN.label, "primary", "dash-lg"),
    StepStatus.DONE: Look(StepStatus.DONE.label, "success", "check-lg"),
    StepStatus.SKIPPED: Look(StepStatus.SKIPPED.label, "neutral", "x-lg"),
}
LATE = Look(pgettext_lazy("recovery step", "late"), "error", "exclamation-triangle-fill")
ASPECTS: dict[str, Text] = dict(Aspect.choices)
LISTS = {
    "theme": vocabulary.THEMES,
    "hvd": vocabulary.HVD_CATEGORIES,
    "licence": vocabulary.LICENCES,
    "frequency": vocabulary.FREQUENCIES,
}


def stage_look(standing: Standing) -> Look:
    """Return how a stage shows; what nobody assessed says so."""
    return STAGES[standing.stage] if standing.stage is not None else NOT_ASSESSED


def title_of(dataset: Dataset) -> str:
    """Return the title in the reader's language, Czech where there is no other."""
    return dataset.title_en if (get_language() or "cs").startswith("en") and dataset.title_en else dataset.title_cs


def description_of(dataset: Dataset) -> str:
    """Return the description in the reader's language, Czech where there is no other."""
    is_english = (get_language() or "cs").startswith("en")
    return dataset.description_en if is_english and dataset.description_en else dataset.description_cs


def named_code(kind: str, code: str) -> str:
    """Return the word for a code of a list, in the reader's language; the code itself where we have none."""
    known = LISTS.get(kind, {}).get(code)
    return str(_(known)) if known else code
