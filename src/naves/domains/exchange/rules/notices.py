"""Which notice belongs to which topic that people choose."""

from collections.abc import Mapping
from typing import Final

from naves.domains.exchange.enums import NoticeKind, Topic

TOPIC_OF: Final[Mapping[NoticeKind, Topic]] = {
    NoticeKind.QUESTION_ASKED: Topic.TO_ANSWER,
    NoticeKind.COMMENT_MADE: Topic.TO_ANSWER,
    NoticeKind.QUESTION_ANSWERED: Topic.QUESTIONS,
    NoticeKind.QUESTION_SOLVED: Topic.QUESTIONS,
    NoticeKind.QUESTION_REOPENED: Topic.TO_ANSWER,
    NoticeKind.QUESTION_WITHDRAWN: Topic.QUESTIONS,
    NoticeKind.ANSWER_WITHDRAWN: Topic.QUESTIONS,
    NoticeKind.ROUND_OPENED: Topic.CONSULTATIONS,
    NoticeKind.ROUND_CHANGED: Topic.CONSULTATIONS,
    NoticeKind.ROUND_CLOSED: Topic.CONSULTATIONS,
    NoticeKind.ROUND_PUBLISHED: Topic.CONSULTATIONS,
    NoticeKind.ROUND_CANCELLED: Topic.CONSULTATIONS,
    NoticeKind.COMMENT_ANSWERED: Topic.COMMENTS,
}
