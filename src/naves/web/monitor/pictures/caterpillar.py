"""Caterpillar plot: pooled coverage of the ranked towns from the highest to the lowest, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from naves.domains.monitor.queries import Compared, Comparison
from naves.web.monitor.pictures.axes import HEIGHT, LEFT, RIGHT, WIDTH, Tick, height_of, round_steps, shares

MOST_LINES: Final = 320


@dataclass(frozen=True, slots=True)
class Line:
    """The interval of a town of the list under the picture."""

    town: Compared
    x: float
    low: float
    high: float
    y: float


@dataclass(frozen=True, slots=True)
class Caterpillar:
    """intervals, middles: paths; every `each`-th town is drawn. lines: those listed under the picture."""

    intervals: str
    middles: str
    lines: Sequence[Line]
    each: int
    target: float
    across: Sequence[Tick]
    up: Sequence[Tick]
    left: float = LEFT
    right: float = WIDTH - RIGHT
    width: float = WIDTH
    height: float = HEIGHT


def caterpillar(found: Comparison, listed: Sequence[Compared]) -> Caterpillar | None:
    """Return the picture; None where no town can be ranked."""
    count = found.ranked_towns
    if found.target is None or count == 0:
        return None
    each = -(-count // MOST_LINES)
    drawn = found.order[:count:each].tolist()
    pooled = found.pooled

    def across(rank: int) -> float:
        return round(LEFT + 4 + (WIDTH - LEFT - RIGHT - 8) * (rank - 1) / max(count - 1, 1), 1)

    places = [(across(1 + number * each), row) for number, row in enumerate(drawn)]
    return Caterpillar(
        intervals="".join(
            f"M{x:g} {height_of(float(pooled.low[row])):g}V{height_of(float(pooled.high[row])):g}" for x, row in places
        ),
        middles="".join(f"M{x:g} {height_of(float(pooled.mean[row])):g}h0" for x, row in places),
        lines=[
            Line(
                town,
                across(town.rank),
                height_of(town.pooled_interval[0]),
                height_of(town.pooled_interval[1]),
                height_of(town.pooled),
            )
            for town in listed
            if town.rank is not None
        ],
        each=each,
        target=height_of(found.target),
        across=[Tick(rank, across(rank)) for rank in (1, *round_steps(count)[1:])],
        up=shares(),
    )
