"""Towns compared: each against chance (funnel plot), and pooled with towns alike (caterpillar plot)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.gazetteer import gazetteer
from naves.domains.monitor.queries.measured import digest, observation
from naves.domains.monitor.queries.town_figures import TownFigures, town_figures
from naves.domains.monitor.rules.arrays import Floats, Ids, Levels, optional
from naves.domains.monitor.rules.funnel_limits import Limits, limits, overdispersion, positions
from naves.domains.monitor.rules.ladder import ranked
from naves.domains.monitor.rules.pooling import Pooled, pool, pooling_strata
from naves.domains.monitor.rules.selection import Selection, select


@dataclass(frozen=True, slots=True)
class Compared:
    """A town that recorded a need. needs, answered: whole needs that touch the theme; coverage: their quotient.

    rank: from the highest pooled coverage, None for a town with too few needs to be ranked.
    position: -2 to 2, outside the limits of 99.8 % or 95 % or within; None for a town that is not ranked.
    """

    place_id: int
    code: str
    name: str
    region: str
    population: int | None
    size_class: int
    needs: int
    answered: int
    coverage: float
    pooled: float
    pooled_interval: tuple[float, float]
    limits: tuple[float, float]
    outer_limits: tuple[float, float]
    position: int | None
    rank: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Assessed towns as columns in the order of their codes; `order`: all rows, ranked ones first, the highest first.

    target: share of all needs together that are answered, None where there is none. towns_in_frame: with those
    that recorded no need. overdispersion: variance of towns over that of chance, None where it cannot be said.
    """

    filters: Filters
    towns: TownFigures
    rows: Ids
    target: float | None
    overdispersion: float | None
    limits: Limits
    position: Levels
    pooled: Pooled
    order: Ids
    rank: Ids
    ranked_towns: int
    towns_in_frame: int

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Compared]:
        return (self.at(number) for number in range(len(self)))

    @property
    def assessed_share(self) -> float | None:
        return len(self) / self.towns_in_frame if self.towns_in_frame else None

    @property
    def needs(self) -> int:
        return int(self.towns.needs.sum())

    def outside(self, position: int) -> int:
        """Towns at a position."""
        return int(np.count_nonzero((self.position == position) & self.towns.rankable[self.rows]))

    def at(self, number: int) -> Compared:
        row = int(self.rows[number])
        town, can_be_ranked = self.towns.at(row), bool(self.towns.rankable[row])
        found = self.limits
        return Compared(
            place_id=town.place_id,
            code=town.code,
            name=town.name,
            region=town.region.name if town.region else "",
            population=town.population,
            size_class=town.size_class,
            needs=town.needs,
            answered=town.answered,
            coverage=town.answered / town.needs,
            pooled=float(self.pooled.mean[number]),
            pooled_interval=(float(self.pooled.low[number]), float(self.pooled.high[number])),
            limits=(float(found.low[number]), float(found.high[number])),
            outer_limits=(float(found.outer_low[number]), float(found.outer_high[number])),
            position=int(self.position[number]) if can_be_ranked else None,
            rank=int(self.rank[number]) if can_be_ranked else None,
        )


_kept: Kept[Comparison] = Kept(32)
_pooled: Kept[Pooled] = Kept(32)


def comparison(filters: Filters) -> Comparison:
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.stamp(0), filters, digest(chosen.towns))
    return _kept.get(key, lambda: _compared(now, filters, chosen))


def _compared(now: Picture, filters: Filters, chosen: Chosen) -> Comparison:
    towns = town_figures(filters)
    rows = np.flatnonzero(towns.needs > 0).astype(np.int32)
    needs, answered, rankable = towns.needs[rows], towns.answered[rows], towns.rankable[rows]
    target = float(answered.sum() / needs.sum()) if len(rows) else None
    found = limits(needs, 0.0 if target is None else target)
    pooled = _of(pooled_towns(now, chosen), _town_numbers(now, towns, rows))
    compared = rankable if target is not None else np.zeros(0, dtype=np.bool_)
    order = ranked(pooled.mean, needs, highest_first=True)
    rank = np.zeros(len(rows), dtype=np.int32)
    rank[order] = np.arange(1, len(rows) + 1)
    return Comparison(
        filters=filters,
        towns=towns,
        rows=rows,
        target=target,
        overdispersion=optional(overdispersion(answered[compared], needs[compared], target or 0.0)),
        limits=found,
        position=positions(answered, needs, found),
        pooled=pooled,
        order=order,
        rank=rank,
        ranked_towns=int(np.count_nonzero(rankable)),
        towns_in_frame=len(towns),
    )


def pooled_towns(now: Picture, chosen: Chosen) -> Pooled:
    """Pooled coverage of every town, whatever towns are chosen: strata are always whole."""
    key = (now.stamp(chosen.day), chosen.day, chosen.level, chosen.theme, chosen.group)
    return _pooled.get(key, lambda: _pool(now, chosen))


@dataclass(frozen=True, slots=True)
class PooledTown:
    """Coverage of a town that borrows strength from towns alike, with its 95 % interval."""

    mean: float
    interval: tuple[float, float]


def pooled_town(place_id: int, as_of: date, level: int) -> PooledTown | None:
    """Of all needs of a town; None where it recorded none."""
    now = picture()
    town = gazetteer(now).town_of_place.get(place_id)
    if town is None:
        return None
    chosen = Chosen(day=as_of.toordinal(), level=level, theme=None, group=None, towns=None)
    found = pooled_towns(now, chosen)
    mean = optional(found.mean[town])
    return None if mean is None else PooledTown(mean, (float(found.low[town]), float(found.high[town])))


def _pool(now: Picture, chosen: Chosen) -> Pooled:
    seen = observation(now, chosen.day, chosen.group)
    cross, count = select(seen.cross, Selection(theme=chosen.theme)), len(seen.towns)
    needs = np.bincount(cross.town, minlength=count)
    answered = np.bincount(cross.town[cross.level >= chosen.level], minlength=count)
    assessed = (needs > 0) & seen.towns.exists
    strata = pooling_strata(seen.towns.size_class, seen.towns.region, assessed)
    return pool(answered.astype(np.float64), needs.astype(np.float64), strata)


def _town_numbers(now: Picture, towns: TownFigures, rows: Ids) -> Ids:
    of_place = gazetteer(now).town_of_place
    return np.array([of_place[place] for place in towns.place_id[rows].tolist()], dtype=np.int32)


def _of(pooled: Pooled, towns: Ids) -> Pooled:
    columns: tuple[Floats, Floats, Floats, Floats] = (
        pooled.mean[towns],
        pooled.deviation[towns],
        pooled.low[towns],
        pooled.high[towns],
    )
    return Pooled(*columns, pooled.stratum[towns], pooled.priors)
