"""Filters of the Monitor: which needs and which towns a figure speaks of."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Mask
from naves.domains.monitor.rules.cross_section import CrossSection, keep


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """None means no limit. `towns` is a mask bool[n] (of a region, district, ORP, size class or any mix of them)."""

    theme: int | None = None
    group: int | None = None
    towns: Mask | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """A partition of towns. code: int16[n] from 0; a code outside 0..count-1 stands in no area."""

    code: Codes
    count: int

    def placed(self) -> Codes:
        """Codes with every town of no area moved to the number `count`."""
        return np.where((self.code < 0) | (self.code >= self.count), self.count, self.code).astype(np.int16)


EVERYTHING = Selection()


def of_group(cross: CrossSection, group: int | None) -> CrossSection:
    """Needs that concern the affected group."""
    if group is None:
        return cross
    wanted = np.zeros(len(cross), dtype=np.bool_)
    wanted[cross.group_row[cross.group == group]] = True
    return keep(cross, wanted)


def select(cross: CrossSection, selection: Selection) -> CrossSection:
    """Needs that touch the theme, concern the group and stand in the towns."""
    wanted = np.ones(len(cross), dtype=np.bool_)
    if selection.theme is not None:
        wanted[:] = False
        wanted[cross.share_row[cross.theme == selection.theme]] = True
    if selection.towns is not None:
        wanted &= selection.towns[cross.town]
    return of_group(keep(cross, wanted), selection.group)
