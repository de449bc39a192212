"""Days out of the database as whole numbers, quickly: the conversion to Prague days happens on columns."""

from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import F, Func, IntegerField, Value
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from naves.domains.strategies.rules.columns import Days
from naves.domains.strategies.rules.spells import FOREVER
from naves.kernel.clock import start_of_day

MISSING: Final = -(2**40)
"""Seconds that stand for a moment that has not come; before the year 1, so no moment is taken for it."""
_EPOCH_ORDINAL: Final = 719_163


class _Seconds(Func):
    """Whole seconds since 1970 of a moment."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """SQLite keeps moments as text in UTC."""
        return self.as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """PostgreSQL knows moments; floor, for a cast would round up to the next second."""
        return self.as_sql(compiler, connection, template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint")


class _Ordinal(Func):
    """`date.toordinal` of a day."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """SQLite keeps days as text."""
        return self.as_sql(compiler, connection, template="CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """PostgreSQL subtracts days."""
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)")


def seconds(column: str) -> Coalesce:
    """Return the seconds of a moment, MISSING where there is none."""
    return Coalesce(_Seconds(F(column), output_field=IntegerField()), Value(MISSING))


def ordinal(column: str) -> Coalesce:
    """Return the ordinal of a day, FOREVER where there is none."""
    return Coalesce(_Ordinal(F(column), output_field=IntegerField()), Value(FOREVER))


def prague_days(moments: NDArray[np.int64]) -> Days:
    """Return the ordinal of the day in Prague of each moment in seconds, FOREVER where it is MISSING."""
    days = np.full(len(moments), FOREVER, dtype=np.int32)
    known = moments != MISSING
    if known.any():
        days[known] = _days(moments[known])
    return days


def _days(moments: NDArray[np.int64]) -> Days:
    """Look each moment up among the beginnings of all days between the first and the last."""
    first = int(moments.min() // 86_400) + _EPOCH_ORDINAL - 1
    last = int(moments.max() // 86_400) + _EPOCH_ORDINAL + 1
    starts = np.array(
        [int(start_of_day(date.fromordinal(day)).timestamp()) for day in range(first, last + 1)], dtype=np.int64
    )
    return (np.searchsorted(starts, moments, side="right") - 1 + first).astype(np.int32)
