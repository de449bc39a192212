"""Moments of the database as days of the Prague calendar."""

from datetime import UTC, datetime
from typing import Any

import numpy as np

from naves.domains.monitor.rules.arrays import Days
from naves.domains.monitor.rules.facts import FOREVER
from naves.kernel.clock import prague_date

_HOUR = 3600


def prague_days(seconds: Any) -> Days:
    """Ordinals of the Prague dates of moments in epoch seconds; a negative one stands for "not yet": FOREVER.

    Prague changes its offset on whole hours, so one conversion per distinct hour is enough.
    """
    moments = np.asarray(seconds, dtype=np.int64)
    if len(moments) == 0:
        return np.zeros(0, dtype=np.int32)
    hours, where = np.unique(moments // _HOUR, return_inverse=True)
    ordinals = [_ordinal(hour) for hour in hours.tolist()]
    return np.array(ordinals, dtype=np.int32)[where]


def _ordinal(hour: int) -> int:
    return FOREVER if hour < 0 else prague_date(datetime.fromtimestamp(hour * _HOUR, tz=UTC)).toordinal()


def ordinals(days: Any) -> Days:
    """Ordinals from the database, where a negative number stands for no date: FOREVER."""
    numbers = np.asarray(days, dtype=np.int64)
    return np.where(numbers < 0, FOREVER, numbers).astype(np.int32)
