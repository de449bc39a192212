"""From columns as they were read to the facts that the rules work on."""

import numpy as np

from naves.domains.monitor.facts.columns import Columns, Needs, Plans, Territory
from naves.domains.monitor.facts.mergers import follow
from naves.domains.monitor.facts.rows import ClaimRows, ResponseRows, ValueRows
from naves.domains.monitor.rules.arrays import Ids
from naves.domains.monitor.rules.facts import (
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
from naves.domains.places.rules.size_classes import LOWER_BOUNDS
from naves.domains.strategies.rules.columns import ClaimColumns, PeriodColumns, SpellColumns, claim_spells
from naves.domains.strategies.rules.spells import Step, VersionFacts, cover


def facts_of(columns: Columns) -> Facts:
    needs, territory = columns.needs, columns.territory
    covered = _cover(columns.plans)
    levels = _with_merged(claim_spells(_claims(needs.claims), covered), needs)
    responses, contradictions = _responses(needs, columns.plans)
    return Facts(
        towns=_towns(territory),
        needs=_counted(needs, territory),
        shares=ThemeShares(**needs.shares.columns()),
        groups=GroupSpells(**needs.groups.columns()),
        levels=LevelSpells(need=levels.key, level=levels.level, from_day=levels.from_day, until_day=levels.until_day),
        measures=_measures(covered, columns.plans),
        responses=responses,
        contradictions=contradictions,
        need_count=len(needs.own),
        measure_count=max(len(columns.plans.items), int(responses.measure.max(initial=-1)) + 1),
        theme_count=len(territory.names.themes),
        region_count=len(territory.names.regions),
    )


def town_of_needs(needs: Needs, territory: Territory) -> Ids:
    """Number of the town of each need, -1 where it stands in no municipality."""
    places, own = territory.towns.place, needs.own.place
    town_of = np.full(max(places.max(initial=-1), own.max(initial=-1)) + 2, -1, dtype=np.int32)
    town_of[places] = np.arange(len(places), dtype=np.int32)
    # The place of a need that is gone is -1, the entry behind all places.
    return town_of[own]


def _towns(territory: Territory) -> TownHistory:
    return TownHistory(
        region=territory.towns.region,
        known=territory.towns.known,
        people=territory.towns.people,
        populations=_values(territory.populations),
        exclusions=_values(territory.exclusions),
        size_bounds=np.array(LOWER_BOUNDS, dtype=np.int64),
    )


def _values(rows: ValueRows) -> Values:
    return Values(**rows.columns())


def _counted(needs: Needs, territory: Territory) -> NeedSpells:
    rows = needs.counted
    town = town_of_needs(needs, territory)[rows.need]
    kept = rows.take(town >= 0)
    return NeedSpells(need=kept.need, town=town[town >= 0], from_day=kept.from_day, until_day=kept.until_day)


def _claims(rows: ClaimRows) -> ClaimColumns:
    columns = rows.columns()
    return ClaimColumns(key=columns.pop("need"), **columns)


def _with_merged(levels: SpellColumns, needs: Needs) -> SpellColumns:
    """While a need is merged into another, what answers it answers the other one."""
    row, into, start, end = follow(levels.key, levels.from_day, levels.until_day, needs.merges)
    return SpellColumns(
        key=np.concatenate([levels.key, into]),
        from_day=np.concatenate([levels.from_day, start]),
        until_day=np.concatenate([levels.until_day, end]),
        level=np.concatenate([levels.level, levels.level[row]]),
    )


def _responses(needs: Needs, plans: Plans) -> tuple[ResponseSpells, ContradictionSpells]:
    row, into, start, end = follow(
        needs.responses.need, needs.responses.from_day, needs.responses.until_day, needs.merges
    )
    own = needs.responses
    merged = own.take(row)
    rows = own.append(
        ResponseRows(need=into, from_day=start, until_day=end, item=merged.item, contradicts=merged.contradicts)
    )
    against = rows.take(rows.contradicts)
    known = (rows.item >= 0) & (rows.item < len(plans.items))
    measured = known & plans.items.is_measure[np.where(known, rows.item, 0)] if len(plans.items) else known
    answers = rows.take(measured & ~rows.contradicts)
    return (
        ResponseSpells(measure=answers.item, need=answers.need, from_day=answers.from_day, until_day=answers.until_day),
        ContradictionSpells(need=against.need, from_day=against.from_day, until_day=against.until_day),
    )


def _cover(plans: Plans) -> PeriodColumns:
    """Days on which the strategy behind each goal or measure is in force and the measure is not stopped."""
    version = plans.items.version
    owned = version >= 0
    item = np.arange(len(version), dtype=np.int32)
    simple = owned.copy()
    simple[plans.steps.item] = False
    owner = version[simple]
    key, start, end = [item[simple]], [plans.versions.from_day[owner]], [plans.versions.until_day[owner]]
    for stepped in np.unique(plans.steps.item[owned[plans.steps.item]]).tolist():
        periods = _stepped_cover(plans, stepped)
        key.append(np.full(len(periods), stepped, dtype=np.int32))
        start.append(np.array([first for first, _ in periods], dtype=np.int32))
        end.append(np.array([last for _, last in periods], dtype=np.int32))
    keys, starts, ends = np.concatenate(key), np.concatenate(start), np.concatenate(end)
    order = np.argsort(keys, kind="stable")
    return PeriodColumns(keys[order], starts[order], ends[order])


def _stepped_cover(plans: Plans, item: int) -> list[tuple[int, int]]:
    version = int(plans.items.version[item])
    start, end = int(plans.versions.from_day[version]), int(plans.versions.until_day[version])
    rows = plans.steps.take(plans.steps.item == item)
    steps = [Step(day, stopped) for day, stopped in zip(rows.day.tolist(), rows.stopped.tolist(), strict=True)]
    return list(cover(VersionFacts(approved=start, in_force_from=start, ended=end), steps)) if start < end else []


def _measures(covered: PeriodColumns, plans: Plans) -> MeasureSpells:
    measure = plans.items.is_measure[covered.key] & (covered.from_day < covered.until_day)
    return MeasureSpells(
        measure=covered.key[measure], from_day=covered.from_day[measure], until_day=covered.until_day[measure]
    )
