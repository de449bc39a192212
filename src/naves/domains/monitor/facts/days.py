"""Moments of the database as days of the Prague calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from naves.domains.monitor.rules.arrays import Counts, Days
from naves.domains.monitor.rules.facts import FOREVER
from naves.kernel.clock import PRAGUE

_HOUR = 3_600
_DAY = 24 * _HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


def prague_days(seconds: Any) -> Days:
    """Ordinals of the Prague dates of moments in epoch seconds; a negative one stands for "not yet": FOREVER.

    Prague changes its offset on whole hours, twice a year: only on such days is every hour looked up.
    """
    moments = np.asarray(seconds, dtype=np.int64)
    hours, hour_of = np.unique(moments // _HOUR, return_inverse=True)
    days, day_of = np.unique(hours // 24, return_inverse=True)
    first, last = _offsets(days * _DAY), _offsets(days * _DAY + 23 * _HOUR)
    found = (hours * _HOUR + first[day_of]) // _DAY + _EPOCH
    changing = (first != last)[day_of]
    found[changing] = (hours[changing] * _HOUR + _offsets(hours[changing] * _HOUR)) // _DAY + _EPOCH
    found[hours < 0] = FOREVER
    return found.astype(np.int32)[hour_of]


def _offsets(seconds: Counts) -> Counts:
    """Seconds that Prague is ahead of UTC at each moment."""
    offsets = (datetime.fromtimestamp(moment, PRAGUE).utcoffset() or timedelta() for moment in seconds.tolist())
    return np.array([offset.total_seconds() for offset in offsets], dtype=np.int64)


def ordinals(days: Any) -> Days:
    """Ordinals from the database, where a negative number stands for no date: FOREVER."""
    numbers = np.asarray(days, dtype=np.int64)
    return np.where(numbers < 0, FOREVER, numbers).astype(np.int32)
