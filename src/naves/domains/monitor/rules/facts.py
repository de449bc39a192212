"""What the Monitor knows, as columns: who held what, from which day, until which day.

Days are proleptic ordinals (`date.toordinal`) of the Prague day on which a fact was *recorded*.
A spell holds on day d when `from_day <= d < until_day`; an open spell ends on FOREVER.
Needs, towns, themes, groups and measures are dense numbers from 0; what they stand for is the loader's business.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Days, Ids, Levels, Mask
from naves.domains.monitor.rules.frames import TownHistory

FOREVER: Final = int(np.iinfo(np.int32).max)


@dataclass(frozen=True, slots=True)
class Spells:
    from_day: Days
    until_day: Days

    def held(self, day: int) -> Mask:
        return (self.from_day <= day) & (day < self.until_day)

    def __len__(self) -> int:
        return len(self.from_day)


@dataclass(frozen=True, slots=True)
class NeedSpells(Spells):
    """A need counts for its town; merging or withdrawing it ends the spell, splitting it again opens another."""

    need: Ids
    town: Ids


@dataclass(frozen=True, slots=True)
class ThemeShares(Spells):
    """Shares in thousandths; those of one need held on one day sum to 1,000.

    Whole numbers add up exactly in any order. With fractions, whether a town answers half of its needs
    would hang on the last binary digit.
    """

    need: Ids
    theme: Codes
    share: Codes


@dataclass(frozen=True, slots=True)
class GroupSpells(Spells):
    need: Ids
    group: Codes


@dataclass(frozen=True, slots=True)
class LevelSpells(Spells):
    """A confirmed response kept the need at this level (1-4) for these days. Contradicting responses are left out."""

    need: Ids
    level: Levels


@dataclass(frozen=True, slots=True)
class MeasureSpells(Spells):
    """The measure was in force for these days."""

    measure: Ids


@dataclass(frozen=True, slots=True)
class ResponseSpells(Spells):
    """The measure answered the need, confirmed and not withdrawn, for these days."""

    measure: Ids
    need: Ids


@dataclass(frozen=True, slots=True)
class ContradictionSpells(Spells):
    """A measure worked against the need. Counted on its own, never in coverage."""

    need: Ids


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the figures are made of. `need_count` and the other counts are the sizes of the number ranges."""

    towns: TownHistory
    needs: NeedSpells
    shares: ThemeShares
    groups: GroupSpells
    levels: LevelSpells
    measures: MeasureSpells
    responses: ResponseSpells
    contradictions: ContradictionSpells
    need_count: int
    measure_count: int
    theme_count: int
    region_count: int
