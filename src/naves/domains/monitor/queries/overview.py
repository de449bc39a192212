"""The home of the Monitor: one question, its answer with uncertainty, and where it comes from."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen, Filters, choose
from naves.domains.monitor.queries.gazetteer import Area, gazetteer
from naves.domains.monitor.queries.measured import digest, observation, table
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import ALL_THEMES, Estimate
from naves.domains.monitor.rules.heat import HeatCell, heat_table, need_counts
from naves.domains.monitor.rules.ladder import Funnel, funnel
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.domains.monitor.rules.relevance import Relevance, relevance
from naves.domains.monitor.rules.selection import Areas, Selection, select


@dataclass(frozen=True, slots=True)
class Overview:
    """heat: per estimand rows of themes (the last is all themes) with a cell per region and, last, the country.

    relevance is always of the whole country: a measure is not of one theme or town.
    """

    filters: Filters
    method_version: str
    places_total: int
    places_assessed: int
    places_below_half: int
    estimates: dict[Estimand, Estimate]
    funnel: Funnel
    relevance: Relevance
    themes: tuple[str, ...]
    regions: list[Area]
    heat: dict[Estimand, list[list[HeatCell]]]

    @property
    def assessed_share(self) -> float | None:
        return self.places_assessed / self.places_total if self.places_total else None


_kept: Kept[Overview] = Kept(128)


def overview(filters: Filters, version: str = METHOD_VERSION) -> Overview:
    """Figures as of the end of `filters.as_of`, by one version of the method. Refused for unknown codes."""
    now = picture()
    chosen = choose(now, filters)
    key = (now.stamp(chosen.day), now.stamp(0), filters, version, digest(chosen.towns))
    return _kept.get(key, lambda: _overview(now, filters, chosen, version))


def _overview(now: Picture, filters: Filters, chosen: Chosen, version: str) -> Overview:
    seen = observation(now, chosen.day, chosen.group)
    figures = table(now, chosen, version)
    theme = ALL_THEMES if chosen.theme is None else chosen.theme
    level = chosen.level
    selected = select(seen.cross, Selection(theme=chosen.theme, towns=chosen.towns))
    counts = need_counts(
        select(seen.cross, Selection(towns=chosen.towns)),
        Areas(seen.towns.region, now.facts.region_count),
        themes=now.facts.theme_count,
    )
    per_town = figures.at(Estimand.PER_TOWN, level, theme)
    below = figures.share_below_half[0, level - 1, theme, -1]
    return Overview(
        filters=filters,
        method_version=version,
        places_total=per_town.towns_in_frame,
        places_assessed=per_town.towns_assessed,
        places_below_half=0 if np.isnan(below) else round(below * per_town.towns_assessed),
        estimates={estimand: figures.at(estimand, level, theme) for estimand in Estimand},
        funnel=funnel(selected, now.facts.contradictions),
        relevance=_relevance(now, chosen.day),
        themes=now.columns.territory.names.themes,
        regions=gazetteer(now).regions,
        heat={estimand: heat_table(figures, counts, estimand=estimand, level=level) for estimand in Estimand},
    )


def _relevance(now: Picture, day: int) -> Relevance:
    return relevance(now.facts, observation(now, day, None).cross)
