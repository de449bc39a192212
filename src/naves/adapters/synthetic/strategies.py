"""Strategies of the state, kraje and towns, with goals by theme, measures and indicators."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from naves.adapters.synthetic.drawing import DAYS, FIRST_DAY, Array, Draw, moment
from naves.adapters.synthetic.organisations import make_owners
from naves.adapters.synthetic.territory import Territory
from naves.adapters.synthetic.vocabulary import BODIES, MEASURES, PLACES, PLANS
from naves.adapters.synthetic.vocabulary import REGIONS as KRAJE
from naves.domains.needs.columns import folded
from naves.domains.needs.models import Theme
from naves.domains.needs.operations.bulk import insert
from naves.domains.strategies.enums import Direction, MeasureStatus, VersionStatus
from naves.domains.strategies.models import Goal, Indicator, Measure, MeasureTransition, Strategy, StrategyVersion
from naves.kernel.text import collation_key

HORIZON = date(2030, 12, 31)
NATIONAL = 0.005
WITHOUT_DEADLINE = 0.2
REGIONS = len(KRAJE)


@dataclass(frozen=True, slots=True, eq=False)
class Plans:
    """Measures by number: id, theme, area (0 the state, then kraje, then towns), day from which they count."""

    ids: list[uuid.UUID]
    theme: Array
    area: Array
    day: Array
    indicator: list[uuid.UUID]
    areas: int


def make_strategies(draw: Draw, territory: Territory, strategies: int, measures: int) -> Plans:
    """Write strategies with one approved version each and their measures."""
    themes = list(Theme.objects.values_list("code", flat=True))
    regions = len(territory.regions)
    towns = len(territory.towns)
    national = max(1, round(strategies * NATIONAL))
    local = max(0, strategies - national - regions)
    # Seats of ORP, the larger towns, come first; where there are more plans than towns, some have several.
    of_town = np.arange(local) % towns
    owners, halls = make_owners(draw, territory, list(range(min(local, towns))), moment(0))
    area = np.concatenate([np.zeros(national, int), 1 + np.arange(regions), 1 + regions + of_town])[:strategies]
    owner = [owners[0] if a == 0 else owners[a] if a <= regions else halls[a - 1 - regions] for a in area.tolist()]
    day = np.where(np.arange(strategies) < national + regions, 0, draw.below(DAYS // 2, strategies))
    ids, versions = draw.ids(day), draw.ids(day)
    moments = draw.moments(day)
    names = _names(draw, territory, area, regions)
    insert(
        Strategy,
        ("id", "identifier", "title", "title_sort", "title_folded", "owner_id", "url", "created_at"),
        (
            (pk, f"SYN-{number:05}", title, collation_key(title), folded(title), owner[number], "", moments[number])
            for number, (pk, title) in enumerate(zip(ids, names, strict=True))
        ),
    )
    insert(
        StrategyVersion,
        ("id", "strategy_id", "number", "status", "summary", "in_force_from", "in_force_to", "created_at",
         "approved_at", "ended_reason"),
        (
            (version, strategy, 1, VersionStatus.APPROVED.value, "", at.date(), HORIZON, at, at, "")
            for version, strategy, at in zip(versions, ids, moments, strict=True)
        ),
    )  # fmt: skip
    covered = [territory.state, *territory.regions, *territory.towns.tolist()]
    insert(
        StrategyVersion.places.through,
        ("strategyversion_id", "place_id"),
        ((version, covered[a]) for version, a in zip(versions, area.tolist(), strict=True)),
    )
    goals = _goals(draw, versions, day, themes)
    return _measures(draw, versions, goals, area, day, themes, measures, 1 + regions + towns)


def _names(draw: Draw, territory: Territory, area: Array, regions: int) -> list[str]:
    plans = draw.pick(PLANS, len(area))
    return [
        f"{plan} Česka {number + 1}"
        if a == 0
        else f"{plan} kraje {a}"
        if a <= regions
        else f"{plan}: {territory.names[a - 1 - regions]}"
        for number, (plan, a) in enumerate(zip(plans, area.tolist(), strict=True))
    ]


def _goals(draw: Draw, versions: list[uuid.UUID], day: Array, themes: list[str]) -> list[uuid.UUID]:
    """Write a goal for each theme of each version; return their ids, versions outermost."""
    ids = draw.ids(np.repeat(day, len(themes)))
    titles = dict(Theme.objects.values_list("code", "name_cs"))
    insert(
        Goal,
        ("id", "version_id", "lineage", "code", "title", "description", "position"),
        (
            (ids[v * len(themes) + t], version, ids[v * len(themes) + t], f"C{t + 1}", titles[theme], "", t)
            for v, version in enumerate(versions)
            for t, theme in enumerate(themes)
        ),
    )
    insert(
        Goal.themes.through,
        ("goal_id", "theme_id"),
        ((pk, themes[number % len(themes)]) for number, pk in enumerate(ids)),
    )
    return ids


def _measures(
    draw: Draw,
    versions: list[uuid.UUID],
    goals: list[uuid.UUID],
    area: Array,
    day: Array,
    themes: list[str],
    count: int,
    areas: int,
) -> Plans:
    # The state and kraje plan more than a town does.
    weight = np.where(area == 0, 6.0, np.where(area <= REGIONS, 4.0, 1.0))
    of = np.sort(draw.random.choice(len(versions), count, p=weight / weight.sum()))
    theme = draw.below(len(themes), count)
    ids = draw.ids(day[of])
    numbers, kinds = of.tolist(), theme.tolist()
    names = [MEASURES[themes[kind]] for kind in kinds]
    chance, where = draw.below(1 << 30, count).tolist(), draw.pick(PLACES, count)
    bodies = draw.pick(BODIES, count)
    no_deadline = (draw.random.random(count) < WITHOUT_DEADLINE).tolist()
    due = draw.below(1500, count).tolist()
    status = draw.pick([status.value for status in MeasureStatus], count, (0.4, 0.4, 0.15, 0.05))
    budget = (np.round(draw.random.lognormal(14, 1.2, count) / 1000) * 1000).astype(int).tolist()
    begun = [moment(int(d)) for d in day[of].tolist()]
    insert(
        Measure,
        ("id", "goal_id", "version_id", "lineage", "code", "title", "description", "responsible_body", "deadline",
         "budget_czk", "status", "position"),
        (
            (ids[i], goals[numbers[i] * len(themes) + kinds[i]], versions[numbers[i]], ids[i], f"O{i + 1}",
             f"{names[i][chance[i] % len(names[i])]} {where[i]}", "", bodies[i],
             None if no_deadline[i] else (FIRST_DAY + timedelta(days=1700 + due[i])).date(), budget[i], status[i], i)
            for i in range(count)
        ),
    )  # fmt: skip
    insert(Measure.themes.through, ("measure_id", "theme_id"), ((ids[i], themes[kinds[i]]) for i in range(count)))
    insert(
        MeasureTransition,
        ("measure_id", "from_status", "to_status", "at", "reason"),
        ((ids[i], "", status[i], begun[i], "") for i in range(count)),
    )
    indicators = draw.ids(day[of])
    insert(
        Indicator,
        ("id", "measure_id", "lineage", "name", "unit", "direction", "baseline", "baseline_on", "target", "target_on",
         "created_at"),
        (
            (indicators[i], ids[i], indicators[i], "Počet spokojených obyvatel", "%", Direction.HIGHER.value, 20.0,
             begun[i].date(), 60.0, HORIZON, begun[i])
            for i in range(count)
        ),
    )  # fmt: skip
    return Plans(ids, theme, area[of], day[of], indicators, areas)
