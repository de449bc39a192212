"""Words of questions, consultations and notices.

Czech words agree in gender with what they speak of, so each list is translated in its own context.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionStatus(models.TextChoices):
    """Where a question stands; the allowed steps are in ``rules.steps``."""

    OPEN = "open", pgettext_lazy("question", "awaits an answer")
    ANSWERED = "answered", pgettext_lazy("question", "answered")
    SOLVED = "solved", pgettext_lazy("question", "solved")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "withdrawn")


class SubjectKind(models.TextChoices):
    """What a question is about. Guidelines lie in a later domain and are known by title and address."""

    NEED = "need", pgettext_lazy("question about", "need")
    MEASURE = "measure", pgettext_lazy("question about", "measure")
    STRATEGY = "strategy", pgettext_lazy("question about", "strategy")
    GUIDELINE = "guideline", pgettext_lazy("question about", "guideline")


class RoundStatus(models.TextChoices):
    """What was decided about a consultation; with its days it makes the phase."""

    OPEN = "open", pgettext_lazy("consultation", "open")
    CLOSED = "closed", pgettext_lazy("consultation", "comments are being answered")
    PUBLISHED = "published", pgettext_lazy("consultation", "outcome published")
    CANCELLED = "cancelled", pgettext_lazy("consultation", "cancelled")


class Phase(models.TextChoices):
    """Where a consultation stands on a day; the allowed steps are in ``rules.steps``."""

    ANNOUNCED = "announced", pgettext_lazy("consultation", "announced")
    OPEN = "open", pgettext_lazy("consultation", "open")
    CLOSED = "closed", pgettext_lazy("consultation", "comments are being answered")
    PUBLISHED = "published", pgettext_lazy("consultation", "outcome published")
    CANCELLED = "cancelled", pgettext_lazy("consultation", "cancelled")


class PassageKind(models.TextChoices):
    """What part of a draft a comment concerns."""

    WHOLE = "whole", pgettext_lazy("comment on", "the strategy as a whole")
    GOAL = "goal", pgettext_lazy("comment on", "goal")
    MEASURE = "measure", pgettext_lazy("comment on", "measure")


class Verdict(models.TextChoices):
    """What became of a comment."""

    ACCEPTED = "accepted", pgettext_lazy("comment", "accepted")
    PARTLY = "partly", pgettext_lazy("comment", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("comment", "not accepted")


class NoticeKind(models.TextChoices):
    """What somebody is told."""

    QUESTION_ASKED = "question_asked", _("A question for your organisation")
    QUESTION_ANSWERED = "question_answered", _("An answer to a question")
    QUESTION_SOLVED = "question_solved", _("A question is solved")
    QUESTION_REOPENED = "question_reopened", _("A question is open again")
    QUESTION_WITHDRAWN = "question_withdrawn", _("A question was withdrawn")
    ANSWER_WITHDRAWN = "answer_withdrawn", _("An answer was withdrawn")
    ROUND_OPENED = "round_opened", _("You are invited to a consultation")
    ROUND_CHANGED = "round_changed", _("The days of a consultation changed")
    ROUND_CLOSED = "round_closed", _("A consultation takes no more comments")
    ROUND_PUBLISHED = "round_published", _("The outcome of a consultation was published")
    ROUND_CANCELLED = "round_cancelled", _("A consultation was cancelled")
    COMMENT_MADE = "comment_made", _("A comment on your draft")
    COMMENT_ANSWERED = "comment_answered", _("Your comment was answered")


class Topic(models.TextChoices):
    """What people choose to hear of, or not."""

    TO_ANSWER = "to_answer", _("What awaits an answer of my organisation")
    QUESTIONS = "questions", _("Questions that I asked or follow")
    CONSULTATIONS = "consultations", _("Consultations that I am invited to")
    COMMENTS = "comments", _("My comments")


class Way(models.TextChoices):
    """How people hear of it."""

    MAIL = "mail", _("on this site and by e-mail")
    PAGE = "page", _("on this site only")
    NONE = "none", _("not at all")
