"""The state of the country at the end of one day."""

from dataclasses import dataclass, replace

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Ids, Levels, Mask
from naves.domains.monitor.rules.facts import Facts, GroupSpells, LevelSpells, NeedSpells, ThemeShares
from naves.domains.monitor.rules.method import LEVELS


@dataclass(frozen=True, slots=True)
class CrossSection:
    """Active needs (m of them) and their attributes on one day.

    need, town: int32[m]; need is ascending and unique. level: int8[m], 0 = no response. share: in thousandths.
    share_row, group_row: position in `need` of each theme share and each affected group.
    """

    day: int
    need: Ids
    town: Ids
    level: Levels
    share_row: Ids
    theme: Codes
    share: Codes
    group_row: Ids
    group: Codes

    def __len__(self) -> int:
        return len(self.need)


def as_of(facts: Facts, day: int) -> CrossSection:
    """Only what was recorded by the end of `day` and still held then."""
    town_of = _towns_of_needs(facts.needs, day, facts.need_count)
    need = np.flatnonzero(town_of >= 0).astype(np.int32)
    row_of = np.full(facts.need_count, -1, dtype=np.int32)
    row_of[need] = np.arange(len(need), dtype=np.int32)
    share_row, theme, share = _shares(facts.shares, day, row_of)
    group_row, group = _groups(facts.groups, day, row_of)
    return CrossSection(
        day=day,
        need=need,
        town=town_of[need],
        level=highest_levels(facts.levels, day, facts.need_count)[need],
        share_row=share_row,
        theme=theme,
        share=share,
        group_row=group_row,
        group=group,
    )


def highest_levels(spells: LevelSpells, day: int, need_count: int) -> Levels:
    """The greatest level held by any response of each need: taking the maximum stops counting an answer twice."""
    highest = np.zeros(need_count, dtype=np.int8)
    held = spells.held(day)
    for level in LEVELS:
        highest[spells.need[held & (spells.level == level)]] = level
    return highest


def keep(cross: CrossSection, wanted: Mask) -> CrossSection:
    """The cross-section of the needs marked in `wanted` (bool[m])."""
    new_row = np.cumsum(wanted, dtype=np.int32) - np.int32(1)
    shares, groups = wanted[cross.share_row], wanted[cross.group_row]
    return replace(
        cross,
        need=cross.need[wanted],
        town=cross.town[wanted],
        level=cross.level[wanted],
        share_row=new_row[cross.share_row[shares]],
        theme=cross.theme[shares],
        share=cross.share[shares],
        group_row=new_row[cross.group_row[groups]],
        group=cross.group[groups],
    )


def _towns_of_needs(spells: NeedSpells, day: int, need_count: int) -> Ids:
    """-1 for a need that does not count. A need stands here once, whatever the spells say."""
    town_of = np.full(need_count, -1, dtype=np.int32)
    held = spells.held(day)
    town_of[spells.need[held]] = spells.town[held]
    return town_of


def _shares(spells: ThemeShares, day: int, row_of: Ids) -> tuple[Ids, Codes, Codes]:
    rows = row_of[spells.need]
    held = spells.held(day) & (rows >= 0) & (spells.share > 0)
    return rows[held], spells.theme[held], spells.share[held]


def _groups(spells: GroupSpells, day: int, row_of: Ids) -> tuple[Ids, Codes]:
    rows = row_of[spells.need]
    held = spells.held(day) & (rows >= 0)
    return rows[held], spells.group[held]
