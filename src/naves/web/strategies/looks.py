"""How measures and responses show: the word, the colour and the icon that go together."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Response
from naves.domains.strategies.permissions import ResponseState, state_of
from naves.web.design.words import Look

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


def measure_look(status: str) -> Look:
    """Return the look of a measure's status."""
    return MEASURES[MeasureStatus(status)]


def response_look(response: Response, *, is_carried: bool = False) -> Look:
    """Return where a response stands."""
    state = state_of(response)
    return CARRIED if state == ResponseState.WITHDRAWN and is_carried else RESPONSES[state]
