"""Whether two people code the same pair alike: Krippendorff's alpha, and what may be published on it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from naves.domains.monitor.rules.arrays import Counts, Floats, Ids, optional
from naves.domains.monitor.rules.method import CONFIDENCE, SEED

PUBLISHED_FROM: Final = 0.80
PROVISIONAL_FROM: Final = 0.667
FEWEST_UNITS: Final = 20
"""Pairs that two people coded; of fewer the agreement says too little."""
DRAWS: Final = 1_000


class Standing(StrEnum):
    """What may be done with figures that rest on the coding (Krippendorff 2004, 241)."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    WITHHELD = "withheld"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Agreement:
    """units: pairs coded by two people or more. alpha: None where there are too few, or all codes are the same."""

    units: int
    codings: int
    alpha: float | None
    interval: tuple[float, float] | None

    @property
    def standing(self) -> Standing:
        if self.alpha is None or self.units < FEWEST_UNITS:
            return Standing.NOT_ASSESSED
        if self.alpha >= PUBLISHED_FROM:
            return Standing.PUBLISHED
        return Standing.PROVISIONAL if self.alpha >= PROVISIONAL_FROM else Standing.WITHHELD


Metric = Callable[[Floats], Floats]
"""From how often each value occurs (float64[..., values]) to squared differences (float64[..., values, values])."""


def nominal(occurring: Floats) -> Floats:
    """Values are either the same or not."""
    size = occurring.shape[-1]
    return np.broadcast_to(1.0 - np.eye(size), (*occurring.shape[:-1], size, size))


def ordinal(occurring: Floats) -> Floats:
    """Values differ by how many codings lie between them: (sum of n_g from c to k - (n_c + n_k) / 2) squared."""
    upto = np.cumsum(occurring, axis=-1)
    middle = upto - occurring / 2
    difference = middle[..., :, None] - middle[..., None, :]
    squares: Floats = difference**2
    return squares


def coincidences(unit: Ids, value: Ids, values: int) -> Floats:
    """Pairs of values within each unit, float64[units with two codings or more, values, values].

    Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): each of the m (m - 1) ordered pairs of a
    unit of m codings weighs 1 / (m - 1), so that a unit weighs as much as it has codings.
    """
    _, position = np.unique(unit, return_inverse=True)
    count = int(position.max(initial=-1)) + 1
    counts = np.bincount(position * values + value, minlength=count * values).reshape(count, values).astype(np.float64)
    counts = counts[counts.sum(axis=1) > 1]
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs -= np.eye(values) * counts[:, :, None]
    weighted: Floats = pairs / (counts.sum(axis=1) - 1)[:, None, None]
    return weighted


def alpha(table: Floats, metric: Metric) -> Floats:
    """1 - observed / expected disagreement of tables float64[..., values, values]; NaN where nothing varies."""
    occurring = table.sum(axis=-1)
    total = occurring.sum(axis=-1)
    difference = metric(occurring)
    observed = (table * difference).sum(axis=(-2, -1))
    expected = np.einsum("...c,...k,...ck->...", occurring, occurring, difference)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan)


def agreement(unit: Ids, value: Ids, *, values: int, metric: Metric, draws: int = DRAWS, seed: int = SEED) -> Agreement:
    """Alpha with the 95 % percentile interval of a bootstrap that draws whole units. Values are numbers from 0."""
    tables = coincidences(unit, value, values)
    codings = round(float(tables.sum()))
    if len(tables) < FEWEST_UNITS:
        return Agreement(len(tables), codings, None, None)
    found = optional(float(alpha(tables.sum(axis=0), metric)))
    if found is None:
        return Agreement(len(tables), codings, None, None)
    times = _draws(len(tables), draws, seed)
    drawn = (times @ tables.reshape(len(tables), -1)).reshape(draws, values, values)
    spread = alpha(drawn, metric)
    spread = spread[~np.isnan(spread)]
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(spread, [tail, 1 - tail])
    return Agreement(len(tables), codings, found, (float(low), float(high)))


def _draws(units: int, draws: int, seed: int) -> Floats:
    """How often each unit is drawn, float64[draws, units]."""
    picked: Counts = np.random.default_rng([seed, units]).integers(0, units, size=(draws, units))
    picked += np.arange(draws)[:, None] * units
    return np.bincount(picked.ravel(), minlength=draws * units).reshape(draws, units).astype(np.float64)
