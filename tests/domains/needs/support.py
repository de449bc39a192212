"""Listening to events during a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from naves.kernel import events
from naves.kernel.events import Event


@contextmanager
def heard(*kinds: type[Event]) -> Iterator[list[Event]]:
    """Collect the events of ``kinds`` in the order in which they were emitted."""
    found: list[Event] = []
    before = {kind: list(events._handlers[kind]) for kind in kinds}
    for kind in kinds:
        events.subscribe(kind, found.append)
    try:
        yield found
    finally:
        _restore(before)


def _restore(before: dict[type[Event], list[Any]]) -> None:
    for kind, handlers in before.items():
        events._handlers[kind][:] = handlers
