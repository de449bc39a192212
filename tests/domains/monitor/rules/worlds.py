"""Small invented countries as plain rows, and the same rows as the Monitor's columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from naves.domains.monitor.rules.facts import (
    FOREVER,
    ContradictionSpells,
    Facts,
    GroupSpells,
    LevelSpells,
    MeasureSpells,
    NeedSpells,
    ResponseSpells,
    ThemeShares,
)
from naves.domains.monitor.rules.frames import TownHistory, Towns, Values

Row = tuple[Any, ...]
some = settings(max_examples=40, deadline=None)
THEMES, REGIONS, SIZES, GROUPS = 3, 2, 2, 2
LAST_DAY = 20


@dataclass(frozen=True)
class World:
    """Rows end with (from_day, until_day). towns: (population, exclusion or None, region, size class)."""

    towns: list[tuple[float, float | None, int, int]] = field(default_factory=list)
    needs: list[tuple[int, int, int, int]] = field(default_factory=list)
    shares: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    groups: list[tuple[int, int, int, int]] = field(default_factory=list)
    levels: list[tuple[int, int, int, int]] = field(default_factory=list)
    measures: list[tuple[int, int, int]] = field(default_factory=list)
    responses: list[tuple[int, int, int, int]] = field(default_factory=list)
    contradictions: list[tuple[int, int, int]] = field(default_factory=list)
    need_count: int = 0
    measure_count: int = 0


def towns_of(rows: Sequence[tuple[float, float | None, int, int]]) -> Towns:
    return Towns(
        population=np.array([row[0] for row in rows], dtype=np.float64),
        exclusion=np.array([np.nan if row[1] is None else row[1] for row in rows], dtype=np.float64),
        region=np.array([row[2] for row in rows], dtype=np.int16),
        size_class=np.array([row[3] for row in rows], dtype=np.int16),
        exists=np.ones(len(rows), dtype=np.bool_),
    )


def history_of(towns: Towns) -> TownHistory:
    numbers = np.arange(len(towns), dtype=np.int32)
    known = ~np.isnan(towns.exclusion)
    never = np.zeros(0, dtype=np.int32)
    return TownHistory(
        region=towns.region,
        known=np.zeros(len(towns), dtype=np.int32),
        people=towns.population,
        populations=Values(
            town=never, day=never, value=never.astype(np.float64), known=never, first=never.astype(np.bool_)
        ),
        exclusions=Values(
            town=numbers[known],
            day=np.zeros(known.sum(), dtype=np.int32),
            value=towns.exclusion[known],
            known=np.zeros(known.sum(), dtype=np.int32),
            first=np.ones(known.sum(), dtype=np.bool_),
        ),
        size_bounds=np.array([1000]),
    )


def facts_of(world: World) -> Facts:
    def column(rows: Sequence[Row], index: int, kind: type[np.generic] = np.int32) -> np.ndarray:
        return np.array([row[index] for row in rows], dtype=kind)

    def days(rows: Sequence[Row]) -> dict[str, np.ndarray]:
        return {"from_day": column(rows, -2), "until_day": column(rows, -1)}

    return Facts(
        towns=history_of(towns_of(world.towns)),
        needs=NeedSpells(need=column(world.needs, 0), town=column(world.needs, 1), **days(world.needs)),
        shares=ThemeShares(
            need=column(world.shares, 0),
            theme=column(world.shares, 1, np.int16),
            share=column(world.shares, 2, np.int16),
            **days(world.shares),
        ),
        groups=GroupSpells(need=column(world.groups, 0), group=column(world.groups, 1, np.int16), **days(world.groups)),
        levels=LevelSpells(need=column(world.levels, 0), level=column(world.levels, 1, np.int8), **days(world.levels)),
        measures=MeasureSpells(measure=column(world.measures, 0), **days(world.measures)),
        responses=ResponseSpells(
            measure=column(world.responses, 0), need=column(world.responses, 1), **days(world.responses)
        ),
        contradictions=ContradictionSpells(need=column(world.contradictions, 0), **days(world.contradictions)),
        need_count=world.need_count,
        measure_count=world.measure_count,
        theme_count=THEMES,
        region_count=REGIONS,
    )


days = st.integers(0, LAST_DAY)


@st.composite
def spells(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(days)
    return start, draw(st.just(FOREVER) | st.integers(start, LAST_DAY + 1))


towns_rows = st.tuples(
    st.integers(1, 5000).map(float),
    st.none() | st.integers(0, 30).map(float),
    st.integers(0, REGIONS - 1),
    st.integers(0, SIZES - 1),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    towns = draw(st.lists(towns_rows, min_size=1, max_size=8))
    count, measures = draw(st.integers(0, 12)), draw(st.integers(0, 4))
    need = st.integers(0, count - 1) if count else st.nothing()
    measure = st.integers(0, measures - 1) if measures else st.nothing()

    def rows(*parts: st.SearchStrategy[int], most: int = 15) -> list[Row]:
        row = st.tuples(*parts, spells()).map(lambda row: (*row[:-1], *row[-1]))
        return draw(st.lists(row, max_size=most)) if not any(part.is_empty for part in parts) else []

    return World(
        towns=towns,
        needs=[row for number in range(count) for row in draw(need_rows(number, len(towns)))],
        shares=[row for number in range(count) for row in draw(share_rows(number))],
        groups=rows(need, st.integers(0, GROUPS - 1)),
        levels=rows(need, st.integers(1, 4)),
        measures=[row for number in range(measures) for row in [(number, *draw(spells()))]],
        responses=rows(measure, need),
        contradictions=rows(need, most=4),
        need_count=count,
        measure_count=measures,
    )


@st.composite
def need_rows(draw: st.DrawFn, number: int, towns: int) -> list[Row]:
    """A need counts once or, merged and split again, twice, one spell after the other."""
    edges = sorted(draw(st.lists(days, min_size=2, max_size=4, unique=True)))
    town = draw(st.integers(0, towns - 1))
    again = [(number, town, edges[2], edges[3] if len(edges) > 3 else FOREVER)] if len(edges) > 2 else []
    return [(number, town, edges[0], edges[1]), *again]


@st.composite
def share_rows(draw: st.DrawFn, number: int) -> list[Row]:
    """Shares in thousandths; recoded on one day or never."""
    change = draw(st.just(FOREVER) | days)
    first, second = draw(partitions()), draw(partitions())
    return [(number, theme, share, 0, change) for theme, share in first] + [
        (number, theme, share, change, FOREVER) for theme, share in second if change != FOREVER
    ]


@st.composite
def partitions(draw: st.DrawFn) -> list[tuple[int, int]]:
    cuts = sorted(draw(st.lists(st.integers(0, 10).map(lambda tenth: tenth * 100), min_size=2, max_size=2)))
    parts = [cuts[0], cuts[1] - cuts[0], 1000 - cuts[1]]
    return [(theme, part) for theme, part in enumerate(parts) if part]
