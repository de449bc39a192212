"""What happens in the exchange, told to whoever wants to know (see config/wiring.py)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class QuestionHappened(Event):
    """A question was asked, answered, solved, reopened or withdrawn, or an answer was; ``kind`` is a NoticeKind."""

    question_id: uuid.UUID
    kind: str
    by: uuid.UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundHappened(Event):
    """A consultation was opened, changed, closed, published or cancelled; ``kind`` is a NoticeKind."""

    round_id: uuid.UUID
    kind: str
    by: uuid.UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentHappened(Event):
    """A comment was made or answered; ``kind`` is a NoticeKind."""

    comment_id: uuid.UUID
    kind: str
    by: uuid.UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticesGiven(Event):
    """These notices were given to people who want a letter of them."""

    notice_ids: Sequence[uuid.UUID]
    at: datetime
