"""The response ladder as a funnel, and who may stand in a ranking."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Counts, Floats, Ids, Mask
from naves.domains.monitor.rules.cross_section import CrossSection
from naves.domains.monitor.rules.facts import ContradictionSpells
from naves.domains.monitor.rules.method import LEVELS, MIN_NEEDS_TO_RANK


@dataclass(frozen=True, slots=True)
class Funnel:
    """Number of needs recorded and answered at least at level 1, 2, 3, 4; contradicted ones are counted apart."""

    recorded: int
    answered: tuple[int, ...]
    contradicted: int


def funnel(selected: CrossSection, contradictions: ContradictionSpells) -> Funnel:
    held = contradictions.need[contradictions.held(selected.day)]
    return Funnel(
        recorded=len(selected),
        answered=tuple(int(np.count_nonzero(selected.level >= level)) for level in LEVELS),
        contradicted=int(np.count_nonzero(np.isin(selected.need, held))),
    )


def rankable(needs: Counts | Floats) -> Mask:
    """A town with fewer than five needs has a coverage of a few possible values: no ranking shows it."""
    return needs >= MIN_NEEDS_TO_RANK


def ranked(values: Floats, needs: Counts | Floats, *, highest_first: bool) -> Ids:
    """The one rule by which towns are put in order of a coverage: int32 positions of all towns.

    Towns with too few needs, and those not assessed (NaN), stand behind the ranked ones in the order given, so
    that nothing can be read from where they stand; equal values keep the order given.
    """
    compared = rankable(needs) & ~np.isnan(values)
    rows = np.flatnonzero(compared)
    keys = -values[rows] if highest_first else values[rows]
    order = rows[np.argsort(keys, kind="stable")]
    return np.concatenate([order, np.flatnonzero(~compared)]).astype(np.int32)
