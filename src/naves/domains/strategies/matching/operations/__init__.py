"""What can be done about suggested pairs: each a named verb, keyword-only, with the time passed in."""

from naves.domains.strategies.matching.operations.desk import judge, take_next, undo_last
from naves.domains.strategies.matching.operations.likenesses import dismiss_likeness, find_likenesses
from naves.domains.strategies.matching.operations.suggesting import Suggested, suggest
from naves.domains.strategies.matching.operations.training import train

__all__ = [
    "Suggested",
    "dismiss_likeness",
    "find_likenesses",
    "judge",
    "suggest",
    "take_next",
    "train",
    "undo_last",
]
