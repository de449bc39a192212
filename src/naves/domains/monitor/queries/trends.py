"""How the figures moved: one point per month end, and the day asked for."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from naves.domains.monitor.facts.current import picture
from naves.domains.monitor.queries.filters import Filters, choose
from naves.domains.monitor.queries.measured import undivided
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate

MONTHS = 12


@dataclass(frozen=True, slots=True)
class TrendValue:
    day: date
    estimates: dict[Estimand, Estimate]


def trend(filters: Filters, *, months: int = MONTHS) -> list[TrendValue]:
    """Each point as of its own day, under the same filters. Days that are over are computed once."""
    now = picture()
    points = []
    for day in [*month_ends(filters.as_of, months), filters.as_of]:
        chosen = choose(now, replace(filters, as_of=day))
        figures = undivided(now, chosen)
        points.append(TrendValue(day, {estimand: figures.at(estimand, filters.level) for estimand in Estimand}))
    return points


def month_ends(before: date, months: int) -> list[date]:
    """The last days of the `months` months that ended before the day, oldest first."""
    ends: list[date] = []
    day = before
    for _ in range(months):
        day = day.replace(day=1) - timedelta(days=1)
        ends.append(day)
    return ends[::-1]
