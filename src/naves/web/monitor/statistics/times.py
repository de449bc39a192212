"""How long needs wait for an answer, by theme, size class or region."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import Division, Filters, GroupTimes, ResponseTimes, response_times
from naves.domains.monitor.rules.survival import Test
from naves.domains.places.enums import SizeClass
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.formats import number
from naves.web.design.nouns import counted
from naves.web.design.parts import Figure, Tab
from naves.web.monitor.addresses import query
from naves.web.monitor.choosing import region_names
from naves.web.monitor.pictures.survival_curves import survival_curves
from naves.web.monitor.statistics.frame import framed
from naves.web.monitor.wording import theme_names

DIVISIONS: Final[dict[Division, Promise]] = {
    Division.THEME: gettext_lazy("By theme"),
    Division.SIZE_CLASS: gettext_lazy("By size of the town"),
    Division.REGION: gettext_lazy("By region"),
}
SMALLEST_P: Final = 0.001
SIGNIFICANT: Final = 0.05
COLUMNS: Final = [
    Column("group", Kind.TEXT, label=gettext_lazy("Group")),
    Column("code", Kind.CODE, label=gettext_lazy("Code")),
    Column("needs", Kind.INTEGER, label=gettext_lazy("Needs ever published")),
    Column("answered", Kind.INTEGER, label=gettext_lazy("Answered needs")),
    Column("median", Kind.INTEGER, label=gettext_lazy("Median wait in days (empty = fewer than half answered)")),
    Column("median_low", Kind.INTEGER, label=gettext_lazy("Median wait, lower end of the 95% interval")),
    Column("median_high", Kind.INTEGER, label=gettext_lazy("Median wait, upper end of the interval (empty = open)")),
    Column("within_year", Kind.DECIMAL, label=gettext_lazy("Share answered within a year (0 to 1)")),
    Column("within_year_low", Kind.DECIMAL, label=gettext_lazy("Share within a year, lower end of the 95% interval")),
    Column("within_year_high", Kind.DECIMAL, label=gettext_lazy("Share within a year, upper end of the 95% interval")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
    Column("level", Kind.INTEGER, label=gettext_lazy("Level of response")),
]
CURVE_COLUMNS: Final = [
    Column("group", Kind.TEXT, label=gettext_lazy("Group")),
    Column("code", Kind.CODE, label=gettext_lazy("Code")),
    Column("day", Kind.INTEGER, label=gettext_lazy("Days since publication")),
    Column("unanswered", Kind.DECIMAL, label=gettext_lazy("Share still waiting (0 to 1)")),
    Column("low", Kind.DECIMAL, label=gettext_lazy("Lower limit, 95%")),
    Column("high", Kind.DECIMAL, label=gettext_lazy("Upper limit, 95%")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
    Column("level", Kind.INTEGER, label=gettext_lazy("Level of response")),
]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the group, its name, its wait in words, and where its needs stand."""

    group: GroupTimes
    name: object
    median: str
    interval: str
    href: str


@require_safe
def times(request: HttpRequest) -> HttpResponseBase:
    """Show the curves over their tables, or download either."""
    asked = request.GET.get("by", "")
    division = Division(asked) if asked in list(Division) else Division.THEME
    by = None if division is Division.THEME else division.value
    filters, context = framed(request, "monitor:times", by=by)
    found = response_times(filters, division)
    names = names_of(division)
    if name := exports.wanted(request):
        if request.GET.get("table") == "curves":
            return exports.download(name, name="waiting", columns=CURVE_COLUMNS, rows=_steps(found, names))
        return exports.download(name, name="response-times", columns=COLUMNS, rows=_rows(found, names))
    lines = [_line(group, names[group.code], filters, division) for group in found.groups if group.needs]
    context |= {
        "found": found,
        "figures": figures(found),
        "picture": survival_curves(found, names),
        "overall": _line(found.overall, _("All needs"), filters, division),
        "lines": lines,
        "marks": [_mark(mark) for mark in found.marks],
        "test": test_in_words(found.test),
        "curves_href": request.path + query(filters, by=by, table="curves"),
        "divisions": [
            Tab(words, request.path + query(filters, by=None if of is Division.THEME else of.value), of is division)
            for of, words in DIVISIONS.items()
        ],
    }
    return render(request, "monitor/statistics/times.html", context)


