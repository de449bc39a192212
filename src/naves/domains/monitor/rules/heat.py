"""Theme x region table behind the heat map."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Counts
from naves.domains.monitor.rules.cross_section import CrossSection
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate, Table
from naves.domains.monitor.rules.selection import Areas


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`area` -1 is the whole country, `theme` -1 all themes. needs: how many needs touch the theme."""

    theme: int
    area: int
    needs: int
    estimate: Estimate


def need_counts(cross: CrossSection, areas: Areas, *, themes: int) -> Counts:
    """Needs by theme and area, int64[themes + 1, areas + 1]; a need of two themes counts in both, once in all."""
    place = areas.placed()[cross.town].astype(np.int64)
    width = areas.count + 1
    row = cross.share_row
    by_theme = np.bincount(cross.theme * np.int64(width) + place[row], minlength=themes * width)
    every = np.bincount(place, minlength=width)
    counts = np.concatenate([by_theme.reshape(themes, width), every[None]])
    counts[:, -1] = counts.sum(axis=-1)
    return counts


def heat_table(table: Table, counts: Counts, *, estimand: Estimand, level: int) -> list[list[HeatCell]]:
    """Rows are themes and last all themes; columns areas and last the country."""
    themes, areas = counts.shape
    theme_codes, area_codes = [*range(themes - 1), -1], [*range(areas - 1), -1]
    return [
        [
            HeatCell(
                theme=theme,
                area=area,
                needs=int(counts[theme, area]),
                estimate=table.at(estimand, level, theme, area),
            )
            for area in area_codes
        ]
        for theme in theme_codes
    ]
