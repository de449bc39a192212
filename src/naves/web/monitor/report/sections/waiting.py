"""Who waits, for how long, and who has not spoken."""

from collections import defaultdict

from django.utils.translation import gettext as _

from naves.domains.monitor.queries import Division, Filters, GroupTimes, need_page, response_times, silent_needs
from naves.domains.wellbeing.models import WellbeingIndicator
from naves.web.design.formats import day, named, number, percent, percent_range
from naves.web.monitor.drilldown import Line, lines_of
from naves.web.monitor.report.blocks import Section, Table, text
from naves.web.monitor.wording import LEVELS, theme_names

LISTED = 15


def unanswered(filters: Filters) -> Section:
    """Needs with no response at all, by people affected."""
    page = need_page(filters, below=1, limit=LISTED)
    return Section(
        _("Needs that nothing answers"),
        [
            text(
                _("As of %(day)s no strategy in force mentions %(count)s recorded needs. These concern most people:")
                % {"day": day(filters.as_of), "count": number(page.total)}
            ),
            Table(
                caption=_("Unanswered needs by people affected"),
                head=[_("Need"), _("Municipality"), _("People affected"), _("Days since it was voiced")],
                rows=[_unanswered_row(line) for line in lines_of(page.rows)],
                words=(0, 1),
                note=_("People affected as the town stated them; a dash where it did not."),
            ),
        ],
    )


def times(filters: Filters) -> Section:
    """Kaplan–Meier by theme."""
    found = response_times(filters, Division.THEME)
    words = theme_names()
    groups = [(_("All themes"), found.overall), *((words.get(of.code, of.code), of) for of in found.groups)]
    return Section(
        _("How long needs wait"),
        [
            text(
                _(
                    "From the day a need was published to its first response “%(level)s”. Needs still open are "
                    "counted as waiting at least until %(day)s (Kaplan–Meier)."
                )
                % {"level": LEVELS[filters.level], "day": day(filters.as_of)}
            ),
            Table(
                caption=_("Response times by theme"),
                head=[
                    _("Theme"),
                    _("Needs"),
                    _("Answered"),
                    _("Median wait in days"),
                    _("95% interval"),
                    _("Answered within a year"),
                    _("95% interval"),
                ],
                rows=[_times_row(name, group) for name, group in groups],
                note=_("No median: more than half of the needs still wait."),
            ),
        ],
    )


def silence(filters: Filters) -> Section:
    """Gaps that nobody voiced, by indicator."""
    found = silent_needs(filters)
    words, indicators = theme_names(), WellbeingIndicator.objects.in_bulk()
    towns: dict[tuple[str, str], set[int]] = defaultdict(set)
    people: dict[tuple[str, str], int] = defaultdict(int)
    for gap in found:
        key = (gap.indicator, gap.theme)
        towns[key].add(gap.place_id)
        people[key] += gap.population or 0
    return Section(
        _("Needs that nobody voiced"),
        [
            text(
                _(
                    "Where an indicator passes its threshold and nobody recorded a need of its theme, the need is "
                    "silent. These towns are to be asked first; that nobody spoke does not mean that nothing is wrong."
                )
            ),
            Table(
                caption=_("Silent needs by indicator"),
                head=[_("Indicator"), _("Theme"), _("Towns"), _("People living there")],
                rows=[
                    [
                        named(indicators[indicator]) if indicator in indicators else indicator,
                        words.get(theme, theme),
                        number(len(towns[indicator, theme])),
                        number(people[indicator, theme]),
                    ]
                    for indicator, theme in sorted(towns, key=lambda key: -len(towns[key]))
                ],
                words=(0, 1),
                note=_("A town can stand in several rows."),
            ),
        ],
        follows=True,
    )


def _unanswered_row(line: Line) -> list[str]:
    need, people = line.item.need, line.row.people
    return [need.title, need.place.name, "–" if people is None else number(people), number(line.row.age_days)]


def _times_row(name: str, group: GroupTimes) -> list[str]:
    low, high = group.median_interval
    return [
        name,
        number(group.needs),
        number(group.answered),
        "–" if group.median is None else number(group.median),
        "–" if low is None else f"{number(low)}–{'∞' if high is None else number(high)}",
        percent(group.within_year, 1),
        percent_range(*group.within_year_interval, 1) if group.within_year_interval else "–",
    ]
