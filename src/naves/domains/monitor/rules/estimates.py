"""One published figure, and the table it is read from."""

from dataclasses import dataclass
from typing import Final

from naves.domains.monitor.rules.arrays import Counts, Floats, optional
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.intervals import bounds

ESTIMANDS: Final = tuple(Estimand)
ALL_THEMES: Final = -1
EVERYWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coverage with all that defends it. None = not assessed.

    interval: 95 % bootstrap interval, None where fewer than two assessed towns leave nothing to resample.
    towns_outside_frame: towns the estimand cannot weigh (unknown exclusion index).
    """

    estimand: Estimand
    level: int
    coverage: float | None
    interval: tuple[float, float] | None
    bounds: tuple[float, float]
    p10: float | None
    share_below_half: float | None
    assessed_share: float | None
    towns_assessed: int
    towns_in_frame: int
    towns_outside_frame: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Figures on axes [estimand, level - 1, theme, area].

    The last theme is all themes together, the last area is everywhere. assessed_share and towns_assessed
    have no level axis; towns_in_frame and towns_outside_frame have neither level nor theme.
    """

    coverage: Floats
    low: Floats
    high: Floats
    p10: Floats
    share_below_half: Floats
    assessed_share: Floats
    towns_assessed: Counts
    towns_in_frame: Counts
    towns_outside_frame: Counts

    def at(self, estimand: Estimand, level: int, theme: int = ALL_THEMES, area: int = EVERYWHERE) -> Estimate:
        which = ESTIMANDS.index(estimand)
        cell = (which, level - 1, theme, area)
        low, high = optional(self.low[cell]), optional(self.high[cell])
        least, most = bounds(float(self.coverage[cell]), float(self.assessed_share[which, theme, area]))
        return Estimate(
            estimand=estimand,
            level=level,
            coverage=optional(self.coverage[cell]),
            interval=None if low is None or high is None else (low, high),
            bounds=(least, most),
            p10=optional(self.p10[cell]),
            share_below_half=optional(self.share_below_half[cell]),
            assessed_share=optional(self.assessed_share[which, theme, area]),
            towns_assessed=int(self.towns_assessed[which, theme, area]),
            towns_in_frame=int(self.towns_in_frame[which, area]),
            towns_outside_frame=int(self.towns_outside_frame[which, area]),
        )
