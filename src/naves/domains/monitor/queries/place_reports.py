"""One place: a town, or all towns of a kraj, okres or ORP together."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen
from naves.domains.monitor.queries.gazetteer import gazetteer
from naves.domains.monitor.queries.measured import observation, table
from naves.domains.monitor.rules.arrays import Mask, optional
from naves.domains.monitor.rules.country import Observation
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate
from naves.domains.monitor.rules.ladder import Funnel, funnel, rankable
from naves.domains.monitor.rules.method import LEVELS
from naves.domains.monitor.rules.selection import Selection, select
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place


@dataclass(frozen=True, slots=True)
class ThemeFigure:
    """coverage: at levels 1 to 4, None where the theme is not assessed. needs: how many touch the theme."""

    theme: str
    needs: int
    coverage: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """coverage: of a town its own, of a larger unit the mean of its towns. estimates: of a larger unit only.

    rankable: a town with needs enough to be compared with others; a larger unit where it is assessed.
    """

    place_id: int
    as_of: date
    funnel: Funnel
    coverage: tuple[float | None, ...]
    rankable: bool
    themes: list[ThemeFigure]
    estimates: dict[Estimand, tuple[Estimate, ...]]
    towns: int
    towns_assessed: int


_kept: Kept[PlaceReport] = Kept(256)


def place_report(place: Place, as_of: date) -> PlaceReport:
    now, day = picture(), as_of.toordinal()
    return _kept.get((now.stamp(day), now.stamp(0), day, place.pk), lambda: _report(now, place, as_of))


def _report(now: Picture, place: Place, as_of: date) -> PlaceReport:
    seen = observation(now, as_of.toordinal(), None)
    mask = _towns(now, place)
    selected = select(seen.cross, Selection(towns=mask))
    rungs = funnel(selected, now.facts.contradictions)
    single = place.level == PlaceLevel.MUNICIPALITY
    coverage = _own_coverage(seen, mask) if single else _mean_coverage(now, seen, mask, as_of)
    estimates = {} if single else _estimates(now, mask, as_of)
    counts = np.bincount(selected.theme, minlength=now.facts.theme_count).tolist()
    names = now.columns.territory.names.themes
    assessed = (seen.tallies.needs[-1] > 0) & mask
    return PlaceReport(
        place_id=place.pk,
        as_of=as_of,
        funnel=rungs,
        coverage=coverage[-1],
        rankable=bool(rankable(np.array([rungs.recorded]))[0]) if single else bool(assessed.any()),
        themes=[ThemeFigure(names[theme], counts[theme], coverage[theme]) for theme in range(len(names))],
        estimates=estimates,
        towns=int((mask & seen.towns.exists).sum()),
        towns_assessed=int(assessed.sum()),
    )


def _towns(now: Picture, place: Place) -> Mask:
    rows, names = now.columns.territory.towns, now.columns.territory.names
    if place.level == PlaceLevel.MUNICIPALITY:
        town = gazetteer(now).town_of_place.get(place.pk, -1)
        return np.equal(np.arange(len(rows)), town)
    for level, ids, column in (
        (PlaceLevel.REGION, names.regions, rows.region),
        (PlaceLevel.DISTRICT, names.districts, rows.district),
        (PlaceLevel.ORP, names.orps, rows.orp),
    ):
        if place.level == level:
            return np.equal(column, ids.index(place.pk) if place.pk in ids else -2)
    return np.ones(len(rows), dtype=np.bool_)


def _own_coverage(seen: Observation, town: Mask) -> list[tuple[float | None, ...]]:
    if not town.any():
        return [(None,) * len(LEVELS)] * len(seen.tallies.needs)
    own = seen.tallies.coverage()[..., town][..., 0]
    return [tuple(optional(value) for value in theme) for theme in own.T]


def _mean_coverage(now: Picture, seen: Observation, towns: Mask, as_of: date) -> list[tuple[float | None, ...]]:
    figures = table(now, _chosen(towns, as_of))
    themes = [*range(len(seen.tallies.needs) - 1), -1]
    return [tuple(figures.at(Estimand.PER_TOWN, level, theme).coverage for level in LEVELS) for theme in themes]


def _estimates(now: Picture, towns: Mask, as_of: date) -> dict[Estimand, tuple[Estimate, ...]]:
    figures = table(now, _chosen(towns, as_of))
    return {estimand: tuple(figures.at(estimand, level) for level in LEVELS) for estimand in Estimand}


def _chosen(towns: Mask, as_of: date) -> Chosen:
    return Chosen(day=as_of.toordinal(), level=1, theme=None, group=None, towns=towns)
