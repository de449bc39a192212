"""Cells of the heat map that rest on few needs, beside what they are when they borrow strength from towns alike."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.measured import digest, observation
from naves.domains.monitor.queries.overview import Overview, overview
from naves.domains.monitor.rules.estimands import Estimand, weights
from naves.domains.monitor.rules.estimates import ESTIMANDS
from naves.domains.monitor.rules.heat import HeatCell
from naves.domains.monitor.rules.pooling import pool_areas, pooling_strata
from naves.domains.monitor.rules.tallies import WHOLE

FEWEST_NEEDS: Final = 30
"""A cell of fewer needs is shown pooled as well."""


@dataclass(frozen=True, slots=True)
class SmallCell:
    """theme, region: codes, None for all. cell: as in the heat map. pooled: of the same estimand and towns."""

    theme: str | None
    region: str | None
    cell: HeatCell
    pooled: float
    interval: tuple[float, float]


_kept: Kept[list[SmallCell]] = Kept(64)


def small_cells(filters: Filters, estimand: Estimand) -> list[SmallCell]:
    """Assessed cells of fewer than FEWEST_NEEDS needs, in the order of the heat map."""
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.stamp(0), filters, estimand, digest(chosen.towns))
    return _kept.get(key, lambda: _cells(now, chosen, overview(filters), estimand))


def _cells(now: Picture, chosen: Chosen, found: Overview, estimand: Estimand) -> list[SmallCell]:
    result = []
    for row in found.heat[estimand]:
        small = [cell for cell in row if 0 < cell.needs < FEWEST_NEEDS and cell.estimate.coverage is not None]
        if small:
            result += _pooled(now, chosen, found, estimand, small)
    return result


def _pooled(
    now: Picture, chosen: Chosen, found: Overview, estimand: Estimand, cells: list[HeatCell]
) -> list[SmallCell]:
    """Cells of one theme."""
    seen, theme = observation(now, chosen.day, chosen.group), cells[0].theme
    towns = seen.towns
    needs = seen.tallies.needs[theme] / WHOLE
    assessed = (needs > 0) & towns.exists
    within = towns.exists if chosen.towns is None else towns.exists & chosen.towns
    pooled = pool_areas(
        seen.tallies.answered[chosen.level - 1, theme] / WHOLE,
        needs,
        pooling_strata(towns.size_class, towns.region, assessed),
        np.nan_to_num(weights(towns)[ESTIMANDS.index(estimand)]),
        [within & (towns.region == cell.area) if cell.area >= 0 else within for cell in cells],
    )
    return [
        SmallCell(
            theme=found.themes[theme] if theme >= 0 else None,
            region=found.regions[cell.area].code if cell.area >= 0 else None,
            cell=cell,
            pooled=mean,
            interval=(low, high),
        )
        for cell, (mean, low, high) in zip(cells, pooled, strict=True)
    ]
