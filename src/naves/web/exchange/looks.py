"""Where questions, consultations and comments stand: the word, the colour and the icon that go together."""

from typing import Final

from django.utils.translation import pgettext_lazy

from naves.domains.exchange.enums import Phase, QuestionStatus, Verdict
from naves.web.design.words import UNKNOWN_STATUS, Look

QUESTIONS: Final[dict[str, Look]] = {
    QuestionStatus.OPEN: Look(pgettext_lazy("question", "Awaits an answer"), "warning", "quote"),
    QuestionStatus.ANSWERED: Look(pgettext_lazy("question", "Answered"), "primary", "check-lg"),
    QuestionStatus.SOLVED: Look(pgettext_lazy("question", "Solved"), "success", "check-circle-fill"),
    QuestionStatus.WITHDRAWN: Look(pgettext_lazy("question", "Withdrawn"), "neutral", "x-lg"),
}
PHASES: Final[dict[str, Look]] = {
    Phase.ANNOUNCED: Look(pgettext_lazy("consultation", "Announced"), "primary", "bookmarks"),
    Phase.OPEN: Look(pgettext_lazy("consultation", "Open for comments"), "success", "quote"),
    Phase.CLOSED: Look(pgettext_lazy("consultation", "Comments are being answered"), "warning", "gear"),
    Phase.PUBLISHED: Look(pgettext_lazy("consultation", "Outcome published"), "primary", "check-lg"),
    Phase.CANCELLED: Look(pgettext_lazy("consultation", "Cancelled"), "neutral", "x-lg"),
}
VERDICTS: Final[dict[str, Look]] = {
    "": Look(pgettext_lazy("comment", "Awaits an answer"), "warning", "quote"),
    Verdict.ACCEPTED: Look(pgettext_lazy("comment", "Accepted"), "success", "check-lg"),
    Verdict.PARTLY: Look(pgettext_lazy("comment", "Accepted in part"), "primary", "check-lg"),
    Verdict.REJECTED: Look(pgettext_lazy("comment", "Not accepted"), "neutral", "x-lg"),
}


def question_look(status: str) -> Look:
    """Return how the status of a question shows."""
    return QUESTIONS.get(status, UNKNOWN_STATUS)
