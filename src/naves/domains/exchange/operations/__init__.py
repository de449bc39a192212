"""The verbs of the exchange. Each checks the permission first and leaves an audit line, in one transaction."""

from naves.domains.exchange.operations.comments import answer_comment, comment, withdraw_comment
from naves.domains.exchange.operations.notices import choose, read_notices, stop_letters
from naves.domains.exchange.operations.questions import (
    answer,
    ask,
    follow,
    reopen,
    solve,
    unfollow,
    withdraw_answer,
    withdraw_question,
)
from naves.domains.exchange.operations.rounds import (
    cancel_round,
    close_round,
    edit_round,
    open_round,
    publish_outcome,
)

__all__ = [
    "answer",
    "answer_comment",
    "ask",
    "cancel_round",
    "choose",
    "close_round",
    "comment",
    "edit_round",
    "follow",
    "open_round",
    "publish_outcome",
    "read_notices",
    "reopen",
    "solve",
    "stop_letters",
    "unfollow",
    "withdraw_answer",
    "withdraw_comment",
    "withdraw_question",
]
