"""Frames of pictures: where shares and counts stand, and the lines that say so."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 14.0, 14.0, 30.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale at `at` and what it stands for."""

    value: float
    at: float


def height_of(share: float) -> float:
    """Where a share of 0 to 1 stands; the scale always runs from 0 to 100 %."""
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share), 1)


def shares() -> list[Tick]:
    """Return the horizontal lines."""
    return [Tick(share, height_of(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]


def round_steps(most: float, count: int = 6) -> Sequence[int]:
    """Return round numbers from 1, 2 or 5 times a power of ten up to `most`, at most about `count`."""
    step = 1
    for factor in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000):
        step = factor
        if most / factor <= count:
            break
    return range(0, int(most) + 1, step)
