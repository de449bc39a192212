"""What one run may take; beyond, it pauses and the next one goes on."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from naves.kernel.errors import Problem, Refused, gettext_noop

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one run of one source; memory is bounded by the size of one document and of one batch."""

    seconds: float = 900
    bytes_read: int = 500_000_000
    document_bytes: int = 50_000_000
    document_seconds: float = 60
    silent_seconds: float = 20
    records: int = 200_000


class OverLimitError(Exception):
    """A limit of the run was reached."""

    def __init__(self, problem: Problem) -> None:
        """Say which."""
        self.problem = problem
        super().__init__(problem.text())


def chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Divide what comes into groups of ``size``; what had come before a source broke off is handed on first."""
    group: list[T] = []
    try:
        for item in items:
            group.append(item)
            if len(group) == size:
                yield tuple(group)
                group = []
    except (OverLimitError, Refused):
        if group:
            yield tuple(group)
        raise
    if group:
        yield tuple(group)


class Budget:
    """What is left of the limits."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to count."""
        self.limits = limits
        self._clock, self._end = clock, clock() + limits.seconds
        self._bytes = self._records = 0

    @property
    def seconds_left(self) -> float:
        """How long the run may still take."""
        return max(0.0, self._end - self._clock())

    def check_time(self) -> None:
        """Stop the run when its time is over."""
        if self.seconds_left <= 0:
            raise OverLimitError(
                Problem(
                    code="out_of_time",
                    message=gettext_noop("The run stopped after %(seconds)s seconds; the next one goes on from there."),
                    params={"seconds": f"{self.limits.seconds:g}"},
                    remedy=gettext_noop("Nothing has to be done. If it repeats, the source is too slow."),
                )
            )

    def add_bytes(self, count: int) -> None:
        """Count what was fetched."""
        self._bytes += count
        if self._bytes > self.limits.bytes_read:
            raise OverLimitError(
                Problem(
                    code="out_of_bytes",
                    message=gettext_noop("The run stopped after %(size)s MB; the next one goes on from there."),
                    params={"size": f"{self.limits.bytes_read / 1_000_000:g}"},
                    remedy=gettext_noop("Nothing has to be done. If it repeats, the source is too large."),
                )
            )

    def add_records(self, count: int) -> None:
        """Count what was read."""
        self._records += count
        if self._records > self.limits.records:
            raise Refused(
                Problem(
                    code="too_many_records",
                    message=gettext_noop("The source hands over more than %(most)s records."),
                    params={"most": self.limits.records},
                    remedy=gettext_noop("Check whether the address is right; such a catalogue has to be divided."),
                )
            )
