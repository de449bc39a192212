"""Silent needs: towns where an indicator points to a need that nobody voiced. This is the outreach list."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.gazetteer import gazetteer
from naves.domains.monitor.queries.measured import observation
from naves.domains.monitor.rules.arrays import optional
from naves.domains.monitor.rules.silent import silent
from naves.domains.wellbeing.queries import Gap, gaps


@dataclass(frozen=True, slots=True)
class SilentNeed:
    place_id: int
    population: int | None
    theme: str
    indicator: str
    value: float
    threshold: float
    period_end: date


_kept: Kept[list[SilentNeed]] = Kept(32)


def silent_needs(filters: Filters) -> list[SilentNeed]:
    """Gaps as of the day in the chosen towns and theme, by indicator and then the worst first.

    Needs of every affected group count as voiced, so the group is not filtered by.
    """
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.stamp(0), filters)
    return _kept.get(key, lambda: _silent(now, chosen, filters))


def _silent(now: Picture, chosen: Chosen, filters: Filters) -> list[SilentNeed]:
    seen = observation(now, chosen.day, None)
    town_of, themes = gazetteer(now).town_of_place, now.columns.territory.names.themes
    found = [gap for gap in gaps(filters.as_of) if _is_chosen(gap, town_of, chosen, filters.theme)]
    town = np.array([town_of[gap.place_id] for gap in found], dtype=np.int32)
    theme = np.array([themes.index(gap.theme_code) for gap in found], dtype=np.int16)
    unvoiced = silent(seen.cross, town, theme, towns=len(seen.towns), themes=len(themes)) & seen.towns.exists[town]
    people = seen.towns.population[town].tolist()
    return [
        SilentNeed(
            place_id=gap.place_id,
            population=None if optional(count) is None else int(count),
            theme=gap.theme_code,
            indicator=gap.indicator_code,
            value=gap.value,
            threshold=gap.threshold,
            period_end=gap.period_end,
        )
        for gap, count, is_silent in zip(found, people, unvoiced.tolist(), strict=True)
        if is_silent
    ]


def _is_chosen(gap: Gap, town_of: dict[int, int], chosen: Chosen, theme: str | None) -> bool:
    town = town_of.get(gap.place_id)
    if town is None or (theme is not None and gap.theme_code != theme):
        return False
    return chosen.towns is None or bool(chosen.towns[town])
