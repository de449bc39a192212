"""Needs and answered needs of every town, by theme and level: the sums all figures are quotients of."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Floats, ratio
from naves.domains.monitor.rules.cross_section import CrossSection
from naves.domains.monitor.rules.method import LEVELS

WHOLE = 1000.0
"""A need in thousandths."""


@dataclass(frozen=True, slots=True)
class Tallies:
    """Axes: theme (the last, index -1, is all themes together, where every need weighs 1,000), town.

    needs: float64[themes + 1, towns], the sum of theme shares in thousandths: whole numbers, so exact.
    answered: float64[4, themes + 1, towns], the part of it answered at level 1, 2, 3, 4 or above.
    """

    needs: Floats
    answered: Floats

    def coverage(self) -> Floats:
        """C_l(m, k), float64[4, themes + 1, towns]; NaN where the town recorded no need: not assessed."""
        return ratio(self.answered, np.broadcast_to(self.needs, self.answered.shape))

    def only(self, theme: int) -> "Tallies":
        """The tallies of one theme (-1 = all together), as the last and single one."""
        return Tallies(needs=self.needs[theme][None], answered=self.answered[:, theme][:, None])


def tally(cross: CrossSection, *, towns: int, themes: int) -> Tallies:
    """Every need has weight 1: how many posts or people stand behind it measures engagement, not need."""
    steps = len(LEVELS) + 1
    cells = themes * towns
    level, town = cross.level.astype(np.int64), cross.town.astype(np.int64)
    every = np.bincount(level * towns + town, minlength=steps * towns) * WHOLE
    row = cross.share_row
    by_theme = np.bincount(
        level[row] * cells + cross.theme * np.int64(towns) + town[row],
        weights=cross.share,
        minlength=steps * cells,
    )
    at_level = np.concatenate([by_theme.reshape(steps, themes, towns), every.reshape(steps, 1, towns)], axis=1)
    at_least = np.cumsum(at_level[::-1], axis=0)[::-1]
    return Tallies(needs=at_least[0], answered=at_least[1:])
