"""The towns that figures speak of, as they were known on a day: a new census never rewrites an old figure."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Counts, Days, Floats, Ids, Mask


@dataclass(frozen=True, slots=True)
class Towns:
    """One row per municipality.

    exists: the town was known by then; the others belong to no figure.
    population: persons. exclusion: index of social exclusion 0-30. NaN where unknown.
    region, size_class: codes from 0.
    """

    population: Floats
    exclusion: Floats
    region: Codes
    size_class: Codes
    exists: Mask

    def __len__(self) -> int:
        return len(self.population)


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Values of towns in the order of recording: what day each describes and on what day it became known.

    first: the row belongs to what was recorded first for its town.
    """

    town: Ids
    day: Days
    value: Floats
    known: Days
    first: Mask

    def on(self, day: int, otherwise: Floats) -> Floats:
        """The value that held as of `day` for each town; `otherwise` where nothing is recorded at all.

        The rule is `kernel.recorded.held_on`: of what was known by then the latest that
        describes a day not after it, or else the earliest after it. Where nothing was known yet, the same
        of what was recorded first, which cannot change any more.
        """
        result = otherwise.copy()
        for rows in (np.flatnonzero(self.first), np.flatnonzero(self.known <= day)):
            described = self.day[rows].astype(np.int64)
            reached = described <= day
            order = rows[np.lexsort((rows, np.where(reached, described, -described), reached))]
            result[self.town[order]] = self.value[order]
        return result


@dataclass(frozen=True, slots=True, eq=False)
class TownHistory:
    """Towns with what became known of them, and when.

    known: day on which the town itself became known, 0 for those that came first.
    people: population where no dated one is recorded. size_bounds: lower bounds of size classes 1, 2, 3 and on.
    """

    region: Codes
    known: Days
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
            exists=self.known <= day,
        )
