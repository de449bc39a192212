"""The dot map and the table under it."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import Filters, TownFigure, TownFigures, town_figures
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.rules.ladder import ranked
from naves.domains.places.enums import SizeClass
from naves.kernel.tables import Column, Kind
from naves.kernel.text import collation_key
from naves.web.design import exports
from naves.web.design.offsets import page_of, start_of
from naves.web.monitor.addresses import filters_from, query
from naves.web.monitor.home import filters_of
from naves.web.monitor.pictures.country_map import draw

ON_A_PAGE = 50
COLUMNS = [
    Column("code", Kind.CODE, label=gettext_lazy("Code")),
    Column("name", Kind.TEXT, label=gettext_lazy("Municipality")),
    Column("region", Kind.TEXT, label=gettext_lazy("Region")),
    Column("population", Kind.INTEGER, label=gettext_lazy("Population")),
    Column("size_class", Kind.TEXT, label=gettext_lazy("Size class")),
    Column("needs", Kind.INTEGER, label=gettext_lazy("Needs")),
    Column("answered", Kind.INTEGER, label=gettext_lazy("Answered needs")),
    Column("coverage", Kind.DECIMAL, label=gettext_lazy("Coverage (0 to 1; empty = not assessed)")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
    Column("level", Kind.INTEGER, label=gettext_lazy("Level of response")),
]
# Thousands of names are compared at each look, and they hardly ever change.
alphabetical = lru_cache(maxsize=16_384)(collation_key)
SORTS = {
    "name": lambda town: alphabetical(town.name),
    "needs": lambda town: town.needs,
    "population": lambda town: town.population if town.population is not None else -1,
}

_pictures: Kept[tuple[str, bytes]] = Kept(16)


@require_safe
def country_map(request: HttpRequest) -> HttpResponseBase:
    """Return the map as SVG; the same picture is drawn once and sent once."""
    towns = town_figures(filters_from(request.GET.dict()))
    title = _("Coverage by municipality")
    tag, picture = _pictures.get((id(towns), get_language()), lambda: _drawn(draw(towns, title=title)))
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    response = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    response["ETag"] = tag
    response["Cache-Control"] = "private, max-age=30"
    return response


def _drawn(picture: str) -> tuple[str, bytes]:
    content = picture.encode()
    return f'"{hashlib.sha256(content).hexdigest()[:24]}"', content


@require_safe
def towns(request: HttpRequest) -> HttpResponseBase:
    """Show every town with its coverage, or download them."""
    filters, context = filters_of(request)
    sort = request.GET.get("sort", "name")
    found = ordered(town_figures(filters), sort)
    if name := exports.wanted(request):
        return exports.download(name, name="coverage", columns=COLUMNS, rows=rows_of(found, filters))
    start = start_of(request.GET.get("cursor"))
    shown = found[start : start + ON_A_PAGE]
    context |= {
        "breadcrumbs": [(_("Monitor"), reverse("monitor:home") + query(filters)), (_("Towns"), "")],
        "page": page_of(shown, start=start, size=ON_A_PAGE, total=len(found)),
        "sort": sort,
        "query": query(filters),
    }
    return render(request, "monitor/towns.html", context)


def ordered(found: TownFigures, sort: str) -> list[TownFigure]:
    """Return the towns in an order; by coverage as the one rule of rankings has it, which ranks none of few needs."""
    by, descending = sort.removeprefix("-"), sort.startswith("-")
    if by == "coverage":
        return [found.at(row) for row in ranked(found.coverage, found.needs, highest_first=descending).tolist()]
    return sorted(found, key=SORTS.get(by, SORTS["name"]), reverse=descending)


def rows_of(found: list[TownFigure], filters: Filters) -> Iterator[dict[str, object]]:
    """Yield what a download says of each town."""
    for town in found:
        yield {
            "code": town.code,
            "name": town.name,
            "region": town.region.name if town.region else "",
            "population": town.population,
            "size_class": str(SizeClass(town.size_class).label) if town.size_class >= 0 else "",
            "needs": town.needs,
            "answered": town.answered,
            "coverage": town.coverage,
            "as_of": filters.as_of,
            "level": filters.level,
        }
