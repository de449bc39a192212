"""What the Monitor says of a place, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from naves.domains.monitor.queries import (
    Filters,
    PlaceReport,
    SilentNeed,
    TownFigures,
    pooled_town,
    silent_needs,
    town_figures,
)
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate
from naves.domains.needs.models import Theme
from naves.domains.needs.queries import themes
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.web.design.formats import percent, percent_range
from naves.web.design.parts import Figure
from naves.web.design.words import LEVELS, Text

PLANNED: Final = 2
PER_TOWN, PER_PERSON = Estimand.PER_TOWN, Estimand.PER_PERSON


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of a place: how many needs touch it, and the share answered at each level or higher."""

    theme: Theme
    needs: int
    coverage: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Rung:
    """How many needs reached a level of the ladder."""

    label: Text
    needs: int


def figures(report: PlaceReport) -> list[Figure]:
    """Return the coverage at “planned” or higher: of a town its own, of a larger unit both means with their bounds."""
    if report.estimates:
        return [
            _figure(_("Average town"), report.estimates[PER_TOWN][PLANNED - 1], _("each town counts once")),
            _figure(_("Average inhabitant"), report.estimates[PER_PERSON][PLANNED - 1], _("weighted by population")),
            Figure(
                _("Assessed towns"),
                report.towns_assessed / report.towns if report.towns else None,
                note=_("%(assessed)s of %(all)s have a recorded need")
                % {"assessed": report.towns_assessed, "all": report.towns},
            ),
        ]
    coverage = report.coverage[PLANNED - 1]
    if coverage is None:
        note = _("Nobody has recorded a need of this town, so nothing is claimed.")
        return [Figure(_("Needs answered by a measure"), None, note=note)]
    return [Figure(_("Needs answered by a measure"), coverage, note="" if report.rankable else _pooled_note(report))]


def _pooled_note(report: PlaceReport) -> str:
    """Say that the town has too few needs to be compared, and what it is pooled with towns alike."""
    few = _("Fewer than five needs: too few to compare with other towns.")
    found = pooled_town(report.place_id, report.as_of, PLANNED)
    if found is None:
        return few
    said = {"share": percent(found.mean), "interval": percent_range(*found.interval)}
    pooled = _("Pooled with towns of its size and region: %(share)s (95%% interval %(interval)s).") % said
    return f"{few} {pooled}"


def _figure(name: str, estimate: Estimate, note: str) -> Figure:
    return Figure(name, estimate.coverage, estimate.interval, estimate.bounds, note=note)


def rungs(report: PlaceReport) -> list[Rung]:
    """Return the ladder from the first level up."""
    return [Rung(LEVELS[level], needs) for level, needs in enumerate(report.funnel.answered, start=1)]


def theme_rows(report: PlaceReport) -> list[ThemeRow]:
    """Return the themes that any need touches."""
    by_code = {theme.code: theme for theme in themes()}
    return [ThemeRow(by_code[figure.theme], figure.needs, figure.coverage) for figure in report.themes if figure.needs]


def silent_of(place: Place, report: PlaceReport) -> list[SilentNeed]:
    """Return measured gaps of the place that nobody voiced."""
    found = silent_needs(_filters(place, report))
    return [gap for gap in found if gap.place_id == place.pk] if place.level == PlaceLevel.MUNICIPALITY else found


def towns_of(place: Place, report: PlaceReport) -> TownFigures:
    """Return the coverage of every town of a larger unit."""
    return town_figures(_filters(place, report))


def _filters(place: Place, report: PlaceReport) -> Filters:
    """Return the filter for the unit; a town is looked for within its ORP, district or region."""
    unit = (place.orp or place.district or place.region) if place.level == PlaceLevel.MUNICIPALITY else place
    level = unit.level if unit is not None else PlaceLevel.STATE
    code = unit.code if unit is not None else None
    return Filters(
        as_of=report.as_of,
        level=PLANNED,
        region=code if level == PlaceLevel.REGION else None,
        district=code if level == PlaceLevel.DISTRICT else None,
        orp=code if level == PlaceLevel.ORP else None,
    )
