"""National recomputation of the Monitor beside the same arithmetic written by hand, in one run.

    python -m bench.monitor [--quick] [--seed S] [--rounds N]

Figures: 3 estimands x 4 levels x (13 themes + all) x (14 regions + country), each with coverage, assessed share,
interval from 200 draws, P10 and share below one half, from spells to the finished table. Both sides start from
the same arrays in memory; the figures must agree. The cold figure adds what comes before: with
NAVES_DATABASE_URL naming a country of `naves bench-country`, reading the database whole and starting from the file.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from scipy import stats

from naves.domains.monitor.rules.country import assess
from naves.domains.monitor.rules.estimates import Table
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
from naves.domains.monitor.rules.frames import TownHistory, Values
from naves.domains.monitor.rules.method import DRAWS
from naves.domains.monitor.rules.resampling import draw, strata_of

THEMES, REGIONS, DAY, MUST_REACH = 13, 14, 740_000, 3.0


@dataclass(frozen=True)
class Size:
    towns: int
    needs: int
    responses: int


FULL, QUICK = Size(6_254, 300_000, 500_000), Size(1_000, 30_000, 50_000)


def synthetic(size: Size, seed: int) -> Facts:
    """A country of the asked size: most needs of one theme, some of two, one need in ten not counted any more."""
    random = np.random.default_rng(seed)

    def numbers(count: int, below: int, kind: type = np.int32) -> np.ndarray:
        return random.integers(0, below, count).astype(kind)

    def spells(count: int) -> tuple[np.ndarray, np.ndarray]:
        start = DAY - numbers(count, 1_500)
        ended = random.random(count) < 0.1
        return start, np.where(ended, start + numbers(count, 900), FOREVER).astype(np.int32)

    need, second = np.arange(size.needs, dtype=np.int32), numbers(size.needs // 5, size.needs)
    second = np.unique(second)
    share = np.full(size.needs, 1000, dtype=np.int16)
    share[second] = 600
    theme = numbers(size.needs, THEMES, np.int16)
    always = np.zeros(size.needs + len(second), dtype=np.int32)
    measures = size.responses // 8
    nothing = np.zeros(0, dtype=np.int32)
    towns = size.towns
    return Facts(
        towns=TownHistory(
            region=numbers(towns, REGIONS, np.int16),
            known=np.zeros(towns, dtype=np.int32),
            people=np.round(random.lognormal(6.3, 1.2, towns)) + 20,
            populations=Values(nothing, nothing, nothing.astype(np.float64), nothing, nothing.astype(np.bool_)),
            exclusions=Values(
                np.arange(towns, dtype=np.int32),
                np.full(towns, DAY - 1_000, dtype=np.int32),
                random.integers(0, 31, towns).astype(np.float64),
                np.full(towns, DAY - 900, dtype=np.int32),
                np.ones(towns, dtype=np.bool_),
            ),
            size_bounds=np.array([500, 2_000, 5_000, 20_000, 100_000]),
        ),
        needs=NeedSpells(*spells(size.needs), need, numbers(size.needs, towns)),
        shares=ThemeShares(
            always,
            np.full(len(always), FOREVER, dtype=np.int32),
            np.concatenate([need, second]),
            np.concatenate([theme, (theme[second] + 1) % THEMES]).astype(np.int16),
            np.concatenate([share, np.full(len(second), 400, dtype=np.int16)]),
        ),
        groups=GroupSpells(*spells(size.needs), need, numbers(size.needs, 10, np.int16)),
        levels=LevelSpells(
            *spells(size.responses), numbers(size.responses, size.needs), 1 + numbers(size.responses, 4, np.int8)
        ),
        measures=MeasureSpells(*spells(measures), np.arange(measures, dtype=np.int32)),
        responses=ResponseSpells(
            *spells(size.responses), numbers(size.responses, measures), numbers(size.responses, size.needs)
        ),
        contradictions=ContradictionSpells(nothing, nothing, nothing),
        need_count=size.needs,
        measure_count=measures,
        theme_count=THEMES,
        region_count=REGIONS,
    )


def ours(facts: Facts) -> Table:
    return assess(facts, DAY, resample=draw)[1]


Figures = dict[str, np.ndarray]
Tally = Callable[[Facts], tuple[np.ndarray, np.ndarray]]


def by_hand(facts: Facts, tally: Tally) -> Figures:
    """The same in one go, without the rules: sums by town, then one matrix product per estimand and region."""
    needs, answered = tally(facts)
    with np.errstate(invalid="ignore"):
        coverage = np.where(needs > 0, answered / needs, np.nan)
    towns = facts.towns.on(DAY)
    people = towns.population
    draws, stratum = draw(towns), strata_of(towns)
    weights = (np.ones(len(people)), people, people * (1 + towns.exclusion / 30))
    shape = (3, 4, THEMES + 1, REGIONS + 1)
    result = {name: np.full(shape, np.nan) for name in ("coverage", "low", "high", "p10", "share_below_half")}
    result["assessed_share"] = np.full((3, THEMES + 1, REGIONS + 1), np.nan)
    areas = [np.flatnonzero(towns.region == region) for region in range(REGIONS)] + [np.arange(len(people))]
    for area, rows in enumerate(areas):
        cells = coverage[:, :, rows]
        known = ~np.isnan(cells)
        flat, seen = np.nan_to_num(cells).reshape(-1, len(rows)).T, known[0].T.astype(np.float64)
        order = np.argsort(cells, axis=-1)
        ascending = np.take_along_axis(cells, order, axis=-1)
        for estimand, weight in enumerate(weight[rows] for weight in weights):
            drawn = draws[:, rows] * weight
            top = (drawn @ flat).reshape(-1, 4, THEMES + 1)
            with np.errstate(invalid="ignore"):
                spread = top / (drawn @ seen)[:, None]
            total = weight @ seen
            result["coverage"][estimand, :, :, area] = (weight @ flat).reshape(4, -1) / total
            result["assessed_share"][estimand, :, area] = total / weight.sum()
            share = result["coverage"][estimand, :, :, area]
            with np.errstate(divide="ignore", invalid="ignore"):
                deviation = np.nanstd(spread, axis=0, ddof=1) / (share * (1 - share))
                half = stats.t.ppf(0.975, degrees(weight, seen, stratum[rows])) * deviation
                middle = np.log(share / (1 - share))
            low, high = 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))
            result["low"][estimand, :, :, area], result["high"][estimand, :, :, area] = low, high
            held = np.cumsum(np.where(np.isnan(ascending), 0.0, weight[order]), axis=-1)
            first = np.argmax(held >= 0.1 * (1 - 1e-12) * held[..., -1:], axis=-1)[..., None]
            result["p10"][estimand, :, :, area] = np.take_along_axis(ascending, first, axis=-1)[..., 0]
            below = (cells < 0.5).astype(np.float64) @ weight
            result["share_below_half"][estimand, :, :, area] = below / total
    return result


def degrees(weight: np.ndarray, seen: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Degrees of freedom per theme: variances of strata go with squared weights."""
    belongs = (stratum[:, None] == np.unique(stratum)).astype(np.float64)
    variance, count = (seen * weight[:, None] ** 2).T @ belongs, seen.T @ belongs
    return variance.sum(axis=1) ** 2 / (variance**2 / np.maximum(count - 1, 1)).sum(axis=1)


