"""What a version of a strategy answers in its places and what it leaves out, as of a day.

Estimand: the share of needs in the covered places that the version answers by a confirmed response, every need of
weight 1. Denominator: the needs of those places that count on the day. Of a draft the same as if it were approved;
none of this enters the Monitor's figures.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.need_lists import NeedRow
from naves.domains.monitor.queries.strategy_credits import Credits, credits_key, credits_of
from naves.domains.monitor.rules.arrays import Ids, Mask
from naves.domains.monitor.rules.method import LEVELS
from naves.domains.strategies.queries.lineages import VersionItems

_PLANNED = 2


class Which(StrEnum):
    """Needs of the places: all, answered by the version, left out by it, or left out and planned by nobody else."""

    ALL = "all"
    ANSWERED = "answered"
    LEFT_OUT = "left_out"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class People:
    """Numbers of people that needs state, added up; who has two needs counts twice. unknown: needs that state none."""

    stated: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ThemeGap:
    """A theme (None for all together): needs that touch it, those left out, and those that nobody else plans for."""

    theme: str | None
    needs: int
    left_out: int
    nobody: int
    people: People


@dataclass(frozen=True, slots=True)
class ItemAnswers:
    """How many needs a goal or measure answers in the places, and what people they state."""

    item_id: uuid.UUID
    needs: int
    people: People


@dataclass(frozen=True, slots=True)
class StrategyCheck:
    """answered: by a confirmed response of the version. at_level: at level 1 to 4 or above, as it holds (or would).

    themes are ordered by needs left out, the most first; measures as the version orders them.
    """

    as_of: date
    towns: int
    needs: int
    answered: int
    at_level: tuple[int, ...]
    against: int
    total: ThemeGap
    themes: tuple[ThemeGap, ...]
    goals: tuple[ItemAnswers, ...]
    measures: tuple[ItemAnswers, ...]

    @property
    def coverage(self) -> float | None:
        """Return the share of needs answered, None where none is recorded: not assessed."""
        return self.answered / self.needs if self.needs else None

    @property
    def answering(self) -> int:
        """Return how many measures answer some need: the numerator of relevance."""
        return sum(measure.needs > 0 for measure in self.measures)

    @property
    def relevance(self) -> float | None:
        """Return the share of measures that answer at least one need, None where there is no measure."""
        return self.answering / len(self.measures) if self.measures else None


_checks: Kept[StrategyCheck] = Kept(64)


def strategy_check(items: VersionItems, as_of: date) -> StrategyCheck:
    """Return the check of a version; its items come from `strategies.queries.lineages.version_items`."""
    now, day = picture(), as_of.toordinal()
    return _checks.get(credits_key(now, items, day), lambda: _check(now, items, as_of))


def _check(now: Picture, items: VersionItems, as_of: date) -> StrategyCheck:
    found = credits_of(now, items, as_of.toordinal())
    left_out = ~found.answered
    nobody = left_out & (found.elsewhere < _PLANNED)
    answers = _answers(now, found, items)
    return StrategyCheck(
        as_of=as_of,
        towns=len(np.unique(found.cross.town[found.rows])),
        needs=len(found),
        answered=int(found.answered.sum()),
        at_level=tuple(int((found.level >= level).sum()) for level in LEVELS),
        against=int(found.against.sum()),
        total=ThemeGap(None, len(found), int(left_out.sum()), int(nobody.sum()), _people(now, found, left_out)),
        themes=_themes(now, found, left_out, nobody),
        goals=answers[: len(items.goals)],
        measures=answers[len(items.goals) :],
    )


def checked_needs(
    items: VersionItems,
    as_of: date,
    which: Which,
    *,
    theme: str | None = None,
    item_id: uuid.UUID | None = None,
    offset: int = 0,
    limit: int = 25,
) -> tuple[int, list[NeedRow]]:
    """Return how many needs there are and some of them, by people affected; `item_id`: those that one item answers.

    `level` of a row is the highest by whatever strategy.
    """
    now = picture()
    found = credits_of(now, items, as_of.toordinal())
    wanted = chosen(now, found, which, theme)
    if item_id is not None:
        mine = np.zeros(len(found), dtype=np.bool_)
        mine[found.pair_row[found.pair_item == items.ids.index(item_id)]] = True
        wanted &= mine
    order = _ordered(now, found, np.flatnonzero(wanted).astype(np.int32))
    return len(order), need_rows(now, found, order[offset : offset + limit])


def chosen(now: Picture, found: Credits, which: Which, theme: str | None) -> Mask:
    """Return which rows are asked for; an unknown theme chooses none."""
    wanted = {
        Which.ALL: np.ones(len(found), dtype=np.bool_),
        Which.ANSWERED: found.answered,
        Which.LEFT_OUT: ~found.answered,
        Which.NOBODY: ~found.answered & (found.elsewhere < _PLANNED),
    }[which].copy()
    if theme is not None:
        themes = now.columns.territory.names.themes
        wanted &= of_theme(found, themes.index(theme)) if theme in themes else False
    return wanted


def of_theme(found: Credits, theme: int) -> Mask:
    """Return which rows touch the theme."""
    touched = np.zeros(len(found.cross), dtype=np.bool_)
    touched[found.cross.share_row[found.cross.theme == theme]] = True
    own: Mask = touched[found.rows]
    return own


def need_rows(now: Picture, found: Credits, rows: Ids) -> list[NeedRow]:
    """Return rows of the credits as a list shows them."""
    needs = found.cross.need[found.rows[rows]]
    own = now.columns.needs.own.take(needs)
    keys = now.columns.needs.number.texts(needs.tolist())
    return [
        NeedRow(uuid.UUID(hex=key), place, level, people if people >= 0 else None, severity, max(found.day - voiced, 0))
        for key, place, level, people, severity, voiced in zip(
            keys,
            own.place.tolist(),
            found.elsewhere[rows].tolist(),
            own.people.tolist(),
            own.severity.tolist(),
            own.voiced.tolist(),
            strict=True,
        )
    ]


def _ordered(now: Picture, found: Credits, rows: Ids) -> Ids:
    """Most people first, then the graver, then the older."""
    need, own = found.cross.need[found.rows[rows]], now.columns.needs.own
    ranked: Ids = rows[np.lexsort((need, own.voiced[need], -own.severity[need], -own.people[need]))]
    return ranked


def _people(now: Picture, found: Credits, wanted: Mask) -> People:
    people = now.columns.needs.own.people[found.cross.need[found.rows[wanted]]]
    return People(int(people[people >= 0].sum(dtype=np.int64)), int((people < 0).sum()))


def _themes(now: Picture, found: Credits, left_out: Mask, nobody: Mask) -> tuple[ThemeGap, ...]:
    """One pass over the shares of the needs in the places, whatever the number of themes."""
    cross, names = found.cross, now.columns.territory.names.themes
    row_of = np.full(len(cross), -1, dtype=np.int32)
    row_of[found.rows] = np.arange(len(found), dtype=np.int32)
    row = row_of[cross.share_row]
    row, theme = row[row >= 0], cross.theme[row >= 0]
    people = now.columns.needs.own.people[cross.need[found.rows]][row]
    size = len(names)

    def count(mask: Mask) -> list[int]:
        return [int(value) for value in np.bincount(theme[mask], minlength=size)]

    out = left_out[row]
    needs, lost, alone = count(np.ones(len(row), dtype=np.bool_)), count(out), count(nobody[row])
    unknown = count(out & (people < 0))
    known = out & (people >= 0)
    stated = np.bincount(theme[known], weights=people[known], minlength=size)
    gaps = [
        ThemeGap(names[one], needs[one], lost[one], alone[one], People(int(stated[one]), unknown[one]))
        for one in range(size)
        if needs[one]
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.left_out, -gap.people.stated, gap.theme or "")))


def _answers(now: Picture, found: Credits, items: VersionItems) -> tuple[ItemAnswers, ...]:
    ids = items.ids
    many = len(found) + 1
    pairs = np.unique(found.pair_item.astype(np.int64) * many + found.pair_row)
    item, row = pairs // many, pairs % many
    people = now.columns.needs.own.people[found.cross.need[found.rows[row]]]
    needs = np.bincount(item, minlength=len(ids))
    known = people >= 0
    stated = np.bincount(item[known], weights=people[known], minlength=len(ids))
    unknown = np.bincount(item[~known], minlength=len(ids))
    return tuple(
        ItemAnswers(pk, int(needs[number]), People(int(stated[number]), int(unknown[number])))
        for number, pk in enumerate(ids)
    )
