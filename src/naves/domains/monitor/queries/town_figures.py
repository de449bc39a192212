"""Coverage of every town: the dot map and its table."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.gazetteer import Area, Gazetteer, gazetteer
from naves.domains.monitor.queries.measured import digest, observation
from naves.domains.monitor.rules.arrays import Codes, Counts, Floats, Mask, optional
from naves.domains.monitor.rules.ladder import rankable
from naves.domains.monitor.rules.selection import Selection, select


@dataclass(frozen=True, slots=True)
class TownFigure:
    """coverage is None where no need is recorded. rankable: it has needs enough to be compared with others."""

    place_id: int
    code: str
    name: str
    region: Area | None
    population: int | None
    size_class: int
    needs: int
    answered: int
    coverage: float | None
    rankable: bool


@dataclass(frozen=True, slots=True, eq=False)
class TownFigures:
    """The chosen towns as columns, in the order of their codes; coverage is NaN where not assessed.

    needs, answered: numbers of needs that touch the theme. Positions in degrees, NaN where unknown.
    """

    place_id: Counts
    code: list[str]
    name: list[str]
    region: Codes
    regions: list[Area]
    population: Floats
    size_class: Codes
    longitude: Floats
    latitude: Floats
    needs: Counts
    answered: Counts
    coverage: Floats
    rankable: Mask

    def __len__(self) -> int:
        return len(self.place_id)

    def __iter__(self) -> Iterator[TownFigure]:
        return (self.at(row) for row in range(len(self)))

    def at(self, row: int) -> TownFigure:
        population, region = optional(self.population[row]), int(self.region[row])
        return TownFigure(
            place_id=int(self.place_id[row]),
            code=self.code[row],
            name=self.name[row],
            region=self.regions[region] if region >= 0 else None,
            population=None if population is None else int(population),
            size_class=int(self.size_class[row]),
            needs=int(self.needs[row]),
            answered=int(self.answered[row]),
            coverage=optional(self.coverage[row]),
            rankable=bool(self.rankable[row]),
        )


_kept: Kept[TownFigures] = Kept(32)


def town_figures(filters: Filters) -> TownFigures:
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.stamp(0), filters, digest(chosen.towns))
    return _kept.get(key, lambda: _figures(now, chosen, gazetteer(now)))


def _figures(now: Picture, chosen: Chosen, places: Gazetteer) -> TownFigures:
    seen = observation(now, chosen.day, chosen.group)
    selected = select(seen.cross, Selection(theme=chosen.theme))
    count = len(seen.towns)
    needs = np.bincount(selected.town, minlength=count)
    answered = np.bincount(selected.town[selected.level >= chosen.level], minlength=count)
    only = seen.tallies.only(-1 if chosen.theme is None else chosen.theme)
    rows = np.flatnonzero(seen.towns.exists if chosen.towns is None else seen.towns.exists & chosen.towns)
    return TownFigures(
        place_id=now.columns.territory.towns.place[rows],
        code=[places.codes[row] for row in rows.tolist()],
        name=[places.names[row] for row in rows.tolist()],
        region=seen.towns.region[rows],
        regions=places.regions,
        population=seen.towns.population[rows],
        size_class=seen.towns.size_class[rows],
        longitude=places.longitude[rows],
        latitude=places.latitude[rows],
        needs=needs[rows],
        answered=answered[rows],
        coverage=only.coverage()[chosen.level - 1, 0][rows],
        rankable=rankable(needs[rows]),
    )
