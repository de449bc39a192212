"""How far needs come, where, in which themes, and how it moved."""

from dataclasses import replace

from django.utils.translation import gettext as _

from naves.domains.monitor.queries import Filters, overview, town_figures, trend
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate
from naves.domains.monitor.rules.method import LEVELS
from naves.web.design.formats import day, number, percent, percent_range, scale_step
from naves.web.monitor.home import rungs
from naves.web.monitor.pictures.country_map import draw
from naves.web.monitor.report.blocks import Cell, Picture, Section, Table, text
from naves.web.monitor.report.pictures import ladder_svg, trend_svg
from naves.web.monitor.wording import ESTIMANDS, theme_names
from naves.web.monitor.wording import LEVELS as LEVEL_WORDS

BY_TOWN = Estimand.PER_TOWN


def ladder(filters: Filters) -> Section:
    """The funnel, and coverage at every level."""
    found = overview(filters)
    at_levels = [(level, overview(replace(filters, level=level))) for level in LEVELS]
    return Section(
        _("How far the needs have come"),
        [
            text(
                _(
                    "A need climbs a ladder: a strategy mentions it, a measure with a responsible body and a deadline "
                    "plans its answer, money or an agreement stands behind it, and at last a result proves it."
                )
            ),
            Picture(
                ladder_svg([(str(rung.words), rung.needs, rung.share) for rung in rungs(found)]),
                alt=_("Bars of needs by rung; the same values stand in the table."),
                caption=_("Needs that reached each rung, as a share of those recorded"),
            ),
            Table(
                caption=_("Needs that reached each rung"),
                head=[_("Rung"), _("Needs"), _("Share of recorded needs")],
                rows=[[str(rung.words), number(rung.needs), percent(rung.share, 1)] for rung in rungs(found)],
                note=_("Each need counts once, by its highest response that holds on the day."),
            ),
            Table(
                caption=_("Coverage at each level"),
                head=[_("Level of response"), *(str(words) for words in ESTIMANDS.values())],
                rows=[
                    [str(LEVEL_WORDS[level]), *(_with_interval(each.estimates[of]) for of in ESTIMANDS)]
                    for level, each in at_levels
                ],
                note=_("In brackets the 95% interval."),
            ),
        ],
    )


def country(filters: Filters) -> Section:
    """The dot map."""
    caption = _("Each dot is a municipality: size by population, colour by coverage; a hollow dot is not assessed.")
    return Section(
        _("Where"),
        [
            text(
                _(
                    "Dots of the same colour next to each other are a region that answers or does not answer together; "
                    "hollow dots are towns that have not been heard yet, not towns without needs."
                )
            ),
            Picture(
                draw(town_figures(filters), title=_("Coverage by municipality")),
                alt=_("Map of municipalities coloured by coverage; the same values by region stand in the next table."),
                caption=caption,
            ),
            Table(
                caption=_("Colours"),
                head=["", *(percent(step / 7) for step in range(7))],
                rows=[[_("coverage from"), *(Cell(percent(step / 7), f"c{step}") for step in range(7))]],
            ),
        ],
    )


def regions(filters: Filters) -> Section:
    """Every region with what defends its figure."""
    found = overview(filters)
    all_themes = found.heat[BY_TOWN][-1]
    names = [*(region.name for region in found.regions), _("Czechia")]
    return Section(
        _("Regions"),
        [
            Table(
                caption=_("Coverage by region, the average town"),
                head=[
                    _("Region"),
                    _("Needs"),
                    _("Assessed towns"),
                    _("Coverage"),
                    _("95% interval"),
                    _("10th percentile"),
                    _("Below one half"),
                ],
                rows=[
                    [
                        name,
                        number(cell.needs),
                        f"{number(cell.estimate.towns_assessed)} / {number(cell.estimate.towns_in_frame)}",
                        Cell(percent(cell.estimate.coverage, 1), scale_step(cell.estimate.coverage)),
                        percent_range(*cell.estimate.interval, 1) if cell.estimate.interval else "–",
                        percent(cell.estimate.p10, 1),
                        percent(cell.estimate.share_below_half, 1),
                    ]
                    for name, cell in zip(names, all_themes, strict=True)
                ],
                note=_(
                    "Regions whose intervals overlap are not told apart by these figures; the order is that of the "
                    "official codes, not a ranking."
                ),
            )
        ],
    )


def themes(filters: Filters) -> Section:
    """Every theme over the country."""
    found = overview(filters)
    words = theme_names()
    rows: list[list[str | Cell]] = []
    for code, line in zip(found.themes, found.heat[BY_TOWN][:-1], strict=True):
        person = found.heat[Estimand.PER_PERSON][found.themes.index(code)][-1].estimate
        cell = line[-1]
        rows.append(
            [
                words.get(code, code),
                number(cell.needs),
                number(cell.estimate.towns_assessed),
                Cell(percent(cell.estimate.coverage, 1), scale_step(cell.estimate.coverage)),
                percent_range(*cell.estimate.interval, 1) if cell.estimate.interval else "–",
                percent(person.coverage, 1),
            ]
        )
    return Section(
        _("Themes"),
        [
            Table(
                caption=_("Coverage by theme"),
                head=[
                    _("Theme"),
                    _("Needs"),
                    _("Assessed towns"),
                    str(ESTIMANDS[BY_TOWN]),
                    _("95% interval"),
                    str(ESTIMANDS[Estimand.PER_PERSON]),
                ],
                rows=rows,
                note=_("A need of two themes counts in both. A theme in which nobody recorded a need is not assessed."),
            )
        ],
        follows=True,
    )


def themes_by_region(filters: Filters) -> Section:
    """The heat map."""
    found = overview(filters)
    words = theme_names()
    by_theme = found.heat[BY_TOWN]
    names = [*(region.name for region in found.regions), _("Czechia")]
    return Section(
        _("Themes by region"),
        [
            Table(
                caption=_("Coverage by region and theme, the average town"),
                head=[_("Region"), *(words.get(code, code) for code in found.themes), _("All themes")],
                rows=[
                    [name, *(_heat(line[position].estimate) for line in by_theme)]
                    for position, name in enumerate(names)
                ],
                note=_("A dash: no town of the region recorded a need of the theme."),
            )
        ],
        wide=True,
    )


def movement(filters: Filters) -> Section:
    """The trend."""
    values = trend(filters)
    return Section(
        _("How it moved"),
        [
            text(
                _(
                    "Each point is as of the end of a month: it counts only what had been recorded by then, and a "
                    "later record never changes it."
                )
            ),
            Picture(
                trend_svg(values, BY_TOWN),
                alt=_("Line of coverage by month with its interval; the same values stand in the table."),
                caption=_("Coverage of the average town with its interval"),
            ),
            Table(
                caption=_("Coverage by month"),
                head=[_("As of"), *(str(name) for name in ESTIMANDS.values())],
                rows=[[day(value.day), *(_with_interval(value.estimates[of]) for of in ESTIMANDS)] for value in values],
            ),
        ],
    )


def _with_interval(estimate: Estimate) -> str:
    shown = percent(estimate.coverage, 1)
    return f"{shown} ({percent_range(*estimate.interval, 1)})" if estimate.interval else shown


def _heat(estimate: Estimate) -> Cell:
    if estimate.coverage is None:
        return Cell("–")
    return Cell(percent(estimate.coverage), scale_step(estimate.coverage))