def tally_in_numpy(facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    towns = len(facts.towns)
    held = (facts.needs.from_day <= DAY) & (facts.needs.until_day > DAY)
    town = np.full(facts.need_count, -1)
    town[facts.needs.need[held]] = facts.needs.town[held]
    held = (facts.levels.from_day <= DAY) & (facts.levels.until_day > DAY)
    level = np.zeros(facts.need_count, dtype=np.int64)
    np.maximum.at(level, facts.levels.need[held], facts.levels.level[held])
    counted = np.flatnonzero(town >= 0)
    held = (facts.shares.from_day <= DAY) & (facts.shares.until_day > DAY) & (town[facts.shares.need] >= 0)
    need, theme, share = facts.shares.need[held], facts.shares.theme[held].astype(np.int64), facts.shares.share[held]
    needs, answered = np.zeros((THEMES + 1, towns)), np.zeros((4, THEMES + 1, towns))
    for rung in range(5):
        every = counted[level[counted] >= rung]
        some = level[need] >= rung
        sums = np.bincount(
            theme[some] * towns + town[need[some]], weights=share[some], minlength=THEMES * towns
        ).reshape(THEMES, towns)
        target = needs if rung == 0 else answered[rung - 1]
        target[:-1], target[-1] = sums, 1000 * np.bincount(town[every], minlength=towns)
    return needs, answered


TALLY = f"""
WITH levels AS (
    SELECT need, max(level) AS level FROM level_spells WHERE from_day <= {DAY} AND until_day > {DAY} GROUP BY need
), counted AS (
    SELECT n.need, n.town, coalesce(l.level, 0) AS level FROM need_spells n LEFT JOIN levels l USING (need)
    WHERE n.from_day <= {DAY} AND n.until_day > {DAY}
), rows AS (
    SELECT s.theme, c.town, c.level, s.share FROM counted c JOIN theme_shares s USING (need)
    WHERE s.from_day <= {DAY} AND s.until_day > {DAY}
    UNION ALL SELECT {THEMES}, town, level, 1000 FROM counted
)
SELECT theme, town, sum(share), sum(share) FILTER (level >= 1), sum(share) FILTER (level >= 2),
    sum(share) FILTER (level >= 3), sum(share) FILTER (level >= 4)
FROM rows GROUP BY theme, town
"""


def duckdb_tally(facts: Facts) -> Tally:
    """Sums by town in DuckDB, over tables already in its memory."""
    connection = duckdb.connect()
    for name, spells, columns in (
        ("need_spells", facts.needs, ("need", "town")),
        ("level_spells", facts.levels, ("need", "level")),
        ("theme_shares", facts.shares, ("need", "theme", "share")),
    ):
        arrays = {column: getattr(spells, column) for column in ("from_day", "until_day", *columns)}
        connection.register("given", arrays)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")

    def tally(facts: Facts) -> tuple[np.ndarray, np.ndarray]:
        rows = connection.execute(TALLY).fetchnumpy()
        sums = [np.ma.filled(column, 0) for column in list(rows.values())[2:]]
        filled = np.zeros((5, THEMES + 1, len(facts.towns)))
        filled[:, np.asarray(rows["theme"]), np.asarray(rows["town"])] = sums
        return filled[0], filled[1:]

    return tally


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Least time of several rounds, in seconds, and the last result."""
    best, result = float("inf"), None
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def check(table: Table, figures: Figures) -> None:
    for name, expected in figures.items():
        np.testing.assert_allclose(getattr(table, name), expected, rtol=1e-9, atol=1e-12, err_msg=name)


def cold() -> None:
    """From the database, and from the file, to the first table."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naves.config.settings.prod")
    django.setup()
    from naves.domains.monitor.facts import store
    from naves.domains.monitor.facts.derive import facts_of
    from naves.domains.monitor.facts.refresh import build

    def table(facts: Facts) -> Table:
        return assess(facts, int(facts.levels.from_day.max(initial=DAY)), resample=draw)[1]

    reading, columns = timed(build, 1)
    saving, _ = timed(lambda: store.save(columns), 1)
    loading, loaded = timed(store.load, 3)
    deriving, facts = timed(lambda: facts_of(loaded), 3)
    computing, _ = timed(lambda: table(facts), 3)
    from_database, from_file = reading + deriving + computing, loading + deriving + computing
    print(f"  cold: {len(facts.towns):,} towns, {len(facts.needs):,} need and {len(facts.levels):,} level spells")
    print(f"    read database {reading:.2f} s, write file {saving:.2f} s ({store.path().stat().st_size / 1e6:.0f} MB)")
    print(f"    load file {loading:.2f} s, derive facts {deriving:.2f} s, compute {computing:.2f} s")
    print(f"    first table from the database {from_database:.2f} s, from the file {from_file:.2f} s")


def main(arguments: list[str] | None = None) -> float:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else FULL
    facts = synthetic(size, options.seed)
    print(
        f"Monitor, national recomputation: {size.towns:,} towns, {size.needs:,} needs, {size.responses:,} responses, "
        f"{DRAWS} draws, seed {options.seed}, {platform.machine()}, {os.cpu_count()} cores, least of {options.rounds}"
    )
    seconds, table = timed(lambda: ours(facts), options.rounds)
    best = float("inf")
    for name, tally in (("NumPy", tally_in_numpy), ("DuckDB and NumPy", duckdb_tally(facts))):
        reference, figures = timed(lambda tally=tally: by_hand(facts, tally), options.rounds)
        check(table, figures)
        best = min(best, reference)
        print(f"  by hand in {name}: {reference * 1000:.0f} ms")
    times = seconds / best
    print(
        f"  naves: {seconds * 1000:.0f} ms, {times:.2f} times the quicker one "
        f"(to reach: {MUST_REACH:.0f}); figures agree"
    )
    if os.environ.get("NAVES_DATABASE_URL"):
        cold()
    return times


if __name__ == "__main__":
    raise SystemExit(main() > MUST_REACH)
