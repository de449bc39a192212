"""Towns laid out so that every sum of a table is one matrix product per area."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from naves.domains.monitor.rules.arrays import Counts, Floats, Mask, ratio
from naves.domains.monitor.rules.selection import Areas
from naves.domains.monitor.rules.tallies import Tallies

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The chosen towns (n of them), those of one area side by side, those of no area last.

    town: int64[n], their original numbers. parts: one slice per area. coverage: float64[levels, themes, n].
    weight: float64[estimands, n], 0 outside the frame; framed: bool[estimands, n].
    terms: float64[n, estimands, levels + 1, themes], the summands of the ratio estimator: weighted coverage
    for each level, and last the weight of the assessed.
    """

    town: Counts
    parts: list[slice]
    coverage: Floats
    weight: Floats
    framed: Mask
    terms: Floats

    def sums(self) -> Floats:
        """float64[estimands, levels + 1, themes, areas + 1]."""
        return self.per_area(lambda part: self.terms[part].sum(axis=0))

    def resampled_sums(self, draws: Floats) -> Floats:
        """float64[draws, estimands, levels + 1, themes, areas + 1]; draws: float64[draws, towns]."""
        flat = self.terms.reshape(len(self.town), math.prod(self.terms.shape[1:]))
        rest = slice(self.parts[-1].stop if self.parts else 0, len(self.town))
        blocks = np.stack([draws[:, self.town[part]] @ flat[part] for part in [*self.parts, rest]])
        blocks[-1] += blocks[:-1].sum(axis=0)
        return np.moveaxis(blocks, 0, -1).reshape(len(draws), *self.terms.shape[1:], len(blocks))

    def assessed_counts(self, part: slice) -> Counts:
        """Towns in the frame that recorded a need, int64[estimands, themes]."""
        assessed = ~np.isnan(self.coverage[0, :, part])
        counts: Counts = self.framed[:, part].astype(np.int64) @ assessed.T.astype(np.int64)
        return counts

    def degrees_of_freedom(self, part: slice, strata: Counts) -> Floats:
        """Of the variance of the weighted mean, float64[estimands, themes]; NaN where nothing with weight is assessed.

        Satterthwaite (Biometrics Bulletin 2, 1946, 110-114) with a variance v of each stratum proportional to the
        sum of squared weights of its k assessed towns: (sum v)² / sum(v² / (k - 1)). A stratum of one assessed
        town counts as one degree.
        """
        assessed = ~np.isnan(self.coverage[0, :, part])
        weight = self.weight[:, None, part] * assessed[None]
        _, where = np.unique(strata[self.town[part]], return_inverse=True)
        belongs = np.zeros((len(where), int(where.max(initial=-1)) + 1))
        belongs[np.arange(len(where)), where] = 1.0
        variance, counts = (weight**2) @ belongs, (weight > 0).astype(np.float64) @ belongs
        return ratio(variance.sum(axis=-1) ** 2, (variance**2 / np.maximum(counts - 1, 1)).sum(axis=-1))

    def per_area(self, figure: Callable[[slice], NDArray[T]]) -> NDArray[T]:
        """The figure of every area and, last, of all chosen towns, stacked on a new last axis."""
        return np.stack([figure(part) for part in [*self.parts, slice(0, len(self.town))]], axis=-1)


def sample(tallies: Tallies, weights: Floats, areas: Areas, within: Mask | None) -> Sample:
    placed = areas.placed()
    order = np.argsort(placed, kind="stable")
    town = order if within is None else order[within[order]]
    edges = np.searchsorted(placed[town], np.arange(areas.count + 1))
    coverage = tallies.coverage()[..., town]
    framed = ~np.isnan(weights[:, town])
    weight = np.nan_to_num(weights[:, town])
    return Sample(
        town=town,
        parts=[slice(int(start), int(stop)) for start, stop in pairwise(edges)],
        coverage=coverage,
        weight=weight,
        framed=framed,
        terms=_terms(coverage, weight),
    )


def _terms(coverage: Floats, weight: Floats) -> Floats:
    assessed = ~np.isnan(coverage[:1])
    parts = np.concatenate([np.nan_to_num(coverage), assessed.astype(np.float64)])
    by_town = np.ascontiguousarray(np.moveaxis(parts, -1, 0))
    terms: Floats = weight.T[:, :, None, None] * by_town[:, None]
    return terms
