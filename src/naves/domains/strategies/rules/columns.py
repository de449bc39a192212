"""`claim_spells` for many claims at once, on columns.

The result may overlap: the level of a need on a day is the highest of its spells, which is what
`highest` gives response by response. Missing days are FOREVER (ends) or NEVER (beginnings).
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from naves.domains.strategies.rules.spells import FOREVER, HOLDS_WITHOUT_STRATEGY

Days = NDArray[np.int32]
Numbers = NDArray[np.int32]
Levels = NDArray[np.int8]

NEVER: Final = FOREVER
"""A beginning that has not happened."""


@dataclass(frozen=True, slots=True)
class ClaimColumns:
    """One row per claim of a response that is not `contradicts`.

    `target` numbers the goal or measure, -1 for what stands outside any strategy. `lapse_recorded`
    is the day of recording where the lapse was given with the claim.
    """

    key: Numbers
    target: Numbers
    level: Levels
    recorded: Days
    valid_from: Days
    lapses: Days
    lapse_recorded: Days
    withdrawn: Days
    confirmed: Days
    response_withdrawn: Days


@dataclass(frozen=True, slots=True)
class PeriodColumns:
    """Days `from_day <= d < until_day` of the thing numbered `key`."""

    key: Numbers
    from_day: Days
    until_day: Days


@dataclass(frozen=True, slots=True)
class SpellColumns(PeriodColumns):
    """The same, with the level held."""

    level: Levels


def claim_spells(claims: ClaimColumns, cover: PeriodColumns) -> SpellColumns:
    """Return the spells of every claim. `cover.key` numbers targets, sorted; `key` of the result is the claim's."""
    start = np.maximum(np.maximum(claims.recorded, claims.valid_from), claims.confirmed)
    lapse = np.where(claims.lapses == FOREVER, FOREVER, np.maximum(claims.lapses, claims.lapse_recorded))
    end = np.minimum(np.minimum(lapse, claims.withdrawn), claims.response_withdrawn)
    whole = SpellColumns(claims.key, start, end.astype(np.int32), claims.level)
    free = (claims.level >= HOLDS_WITHOUT_STRATEGY) | (claims.target < 0)
    bound = clip(chosen(whole, ~free), claims.target[~free], cover)
    return nonempty(stacked(chosen(whole, free), bound))


def clip(spells: SpellColumns, target: Numbers, cover: PeriodColumns) -> SpellColumns:
    """Return the parts of `spells` that lie in a period of `cover` of their target."""
    # Targets are dense numbers: a table of counts is many times quicker than searching for each.
    counts = np.bincount(cover.key, minlength=int(target.max(initial=-1)) + 1)
    count = counts[target]
    first = (np.cumsum(counts) - counts)[target]
    row = np.repeat(np.arange(len(target)), count)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    period = np.repeat(first, count) + nth
    return SpellColumns(
        spells.key[row],
        np.maximum(spells.from_day[row], cover.from_day[period]),
        np.minimum(spells.until_day[row], cover.until_day[period]),
        spells.level[row],
    )


def chosen(spells: SpellColumns, rows: NDArray[np.bool_]) -> SpellColumns:
    return SpellColumns(spells.key[rows], spells.from_day[rows], spells.until_day[rows], spells.level[rows])


def nonempty(spells: SpellColumns) -> SpellColumns:
    return chosen(spells, spells.from_day < spells.until_day)


def stacked(one: SpellColumns, other: SpellColumns) -> SpellColumns:
    return replace(
        one,
        key=np.concatenate([one.key, other.key]),
        from_day=np.concatenate([one.from_day, other.from_day]),
        until_day=np.concatenate([one.until_day, other.until_day]),
        level=np.concatenate([one.level, other.level]),
    )
