"""Towns alike that did answer a need of the same theme."""

import uuid
from dataclasses import dataclass
from datetime import date

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.facts.derive import town_of_needs
from naves.domains.monitor.queries.filters import DEFAULT_LEVEL
from naves.domains.monitor.queries.measured import observation
from naves.domains.monitor.rules.arrays import Codes, Floats, Ids
from naves.domains.monitor.rules.country import Observation
from naves.domains.monitor.rules.frames import Towns


@dataclass(frozen=True, slots=True)
class Answered:
    """A need that a town alike has answered; its responses say with what."""

    need_id: uuid.UUID
    place_id: int
    level: int


def answered_alike(need_id: uuid.UUID, as_of: date, *, at_least: int = DEFAULT_LEVEL, limit: int = 5) -> list[Answered]:
    """Answered needs sharing a theme with this one, one of each town, the towns most alike first.

    Alike is a town of the same size class, then of the nearest population, those of the same region before others.
    """
    now = picture()
    number = int(now.columns.needs.number.find([need_id.hex])[0])
    if number < 0:
        return []
    seen = observation(now, as_of.toordinal(), None)
    town = int(town_of_needs(now.columns.needs, now.columns.territory)[number])
    themes = _themes(now, number, as_of.toordinal())
    if town < 0 or len(themes) == 0:
        return []
    rows = _candidates(seen, themes, town, at_least)
    rows = rows[np.argsort(_distance(seen.towns, seen.cross.town[rows], town), kind="stable")]
    _, first = np.unique(seen.cross.town[rows], return_index=True)
    return _answers(now, seen, rows[np.sort(first)[:limit]])


def _themes(now: Picture, number: int, day: int) -> Codes:
    shares = now.facts.shares
    own: Codes = shares.theme[(shares.need == number) & shares.held(day)]
    return own


def _candidates(seen: Observation, themes: Codes, town: int, at_least: int) -> Ids:
    """Rows of the cross-section, the highest levels first."""
    cross, towns = seen.cross, seen.towns
    shared = np.zeros(len(cross), dtype=np.bool_)
    shared[cross.share_row[np.isin(cross.theme, themes)]] = True
    alike = (towns.size_class == towns.size_class[town]) & (np.arange(len(towns)) != town)
    rows = np.flatnonzero(shared & (cross.level >= at_least) & alike[cross.town]).astype(np.int32)
    return rows[np.argsort(-cross.level[rows], kind="stable")]


def _distance(towns: Towns, others: Ids, town: int) -> Floats:
    """Ratio of populations on a logarithmic scale; another region counts like half as many people again."""
    size = np.log(np.maximum(np.nan_to_num(towns.population, nan=1.0), 1.0))
    elsewhere = towns.region[others] != towns.region[town]
    distance: Floats = np.abs(size[others] - size[town]) + elsewhere * np.log(1.5)
    return distance


def _answers(now: Picture, seen: Observation, rows: Ids) -> list[Answered]:
    needs = seen.cross.need[rows].tolist()
    keys = now.columns.needs.number.texts(needs)
    places = now.columns.needs.own.place[needs].tolist()
    return [
        Answered(need_id=uuid.UUID(hex=key), place_id=place, level=level)
        for key, place, level in zip(keys, places, seen.cross.level[rows].tolist(), strict=True)
    ]