def names_of(division: Division) -> Mapping[str, object]:
    """Return code → name of the groups."""
    if division is Division.THEME:
        return theme_names()
    if division is Division.REGION:
        return region_names()
    return {str(size.value): size.label for size in SizeClass}


def figures(found: ResponseTimes) -> list[Figure]:
    """Return what is said of all needs together."""
    whole = found.overall
    return [
        Figure(
            name=_("Answered within a year"),
            value=whole.within_year,
            interval=whole.within_year_interval,
            note=_("Estimated so that needs which still wait count for as long as they are watched."),
            digits=1,
        ),
        Figure(
            name=_("Answered so far"),
            value=whole.answered / whole.needs if whole.needs else None,
            note=_("%(answered)s of %(needs)s needs ever published; %(open)s wait, were withdrawn or merged.")
            % {"answered": number(whole.answered), "needs": number(whole.needs), "open": number(whole.open)},
            digits=1,
        ),
    ]


def in_days(days: int | None) -> str:
    """Return a wait in words."""
    if days is None:
        return "–"
    return counted(days, "day")


def test_in_words(test: Test) -> str:
    """Return what the log-rank test says."""
    if test.statistic is None or test.p_value is None:
        return _("There are no two groups with an answer to compare.")
    said = {
        "statistic": number(test.statistic, 1),
        "degrees": test.degrees,
        "p": f"< {number(SMALLEST_P, 3)}" if test.p_value < SMALLEST_P else f"= {number(test.p_value, 3)}",
    }
    if test.p_value < SIGNIFICANT:
        return (
            _(
                "Groups do not wait equally long: log-rank test χ² = %(statistic)s, %(degrees)s degrees of freedom, "
                "p %(p)s."
            )
            % said
        )
    return (
        _(
            "Groups do not differ by more than chance: log-rank test χ² = %(statistic)s, %(degrees)s degrees of "
            "freedom, p %(p)s."
        )
        % said
    )


def _line(group: GroupTimes, name: object, filters: Filters, division: Division) -> Line:
    low, high = group.median_interval
    if low is None:
        interval = "–"
    else:
        interval = (
            f"{number(low)}–{number(high)}" if high is not None else _("%(days)s or more") % {"days": number(low)}
        )
    narrowed: dict[str, Any] = {}
    if group.code:
        narrowed[division.value] = int(group.code) if division is Division.SIZE_CLASS else group.code
    href = reverse("monitor:needs") + query(filters, **narrowed)
    return Line(group, name, in_days(group.median), interval, href)


def _mark(days: int) -> str:
    return number(days)


def _all(found: ResponseTimes, names: Mapping[str, object]) -> Iterator[tuple[str, GroupTimes]]:
    yield _("All needs"), found.overall
    for group in found.groups:
        yield str(names[group.code]), group


def _rows(found: ResponseTimes, names: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for name, group in _all(found, names):
        within = group.within_year_interval or (None, None)
        yield {
            "group": name,
            "code": group.code,
            "needs": group.needs,
            "answered": group.answered,
            "median": group.median,
            "median_low": group.median_interval[0],
            "median_high": group.median_interval[1],
            "within_year": group.within_year,
            "within_year_low": within[0],
            "within_year_high": within[1],
            "as_of": found.filters.as_of,
            "level": found.filters.level,
        }


def _steps(found: ResponseTimes, names: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for name, group in _all(found, names):
        for step in group.steps:
            yield {
                "group": name,
                "code": group.code,
                "day": step.day,
                "unanswered": step.unanswered,
                "low": step.low,
                "high": step.high,
                "as_of": found.filters.as_of,
                "level": found.filters.level,
            }
