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
from naves.domains.monitor.rules.pooling import pool_area, pooling_strata
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
    small = [
        cell
        for row in found.heat[estimand]
        for cell in row
        if 0 < cell.needs < FEWEST_NEEDS and cell.estimate.coverage is not None
    ]
    return [_pooled(now, chosen, found, estimand, cell) for cell in small]


def _pooled(now: Picture, chosen: Chosen, found: Overview, estimand: Estimand, cell: HeatCell) -> SmallCell:
    seen = observation(now, chosen.day, chosen.group)
    towns = seen.towns
    needs = seen.tallies.needs[cell.theme] / WHOLE
    answered = seen.tallies.answered[chosen.level - 1, cell.theme] / WHOLE
    assessed = (needs > 0) & towns.exists
    inside = assessed if chosen.towns is None else assessed & chosen.towns
    if cell.area >= 0:
        inside = inside & (towns.region == cell.area)
    mean, low, high = pool_area(
        answered,
        needs,
        pooling_strata(towns.size_class, towns.region, assessed),
        np.nan_to_num(weights(towns)[ESTIMANDS.index(estimand)]),
        inside,
    )
    return SmallCell(
        theme=found.themes[cell.theme] if cell.theme >= 0 else None,
        region=found.regions[cell.area].code if cell.area >= 0 else None,
        cell=cell,
        pooled=mean,
        interval=(low, high),
    )
