"""Towns compared: which differ by more than chance, and what each is when it borrows strength from towns alike."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import Comparison, Filters, comparison
from naves.domains.places.enums import SizeClass
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.formats import number
from naves.web.design.offsets import page_of, start_of
from naves.web.design.parts import Figure, Tab
from naves.web.monitor.addresses import query
from naves.web.monitor.country import alphabetical
from naves.web.monitor.pictures.caterpillar import caterpillar
from naves.web.monitor.pictures.funnel_plot import funnel_plot
from naves.web.monitor.statistics.frame import framed

ON_A_PAGE: Final = 40
POSITIONS: Final[dict[int | None, Promise]] = {
    -2: gettext_lazy("far below (99.8%)"),
    -1: gettext_lazy("below (95%)"),
    0: gettext_lazy("within chance"),
    1: gettext_lazy("above (95%)"),
    2: gettext_lazy("far above (99.8%)"),
    None: gettext_lazy("too few needs"),
}
OUTSIDE: Final[dict[str, tuple[int, ...]]] = {"below": (-1, -2), "above": (1, 2)}
COLUMNS: Final = [
    Column("rank", Kind.INTEGER, label=gettext_lazy("Rank by pooled coverage (empty = too few needs to be ranked)")),
    Column("code", Kind.CODE, label=gettext_lazy("Code")),
    Column("name", Kind.TEXT, label=gettext_lazy("Municipality")),
    Column("region", Kind.TEXT, label=gettext_lazy("Region")),
    Column("population", Kind.INTEGER, label=gettext_lazy("Population")),
    Column("size_class", Kind.TEXT, label=gettext_lazy("Size class")),
    Column("needs", Kind.INTEGER, label=gettext_lazy("Needs")),
    Column("answered", Kind.INTEGER, label=gettext_lazy("Answered needs")),
    Column("coverage", Kind.DECIMAL, label=gettext_lazy("Coverage (0 to 1)")),
    Column("pooled", Kind.DECIMAL, label=gettext_lazy("Pooled coverage (0 to 1)")),
    Column("pooled_low", Kind.DECIMAL, label=gettext_lazy("Pooled coverage, lower end of the 95% interval")),
    Column("pooled_high", Kind.DECIMAL, label=gettext_lazy("Pooled coverage, upper end of the 95% interval")),
    Column("limit_low", Kind.DECIMAL, label=gettext_lazy("Lower limit of chance, 95%")),
    Column("limit_high", Kind.DECIMAL, label=gettext_lazy("Upper limit of chance, 95%")),
    Column("outer_low", Kind.DECIMAL, label=gettext_lazy("Lower limit of chance, 99.8%")),
    Column("outer_high", Kind.DECIMAL, label=gettext_lazy("Upper limit of chance, 99.8%")),
    Column("position", Kind.TEXT, label=gettext_lazy("Against chance")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
    Column("level", Kind.INTEGER, label=gettext_lazy("Level of response")),
]


@require_safe
def comparisons(request: HttpRequest) -> HttpResponseBase:
    """Show the funnel and the caterpillar plot over their table, or download the table."""
    outside = request.GET.get("outside", "")
    outside = outside if outside in OUTSIDE else ""
    sort = request.GET.get("sort", "rank")
    kept = {"outside": outside or None, "sort": sort if sort != "rank" else None}
    filters, context = framed(request, "monitor:comparisons", **kept)
    found = comparison(filters)
    order = ordered(found, sort, OUTSIDE.get(outside))
    if name := exports.wanted(request):
        return exports.download(name, name="comparison", columns=COLUMNS, rows=rows_of(found, order, filters))
    start = start_of(request.GET.get("cursor"))
    listed = [found.at(row) for row in order[start : start + ON_A_PAGE]]
    context |= {
        "found": found,
        "figures": figures(found),
        "funnel": funnel_plot(found, listed),
        "caterpillar": caterpillar(found, listed),
        "lines": [(town, POSITIONS[town.position]) for town in listed],
        "page": page_of(listed, start=start, size=ON_A_PAGE, total=len(order)),
        "left_out": len(found) - found.ranked_towns,
        "sort": sort,
        "positions": _tabs(found, request.path, filters, outside),
    }
    return render(request, "monitor/statistics/comparisons.html", context)


def figures(found: Comparison) -> list[Figure]:
    """Return what the limits stand around, and how much of the country was compared."""
    share, total = found.assessed_share, found.towns_in_frame
    return [
        Figure(
            name=_("Answered of all needs together"),
            value=found.target,
            note=_("%(answered)s of %(needs)s needs; every need weighs the same. Limits stand around this share.")
            % {"answered": number(int(found.towns.answered.sum())), "needs": number(found.needs)},
            digits=1,
        ),
        Figure(
            name=_("Assessed towns"),
            value=share,
            note=_("%(assessed)s of %(total)s; the others have recorded no need")
            % {"assessed": number(len(found)), "total": number(total)},
            digits=1,
        ),
        Figure(
            name=_("Towns with needs enough to be compared"),
            value=found.ranked_towns / len(found) if len(found) else None,
            note=_("%(ranked)s of %(assessed)s assessed have five needs or more")
            % {"ranked": number(found.ranked_towns), "assessed": number(len(found))},
            digits=1,
        ),
    ]


def ordered(found: Comparison, sort: str, positions: Sequence[int] | None) -> list[int]:
    """Return rows in the order asked for; only the rank compares coverage, and it ranks no town of few needs."""
    rows: list[int] = found.order.tolist()
    by, descending = sort.removeprefix("-"), sort.startswith("-")
    if by == "needs":
        rows = sorted(range(len(found)), key=lambda row: int(found.towns.needs[found.rows[row]]), reverse=descending)
    elif by == "name":
        names = found.towns.name
        rows = sorted(range(len(found)), key=lambda row: alphabetical(names[found.rows[row]]), reverse=descending)
    elif descending:
        rows = [*reversed(rows[: found.ranked_towns]), *rows[found.ranked_towns :]]
    if positions is None:
        return rows
    enough, place = found.towns.rankable[found.rows].tolist(), found.position.tolist()
    return [row for row in rows if enough[row] and place[row] in positions]


def rows_of(found: Comparison, order: Sequence[int], filters: Filters) -> Iterator[dict[str, object]]:
    """Yield what a download says of each town."""
    for row in order:
        town = found.at(row)
        yield {
            "rank": town.rank,
            "code": town.code,
            "name": town.name,
            "region": town.region,
            "population": town.population,
            "size_class": str(SizeClass(town.size_class).label) if town.size_class in SizeClass.values else "",
            "needs": town.needs,
            "answered": town.answered,
            "coverage": town.coverage,
            "pooled": town.pooled,
            "pooled_low": town.pooled_interval[0],
            "pooled_high": town.pooled_interval[1],
            "limit_low": town.limits[0],
            "limit_high": town.limits[1],
            "outer_low": town.outer_limits[0],
            "outer_high": town.outer_limits[1],
            "position": str(POSITIONS[town.position]),
            "as_of": filters.as_of,
            "level": filters.level,
        }


def _tabs(found: Comparison, path: str, filters: Filters, outside: str) -> list[Tab]:
    def count(name: str) -> int:
        return sum(found.outside(position) for position in OUTSIDE[name])

    return [
        Tab(_("All towns"), path + query(filters), current=not outside, count=len(found)),
        Tab(_("Below the limits"), path + query(filters, outside="below"), outside == "below", count("below")),
        Tab(_("Above the limits"), path + query(filters, outside="above"), outside == "above", count("above")),
    ]
