"""The published formulas once more, need by need in plain Python."""

from collections.abc import Sequence

from tests.domains.monitor.rules.worlds import World

Figures = tuple[float | None, float | None, float | None, float | None]

ALL = -1


def held(row: Sequence[float], day: int) -> bool:
    return row[-2] <= day < row[-1]


def active(world: World, day: int) -> dict[int, int]:
    return {need: town for need, town, *spell in world.needs if held(spell, day)}


def level_of(world: World, need: int, day: int) -> int:
    return max((level for who, level, *spell in world.levels if who == need and held(spell, day)), default=0)


def share_of(world: World, need: int, theme: int, day: int) -> int:
    if theme == ALL:
        return 1000
    return sum(
        share for who, which, share, *spell in world.shares if (who, which) == (need, theme) and held(spell, day)
    )


def town_coverage(world: World, day: int, level: int, theme: int) -> dict[int, float]:
    """Coverage of each assessed town."""
    result = {}
    needs = active(world, day)
    for town in range(len(world.towns)):
        mine = [need for need, where in needs.items() if where == town]
        total = sum(share_of(world, need, theme, day) for need in mine)
        answered = sum(share_of(world, need, theme, day) for need in mine if level_of(world, need, day) >= level)
        if total > 0:
            result[town] = answered / total
    return result


def frame(world: World, estimand: str) -> dict[int, float]:
    """Weight of each town that the estimand can weigh."""
    weights = {}
    for town, (population, exclusion, *_) in enumerate(world.towns):
        if estimand == "per_town":
            weights[town] = 1.0
        elif estimand == "per_person":
            weights[town] = population
        elif exclusion is not None:
            weights[town] = population * (1 + exclusion / 30)
    return weights


def national(world: World, day: int, cell: tuple[str, int, int], region: int | None = None) -> Figures:
    """Coverage, assessed share, p10 and share below half of (estimand, level, theme)."""
    estimand, level, theme = cell
    inside = {town: weight for town, weight in frame(world, estimand).items() if region in (None, world.towns[town][2])}
    covered = {t: c for t, c in town_coverage(world, day, level, theme).items() if t in inside}
    total, assessed = sum(inside.values()), sum(inside[town] for town in covered)
    if not covered:
        return None, (0.0 if total else None), None, None
    coverage = sum(inside[town] * value for town, value in covered.items()) / assessed
    below = sum(inside[town] for town, value in covered.items() if value < 0.5) / assessed
    reached, tail = 0.0, None
    for value, town in sorted((value, town) for town, value in covered.items()):
        reached += inside[town]
        if reached >= 0.1 * assessed * (1 - 1e-9):
            tail = value
            break
    return coverage, assessed / total, tail, below
