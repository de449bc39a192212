"""What notices say, in the language that is active."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from naves.domains.exchange.enums import NoticeKind
from naves.domains.exchange.models import Notice

Say = Callable[[Mapping[str, str]], str]


def sentence(notice: Notice) -> str:
    """Return what happened in one sentence."""
    return _SAYINGS[NoticeKind(notice.kind)](_words(notice))


def _words(notice: Notice) -> dict[str, str]:
    if notice.question is not None:
        question = notice.question
        who = question.asking.name if question.asking is not None else _("a person in their own name")
        return {"title": question.title, "who": who, "addressee": question.addressee.name}
    if notice.round is None:
        return {"title": ""}
    return {"title": notice.round.version.strategy.title}


_SAYINGS: Final[Mapping[NoticeKind, Say]] = {
    NoticeKind.QUESTION_ASKED: lambda words: (
        _("A question for %(addressee)s: “%(title)s”. It is asked by: %(who)s.") % words
    ),
    NoticeKind.QUESTION_ANSWERED: lambda words: _("The question “%(title)s” has an answer by: %(addressee)s.") % words,
    NoticeKind.QUESTION_SOLVED: lambda words: _("The question “%(title)s” is solved.") % words,
    NoticeKind.QUESTION_REOPENED: lambda words: _("The question “%(title)s” awaits another answer.") % words,
    NoticeKind.QUESTION_WITHDRAWN: lambda words: _("The question “%(title)s” was withdrawn.") % words,
    NoticeKind.ANSWER_WITHDRAWN: lambda words: _("An answer to the question “%(title)s” was withdrawn.") % words,
    NoticeKind.ROUND_OPENED: lambda words: _("You are invited to comment on the draft “%(title)s”.") % words,
    NoticeKind.ROUND_CHANGED: lambda words: (
        _("The consultation on the draft “%(title)s” has changed; look at its days.") % words
    ),
    NoticeKind.ROUND_CLOSED: lambda words: _("The consultation on “%(title)s” takes no more comments.") % words,
    NoticeKind.ROUND_PUBLISHED: lambda words: (
        _("The outcome of the consultation on “%(title)s” was published.") % words
    ),
    NoticeKind.ROUND_CANCELLED: lambda words: _("The consultation on “%(title)s” was cancelled.") % words,
    NoticeKind.COMMENT_MADE: lambda words: _("The draft “%(title)s” has a new comment.") % words,
    NoticeKind.COMMENT_ANSWERED: lambda words: _("Your comment on the draft “%(title)s” was answered.") % words,
}
