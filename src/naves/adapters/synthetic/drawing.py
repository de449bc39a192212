"""Seeded draws: identifiers, moments, choices."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Array = NDArray[Any]
FIRST_DAY = datetime(2022, 1, 3, tzinfo=UTC)
DAYS = 1_700
"""From January 2022 to the end of August 2026."""
_OFFICE_OPENS, _OFFICE_HOURS = 7, 10


class Draw:
    """A source of chance that gives the same country for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def ids(self, days: Array) -> list[uuid.UUID]:
        """Return UUIDv7 for records made on ``days`` (from FIRST_DAY), so that they lie in the order of time."""
        raw = self.random.integers(0, 256, (len(days), 16), dtype=np.uint8)
        start = int(FIRST_DAY.timestamp() * 1000)
        milliseconds = start + days.astype(np.int64) * 86_400_000 + self.random.integers(0, 86_400_000, len(days))
        for place in range(6):
            raw[:, place] = (milliseconds >> (8 * (5 - place))) & 0xFF
        raw[:, 6] = (raw[:, 6] & 0x0F) | 0x70
        raw[:, 8] = (raw[:, 8] & 0x3F) | 0x80
        packed = raw.tobytes()
        return [uuid.UUID(bytes=packed[start : start + 16]) for start in range(0, len(packed), 16)]

    def pick(self, values: Sequence[T], count: int, weights: Sequence[float] | None = None) -> list[T]:
        """Return ``count`` of ``values``."""
        if weights is None:
            chosen = self.random.integers(0, len(values), count)
        else:
            share = np.asarray(weights, dtype=np.float64)
            chosen = self.random.choice(len(values), count, p=share / share.sum())
        return [values[index] for index in chosen.tolist()]

    def below(self, limit: int | Array, count: int) -> Array:
        """Return whole numbers from 0 to below ``limit``."""
        return self.random.integers(0, limit, count)

    def moments(self, days: Array) -> list[datetime]:
        """Return moments in office hours; few different ones, so that they are converted once."""
        hours = self.random.integers(_OFFICE_OPENS, _OFFICE_OPENS + _OFFICE_HOURS, len(days))
        return [moment(day, hour) for day, hour in zip(days.tolist(), hours.tolist(), strict=True)]


def moment(day: int, hour: int = 8) -> datetime:
    """Return the moment ``day`` days after the first one."""
    return FIRST_DAY + timedelta(days=day, hours=hour)
