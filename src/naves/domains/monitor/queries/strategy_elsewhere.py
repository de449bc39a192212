"""What towns alike did about the needs that a strategy leaves out: with which measures of others.

Alike is a town of the same size class as one with such a need of the same theme, outside the places of the strategy
unless it covers all of the country. Only answers at the level “planned”
or higher count, confirmed and holding on the day.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.measured import observation
from naves.domains.monitor.queries.strategy_check import Which, chosen, of_theme
from naves.domains.monitor.queries.strategy_credits import (
    NOBODY,
    Credits,
    credits_key,
    credits_of,
    items_in_force,
    own_items,
    standing,
    towns_of,
)
from naves.domains.monitor.rules.arrays import Ids, Levels, Mask
from naves.domains.strategies.queries.lineages import VersionItems
from naves.domains.strategies.rules.spells import HOLDS_WITHOUT_STRATEGY

_PLANNED = 2
_THEMES = 5
_MEASURES = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A measure of somebody else: in how many towns alike it answers how many needs, at which level at best."""

    measure_id: uuid.UUID
    towns: int
    needs: int
    level: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A theme in which needs are left out; towns alike at all, and those that plan an answer to some need of it."""

    theme: str
    towns_alike: int
    towns_answering: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """Answers on a day at the level “planned” or higher: rows of the cross-section, measures and levels, each once."""

    row: Ids
    item: Ids
    level: Levels


_answers: Kept[_Answers] = Kept(2)
_found: Kept[tuple[Elsewhere, ...]] = Kept(64)


def answered_elsewhere(items: VersionItems, as_of: date, themes: Sequence[str]) -> tuple[Elsewhere, ...]:
    """Return the first few of `themes` with what towns alike do about them."""
    now, day = picture(), as_of.toordinal()
    found = credits_of(now, items, day)
    few = tuple(themes[:_THEMES])
    return _found.get((credits_key(now, items, day), few), lambda: _elsewhere(now, items, found, few))


def _elsewhere(now: Picture, items: VersionItems, found: Credits, themes: tuple[str, ...]) -> tuple[Elsewhere, ...]:
    names = now.columns.territory.names.themes
    answers, own = _day_answers(now, found.day), own_items(now, items)
    others = own[answers.item] == NOBODY
    answers = _Answers(answers.row[others], answers.item[others], answers.level[others])
    covered = towns_of(now, items.place_ids)
    outside: Mask = np.ones(len(covered), dtype=np.bool_) if covered.all() else ~covered
    return tuple(_of_theme(now, found, answers, names.index(theme), outside) for theme in themes if theme in names)


def _of_theme(now: Picture, found: Credits, answers: _Answers, theme: int, outside: Mask) -> Elsewhere:
    cross, towns = found.cross, observation(now, found.day, None).towns
    missing = chosen(now, found, Which.LEFT_OUT, None) & of_theme(found, theme)
    sizes = np.unique(towns.size_class[cross.town[found.rows[missing]]])
    alike: Mask = np.isin(towns.size_class, sizes) & towns.exists & outside
    touched = np.zeros(len(cross), dtype=np.bool_)
    touched[cross.share_row[cross.theme == theme]] = True
    fits = touched[answers.row] & alike[cross.town[answers.row]]
    row, item, level = answers.row[fits], answers.item[fits], answers.level[fits]
    return Elsewhere(
        theme=now.columns.territory.names.themes[theme],
        towns_alike=int(alike.sum()),
        towns_answering=len(np.unique(cross.town[row])),
        examples=_examples(now, cross.town[row], item, level),
    )


def _examples(now: Picture, town: Ids, item: Ids, level: Levels) -> tuple[Example, ...]:
    """The measures that answer in most towns; of equal ones those that answer more needs."""
    size = int(item.max(initial=-1)) + 1
    needs = np.bincount(item, minlength=size)
    many = int(town.max(initial=0)) + 1
    towns = np.bincount(np.unique(item.astype(np.int64) * many + town) // many, minlength=size)
    best = np.zeros(size, dtype=np.int8)
    np.maximum.at(best, item, level)
    ranked = np.lexsort((-best, -needs, -towns))[:_MEASURES]
    ranked = ranked[needs[ranked] > 0]
    keys = now.columns.plans.item_number.texts(ranked.tolist())
    return tuple(
        Example(uuid.UUID(hex=key), int(towns[number]), int(needs[number]), int(best[number]))
        for key, number in zip(keys, ranked.tolist(), strict=True)
    )


def _day_answers(now: Picture, day: int) -> _Answers:
    return _answers.get((now.epoch, now.sequence, day), lambda: _answers_on(now, day))


def _answers_on(now: Picture, day: int) -> _Answers:
    claims, cross = standing(now, day), observation(now, day, None).cross
    row_of = np.full(now.facts.need_count, -1, dtype=np.int32)
    row_of[cross.need] = np.arange(len(cross), dtype=np.int32)
    held = (claims.level >= HOLDS_WITHOUT_STRATEGY) | items_in_force(now, day)[claims.target]
    wanted = held & (claims.level >= _PLANNED) & (claims.target >= 0) & (row_of[claims.need] >= 0)
    row, item, level = row_of[claims.need[wanted]], claims.target[wanted], claims.level[wanted]
    # A response may hold several claims: the highest one is its level.
    many = len(cross) + 1
    pairs, place = np.unique(item.astype(np.int64) * many + row, return_inverse=True)
    highest = np.zeros(len(pairs), dtype=np.int8)
    np.maximum.at(highest, place, level)
    return _Answers((pairs % many).astype(np.int32), (pairs // many).astype(np.int32), highest)
