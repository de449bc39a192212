"""Response times: how long needs wait for an answer when some are still waiting (Kaplan and Meier 1958).

Time runs in whole days. All groups are computed at once on the grid of days: float64[groups, days].
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from naves.domains.monitor.rules.arrays import Codes, Counts, Floats, Mask
from naves.domains.monitor.rules.method import CONFIDENCE

MEDIAN: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """days: int64[m], from publication to the answer or to the end of observation; answered: bool[m].

    group: int16[m], -1 belongs to none.
    """

    days: Counts
    answered: Mask
    group: Codes

    def __len__(self) -> int:
        return len(self.days)


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """One row per group, one column per day from 0.

    waiting: needs still observed and unanswered just before the day. events: answered on the day.
    survival: share still unanswered after the day. variance: Greenwood's. low, high: 95 % pointwise.
    """

    waiting: Floats
    events: Floats
    survival: Floats
    variance: Floats
    low: Floats
    high: Floats


def curves(waits: Waits, groups: int) -> Curves:
    """Kaplan-Meier curves with Greenwood's variance and log-log intervals.

    Greenwood (1926); the interval S ** exp(±z · se / (S log S)) of Kalbfleisch and Prentice (1980, 1.4) stays
    within 0 and 1. Before the first answer the curve is 1 and after the last one it may be 0: no interval there.
    """
    width = int(waits.days.max(initial=0)) + 1
    rows = waits.group >= 0
    cell = waits.group[rows].astype(np.int64) * width + waits.days[rows]
    shape = (groups, width)
    left = np.bincount(cell, minlength=groups * width).reshape(shape).astype(np.float64)
    events = np.bincount(cell[waits.answered[rows]], minlength=groups * width).reshape(shape).astype(np.float64)
    waiting = np.cumsum(left[:, ::-1], axis=1)[:, ::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(waiting > 0, events / waiting, 0.0)
        survival = np.where(waiting[:, :1] > 0, np.cumprod(1 - hazard, axis=1), np.nan)
        inner = np.cumsum(np.where(events > 0, events / (waiting * (waiting - events)), 0.0), axis=1)
        variance = np.where(survival > 0, survival**2 * inner, np.nan)
        spread = stats.norm.ppf((1 + CONFIDENCE) / 2) * np.sqrt(inner) / np.log(survival)
        low, high = survival ** np.exp(-spread), survival ** np.exp(spread)
    open_ended = (survival > 0) & (survival < 1)
    return Curves(
        waiting, events, survival, variance, np.where(open_ended, low, np.nan), np.where(open_ended, high, np.nan)
    )


def first_day_at_or_below(values: Floats, share: float) -> Floats:
    """The first day on which the curve is at or below the share, float64[groups]; NaN where it never is."""
    with np.errstate(invalid="ignore"):
        reached = values <= share
    return np.where(reached.any(axis=1), np.argmax(reached, axis=1), np.nan)


def medians(found: Curves) -> tuple[Floats, Floats, Floats]:
    """Median wait of each group and its 95 % interval, in days; NaN where the curve or its limit does not get there.

    The interval holds the days whose log-log limits embrace one half (Brookmeyer and Crowley 1982).
    """
    # Where every need is answered the curve is 0 and has no limits: both limits end there.
    ended = found.survival == 0
    low, high = np.where(ended, 0.0, found.low), np.where(ended, 0.0, found.high)
    return (
        first_day_at_or_below(found.survival, MEDIAN),
        first_day_at_or_below(low, MEDIAN),
        first_day_at_or_below(high, MEDIAN),
    )


@dataclass(frozen=True, slots=True)
class Test:
    """A chi-squared test; None where there are no two groups to compare."""

    statistic: float | None
    degrees: int
    p_value: float | None


def log_rank(found: Curves) -> Test:
    """Whether groups wait equally long (Mantel 1966; Peto and Peto 1972): observed answers beside expected ones."""
    waiting, events = found.waiting, found.events
    inside = waiting[:, 0] > 0 if waiting.size else np.zeros(len(waiting), dtype=np.bool_)
    waiting, events = waiting[inside], events[inside]
    degrees = max(len(waiting) - 1, 0)
    all_waiting, all_events = waiting.sum(axis=0), events.sum(axis=0)
    days = all_events > 0
    if degrees == 0 or not days.any():
        return Test(None, degrees, None)
    waiting, total, hit = waiting[:, days], all_waiting[days], all_events[days]
    share = waiting / total
    excess = (events[:, days] - share * hit).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(total > 1, hit * (total - hit) / (total - 1), 0.0)
    covariance = np.diag((share * scale).sum(axis=1)) - (share * scale) @ share.T
    excess, covariance = excess[:-1], covariance[:-1, :-1]
    statistic = float(excess @ np.linalg.pinv(covariance) @ excess)
    return Test(statistic, degrees, float(stats.chi2.sf(statistic, degrees)))
