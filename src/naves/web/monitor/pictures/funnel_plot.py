"""Funnel plot: a dot per town at its number of needs and its coverage, with the limits that chance allows.

The scale of needs is that of square roots, for limits narrow with them. Dots of towns inside the limits and outside
them are one path each, so that six thousand towns weigh little; those listed under the picture are marks of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from naves.domains.monitor.queries import Compared, Comparison
from naves.domains.monitor.rules.funnel_limits import limits
from naves.web.monitor.pictures.axes import HEIGHT, LEFT, RIGHT, WIDTH, Tick, height_of, shares

CLASSES: Final = ((0, "within"), (1, "warning"), (2, "alarm"))
AXIS: Final = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
POINTS: Final = 160


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots of one kind as a path of points; `kind` is a class of the style sheet."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A town of the list under the picture."""

    town: Compared
    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """What the template draws. inner, outer: limits of 95 and 99.8 % as polygons."""

    dots: Sequence[Dots]
    marks: Sequence[Mark]
    inner: str
    outer: str
    target: float
    across: Sequence[Tick]
    up: Sequence[Tick]
    left: float = LEFT
    right: float = WIDTH - RIGHT
    width: float = WIDTH
    height: float = HEIGHT


def funnel_plot(found: Comparison, listed: Sequence[Compared]) -> FunnelPlot | None:
    """Return the picture of the towns that have needs enough to be ranked; None where there is none."""
    rows = found.rows[found.towns.rankable[found.rows]]
    if found.target is None or len(rows) == 0:
        return None
    needs, answered = found.towns.needs[rows], found.towns.answered[rows]
    place = np.abs(found.position[found.towns.rankable[found.rows]])
    least, most = _ends(int(needs.min()), int(needs.max()))
    sizes = np.unique(np.round(np.linspace(np.sqrt(least), np.sqrt(most), POINTS) ** 2).astype(np.int64))
    sizes = sizes[sizes >= 1]
    drawn = limits(sizes, found.target)

    def across(count: float) -> float:
        part = (np.sqrt(count) - np.sqrt(least)) / (np.sqrt(most) - np.sqrt(least))
        return round(float(LEFT + (WIDTH - LEFT - RIGHT) * part), 1)

    def band(low: Sequence[float], high: Sequence[float]) -> str:
        there = [f"{across(n)},{height_of(share)}" for n, share in zip(sizes.tolist(), high, strict=True)]
        back = [f"{across(n)},{height_of(share)}" for n, share in zip(sizes.tolist(), low, strict=True)]
        return " ".join([*there, *reversed(back)])

    dots = []
    for number, kind in CLASSES:
        own = np.unique(np.stack([needs[place == number], answered[place == number]]), axis=1).T.tolist()
        dots.append(Dots(kind, "".join(f"M{across(n):g} {height_of(x / n):g}h0" for n, x in own)))
    kinds = dict(CLASSES)
    return FunnelPlot(
        dots=[each for each in dots if each.path],
        marks=[
            Mark(town, across(town.needs), height_of(town.coverage), kinds[abs(town.position)])
            for town in listed
            if town.position is not None
        ],
        inner=band(drawn.low.tolist(), drawn.high.tolist()),
        outer=band(drawn.outer_low.tolist(), drawn.outer_high.tolist()),
        target=height_of(found.target),
        across=[Tick(count, across(count)) for count in AXIS if least <= count <= most],
        up=shares(),
    )


def _ends(least: int, most: int) -> tuple[int, int]:
    return least, most if most > least else least + 1
