"""Typed domain events, handled at once, inside the transaction of the one who emits.

A lower domain says what happened; ``config/wiring.py`` alone decides who listens.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""


E = TypeVar("E", bound=Event)

_handlers: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[E], handler: Callable[[E], None]) -> None:
    """Call ``handler`` on every event of exactly this ``kind``; subscribing twice is once."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def emit(event: Event) -> None:
    """Hand ``event`` to its handlers, in the order of their subscription."""
    for handler in _handlers[type(event)]:
        handler(event)
