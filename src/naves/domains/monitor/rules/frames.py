"""The towns that figures speak of, as they were known on a day: a new census never rewrites an old figure."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Counts, Days, Floats, Ids


@dataclass(frozen=True, slots=True)
class Towns:
    """One row per municipality.

    population: persons. exclusion: index of social exclusion 0-30. NaN where unknown.
    region, size_class: codes from 0.
    """

    population: Floats
    exclusion: Floats
    region: Codes
    size_class: Codes

    def __len__(self) -> int:
        return len(self.population)


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Values of towns: what day each describes and on what day it became known."""

    town: Ids
    day: Days
    value: Floats
    known: Days

    def on(self, day: int, otherwise: Floats) -> Floats:
        """The newest value known by the end of `day` for each town.

        Where nothing was known yet, the value that became known first: it cannot change any more.
        Where nothing is known at all, `otherwise`.
        """
        result = otherwise.copy()
        first = np.lexsort((self.day, -self.known.astype(np.int64)))
        result[self.town[first]] = self.value[first]
        newest = np.lexsort((self.known, self.day))
        newest = newest[self.known[newest] <= day]
        result[self.town[newest]] = self.value[newest]
        return result


@dataclass(frozen=True, slots=True, eq=False)
class TownHistory:
    """people: population where no dated one is recorded. size_bounds: lower bounds of size classes 1, 2, 3 and on."""

    region: Codes
    people: Floats
    populations: Values
    exclusions: Values
    size_bounds: Counts

    def __len__(self) -> int:
        return len(self.region)

    def on(self, day: int) -> Towns:
        population = self.populations.on(day, self.people)
        size_class = np.searchsorted(self.size_bounds, population, side="right")
        # NaN sorts beyond the greatest bound; a class of its own keeps unknown towns out of the cities.
        size_class[np.isnan(population)] = len(self.size_bounds) + 1
        return Towns(
            population=population,
            exclusion=self.exclusions.on(day, np.full(len(self), np.nan)),
            region=self.region,
            size_class=size_class.astype(np.int16),
        )
