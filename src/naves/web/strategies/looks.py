"""How versions, measures and responses show: the word, the colour and the icon that go together."""

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import Response, StrategyVersion
from naves.domains.strategies.permissions import ResponseState, state_of
from naves.web.design.words import Look

DRAFT: Final = Look(pgettext_lazy("strategy version", "Draft"), "neutral", "dash-lg")
IN_FORCE: Final = Look(pgettext_lazy("strategy version", "In force"), "success", "check-lg")
COMING: Final = Look(pgettext_lazy("strategy version", "Begins later"), "primary", "bookmarks")
OVER: Final = Look(pgettext_lazy("strategy version", "Expired"), "warning", "exclamation-lg")
SUPERSEDED: Final = Look(pgettext_lazy("strategy version", "Replaced"), "neutral", "copy")
WITHDRAWN: Final = Look(pgettext_lazy("strategy version", "Withdrawn"), "neutral", "x-lg")

MEASURES: Final = {
    MeasureStatus.PLANNED: Look(pgettext_lazy("measure", "Planned"), "primary", "bookmarks"),
    MeasureStatus.RUNNING: Look(pgettext_lazy("measure", "Running"), "primary", "chevron-right"),
    MeasureStatus.DONE: Look(pgettext_lazy("measure", "Done"), "success", "check-lg"),
    MeasureStatus.STOPPED: Look(pgettext_lazy("measure", "Stopped"), "warning", "x-lg"),
}

RESPONSES: Final = {
    ResponseState.NEW: Look(pgettext_lazy("response", "New"), "neutral", "plus-lg"),
    ResponseState.PROPOSED: Look(pgettext_lazy("response", "Waits for confirmation"), "warning", "exclamation-lg"),
    ResponseState.CONFIRMED: Look(pgettext_lazy("response", "Confirmed"), "success", "check-lg"),
    ResponseState.WITHDRAWN: Look(pgettext_lazy("response", "Withdrawn"), "neutral", "x-lg"),
}
CARRIED: Final = Look(_("Goes on in the next version"), "neutral", "chevron-right")


def version_look(version: StrategyVersion, today: date) -> Look:
    """Return where a version stands on the day."""
    if version.status == VersionStatus.DRAFT:
        return DRAFT
    if version.status == VersionStatus.WITHDRAWN:
        return WITHDRAWN
    if version.status == VersionStatus.SUPERSEDED:
        return SUPERSEDED
    if version.in_force_to is not None and version.in_force_to < today:
        return OVER
    return IN_FORCE if version.in_force_from <= today else COMING


def measure_look(status: str) -> Look:
    """Return the look of a measure's status."""
    return MEASURES[MeasureStatus(status)]


def response_look(response: Response, *, is_carried: bool = False) -> Look:
    """Return where a response stands."""
    state = state_of(response)
    return CARRIED if state == ResponseState.WITHDRAWN and is_carried else RESPONSES[state]
