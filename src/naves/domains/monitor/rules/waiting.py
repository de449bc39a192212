"""Who waits how long as of a day: from the publication of a need to its first answer at a level."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Counts, Days, Ids, Mask
from naves.domains.monitor.rules.facts import FOREVER, Facts, LevelSpells, NeedSpells, ThemeShares

_SHARE_STEP = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """Needs ever published by the day (m of them), in the order of their numbers.

    days: from the first publication to the first answer, or to the end of observation. answered: it came by then.
    town: int32[m]. theme: int16[m], the theme of the greatest share, -1 = none.
    """

    need: Ids
    days: Counts
    answered: Mask
    town: Ids
    theme: Codes


def waiting(facts: Facts, day: int, level: int) -> Waiting:
    """As of the end of `day`: nothing recorded later moves a need, so the past stays as it was.

    An open need is censored at the day. A need withdrawn or merged before an answer came is censored when it
    stopped counting: nobody could answer it any more, and the one it was merged into goes on waiting. An answer
    that is withdrawn later was an answer; one recorded and withdrawn on the same day never was.
    """
    published, until, town = _observed(facts.needs, day, facts.need_count)
    first = _first_answers(facts.levels, day, level, facts.need_count)
    need = np.flatnonzero(published < FOREVER).astype(np.int32)
    start, end, came = (column[need].astype(np.int64) for column in (published, until, first))
    # What stopped counting on a day did not count on it any more; what still counts is watched through the day.
    answered = came < np.where(end == FOREVER, day + 1, end)
    last = np.where(answered, came, np.where(end == FOREVER, day, end))
    return Waiting(
        need=need,
        days=np.maximum(last - start, 0),
        answered=answered,
        town=town[need],
        theme=_main_themes(facts.shares, day, facts.need_count)[need],
    )


def touching(facts: Facts, day: int, needs: Ids, *, theme: int | None, group: int | None) -> Mask:
    """Which of the needs touch the theme and concern the affected group, bool[m]."""
    wanted = np.ones(facts.need_count, dtype=np.bool_)
    if theme is not None:
        shares = facts.shares
        wanted &= _marked(shares.need[shares.held(day) & (shares.theme == theme) & (shares.share > 0)], facts)
    if group is not None:
        groups = facts.groups
        wanted &= _marked(groups.need[groups.held(day) & (groups.group == group)], facts)
    chosen: Mask = wanted[needs]
    return chosen


def _marked(needs: Ids, facts: Facts) -> Mask:
    marked = np.zeros(facts.need_count, dtype=np.bool_)
    marked[needs] = True
    return marked


def _observed(spells: NeedSpells, day: int, count: int) -> tuple[Days, Days, Ids]:
    """First day counted, day it stopped counting (FOREVER while it counts) and town of each need as of the day."""
    begun = (spells.from_day <= day) & (spells.from_day < spells.until_day)
    need, start = spells.need[begun], spells.from_day[begun]
    end = np.where(spells.until_day[begun] <= day, spells.until_day[begun], FOREVER).astype(np.int32)
    published, until = np.full(count, FOREVER, dtype=np.int32), np.zeros(count, dtype=np.int32)
    town = np.full(count, -1, dtype=np.int32)
    np.minimum.at(published, need, start)
    np.maximum.at(until, need, end)
    town[need] = spells.town[begun]
    return published, until, town


def _first_answers(spells: LevelSpells, day: int, level: int, count: int) -> Days:
    first = np.full(count, FOREVER, dtype=np.int32)
    came = (spells.level >= level) & (spells.from_day <= day) & (spells.from_day < spells.until_day)
    np.minimum.at(first, spells.need[came], spells.from_day[came])
    return first


def _main_themes(spells: ThemeShares, day: int, count: int) -> Codes:
    """The theme of the greatest share, of equal ones the first; so that each need belongs to one group."""
    held = spells.held(day) & (spells.share > 0)
    rank = np.full(count, -1, dtype=np.int32)
    np.maximum.at(
        rank,
        spells.need[held],
        spells.share[held].astype(np.int32) * _SHARE_STEP + (_SHARE_STEP - 1 - spells.theme[held]),
    )
    return np.where(rank >= 0, _SHARE_STEP - 1 - rank % _SHARE_STEP, -1).astype(np.int16)
