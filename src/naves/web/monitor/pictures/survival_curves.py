"""Response times as step curves: the share of needs that still waits, of all needs and of each group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from naves.domains.monitor.queries import GroupTimes, ResponseTimes
from naves.domains.monitor.queries.response_times import Step
from naves.web.monitor.pictures.axes import HEIGHT, LEFT, RIGHT, WIDTH, Tick, height_of, shares

MOST_STEPS = 240
SCALES = ((1, 14), (7, 70), (30, 200), (90, 500), (182, 1_000), (365, 4_000), (1_825, 40_000))
"""Days between two ticks, up to the length of the axis."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A group's curve as a path."""

    code: str
    name: object
    path: str


@dataclass(frozen=True, slots=True)
class SurvivalCurves:
    """band: 95 % limits of the curve of all needs, as polygons."""

    overall: str
    band: str
    curves: Sequence[Curve]
    across: Sequence[Tick]
    up: Sequence[Tick]
    left: float = LEFT
    right: float = WIDTH - RIGHT
    width: float = WIDTH
    height: float = HEIGHT


def survival_curves(found: ResponseTimes, names: Mapping[str, object]) -> SurvivalCurves | None:
    """Return the picture; None where no need was published."""
    if not found.overall.steps:
        return None
    longest = max(found.longest, 1)

    def across(day: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * day / longest, 1)

    def path(group: GroupTimes) -> str:
        steps = thinned(group.steps)
        first = f"M{across(0)} {height_of(1.0):g}"
        return first + "".join(f"H{across(step.day):g}V{height_of(step.unanswered):g}" for step in steps)

    every = next(step for step, most in SCALES if longest <= most or most == SCALES[-1][1])
    return SurvivalCurves(
        overall=path(found.overall),
        band=_band(thinned(found.overall.steps), across),
        curves=[Curve(group.code, names[group.code], path(group)) for group in found.groups if group.steps],
        across=[Tick(day, across(day)) for day in range(0, longest + 1, every)],
        up=shares(),
    )


def thinned(steps: Sequence[Step]) -> Sequence[Step]:
    """Return so many of the steps that the eye sees no difference, the last one among them."""
    every = -(-len(steps) // MOST_STEPS)
    return [*steps[:-1:every], steps[-1]]


def _band(steps: Sequence[Step], place: Callable[[int], float]) -> str:
    known = [(step.day, step.low, step.high) for step in steps if step.low is not None and step.high is not None]
    upper, lower = [], []
    for (day, low, high), after in zip(known, [*(day for day, _, _ in known[1:]), None], strict=True):
        end = day if after is None else after
        upper += [f"{place(day)},{height_of(high)}", f"{place(end)},{height_of(high)}"]
        lower += [f"{place(day)},{height_of(low)}", f"{place(end)},{height_of(low)}"]
    return " ".join([*upper, *reversed(lower)])
