"""The whole Monitor of one day: cross-section, tallies and table under one filter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from naves.domains.monitor.rules.arrays import Floats, Mask
from naves.domains.monitor.rules.cross_section import CrossSection, as_of
from naves.domains.monitor.rules.estimands import weights
from naves.domains.monitor.rules.estimates import Table
from naves.domains.monitor.rules.estimation import estimate
from naves.domains.monitor.rules.facts import Facts
from naves.domains.monitor.rules.frames import Towns
from naves.domains.monitor.rules.method import METHOD_VERSION, PERCENTILES
from naves.domains.monitor.rules.resampling import strata_of
from naves.domains.monitor.rules.selection import EVERYTHING, Areas, Selection, of_group
from naves.domains.monitor.rules.tallies import Tallies, tally


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """Towns, needs and tallies of one day, of all affected groups or of one."""

    towns: Towns
    cross: CrossSection
    tallies: Tallies


Resampler = Callable[[Towns], Floats]
"""Gives the draws for a frame of towns; `resampling.draw`, or a cache around it."""


def observe(facts: Facts, day: int, *, group: int | None = None) -> Observation:
    towns = facts.towns.on(day)
    cross = of_group(as_of(facts, day), group)
    return Observation(towns=towns, cross=cross, tallies=tally(cross, towns=len(towns), themes=facts.theme_count))


def measure(
    seen: Observation,
    areas: Areas,
    *,
    resample: Resampler | None,
    within: Mask | None = None,
    theme: int | None = None,
    version: str = METHOD_VERSION,
) -> Table:
    """All figures of the towns in `within`, in every theme, or in `theme` alone; no intervals without `resample`.

    `resample` gives the draws of the same version of the method.
    """
    return estimate(
        seen.tallies if theme is None else seen.tallies.only(theme),
        weights(seen.towns),
        areas,
        draws=None if resample is None else resample(seen.towns),
        strata=None if resample is None or version == PERCENTILES else strata_of(seen.towns, version=version),
        within=seen.towns.exists if within is None else seen.towns.exists & within,
    )


def assess(
    facts: Facts, day: int, *, resample: Resampler | None, selection: Selection = EVERYTHING
) -> tuple[Observation, Table]:
    """One day by region under one filter; of the theme asked for, or of all."""
    seen = observe(facts, day, group=selection.group)
    regions = Areas(seen.towns.region, facts.region_count)
    return seen, measure(seen, regions, resample=resample, within=selection.towns, theme=selection.theme)


@dataclass(frozen=True, slots=True, eq=False)
class TrendPoint:
    """`table` has the single area "everywhere"."""

    day: int
    table: Table


def trend(
    facts: Facts, days: Iterable[int], *, resample: Resampler | None = None, selection: Selection = EVERYTHING
) -> list[TrendPoint]:
    return [trend_point(facts, day, resample=resample, selection=selection) for day in days]


def trend_point(
    facts: Facts, day: int, *, resample: Resampler | None = None, selection: Selection = EVERYTHING
) -> TrendPoint:
    seen = observe(facts, day, group=selection.group)
    undivided = Areas(seen.towns.region, 0)
    return TrendPoint(day, measure(seen, undivided, resample=resample, within=selection.towns, theme=selection.theme))
