"""The whole Monitor of one day: cross-section, tallies and table under one filter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from naves.domains.monitor.rules.arrays import Floats
from naves.domains.monitor.rules.cross_section import CrossSection, as_of
from naves.domains.monitor.rules.estimands import weights
from naves.domains.monitor.rules.estimates import Table
from naves.domains.monitor.rules.estimation import estimate
from naves.domains.monitor.rules.facts import Facts
from naves.domains.monitor.rules.frames import Towns
from naves.domains.monitor.rules.selection import EVERYTHING, Areas, Selection, of_group
from naves.domains.monitor.rules.tallies import Tallies, tally


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """`cross` and `tallies` are of the selected group; the table is of the selected towns, in all themes."""

    towns: Towns
    cross: CrossSection
    tallies: Tallies
    table: Table


Resampler = Callable[[Towns], Floats]
"""Gives the draws for a frame of towns; `resampling.draw`, or a cache around it."""


def assess(
    facts: Facts,
    day: int,
    *,
    resample: Resampler | None,
    selection: Selection = EVERYTHING,
    areas: Areas | None = None,
) -> Country:
    """All figures of one day. Areas are regions unless said otherwise; no intervals without `resample`."""
    towns = facts.towns.on(day)
    cross = of_group(as_of(facts, day), selection.group)
    tallies = tally(cross, towns=len(towns), themes=facts.theme_count)
    table = estimate(
        tallies,
        weights(towns),
        areas or Areas(towns.region, facts.region_count),
        draws=None if resample is None else resample(towns),
        within=towns.exists if selection.towns is None else towns.exists & selection.towns,
    )
    return Country(towns=towns, cross=cross, tallies=tallies, table=table)


@dataclass(frozen=True, slots=True, eq=False)
class TrendPoint:
    """`table` has the single area "everywhere" and every theme, so that any line of the trend is read from it."""

    day: int
    table: Table


def trend(
    facts: Facts,
    days: Iterable[int],
    *,
    resample: Resampler | None = None,
    selection: Selection = EVERYTHING,
) -> list[TrendPoint]:
    undivided = Areas(facts.towns.region, 0)
    return [
        TrendPoint(day, assess(facts, day, resample=resample, selection=selection, areas=undivided).table)
        for day in days
    ]
