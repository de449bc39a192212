"""Silent needs: measured gaps that nobody has voiced; whom to ask first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import Filters, SilentNeed, silent_needs
from naves.domains.places.models import Place
from naves.domains.wellbeing.models import WellbeingIndicator
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.offsets import page_of, start_of
from naves.web.design.parts import Tab
from naves.web.monitor.addresses import query
from naves.web.monitor.home import filters_of
from naves.web.monitor.wording import theme_names

ON_A_PAGE = 50
READ_AT_ONCE = 500
COLUMNS = [
    Column("code", Kind.CODE, label=gettext_lazy("Code of the municipality")),
    Column("place", Kind.TEXT, label=gettext_lazy("Municipality")),
    Column("region", Kind.TEXT, label=gettext_lazy("Region")),
    Column("population", Kind.INTEGER, label=gettext_lazy("Population")),
    Column("theme", Kind.TEXT, label=gettext_lazy("Theme")),
    Column("indicator", Kind.TEXT, label=gettext_lazy("Indicator")),
    Column("value", Kind.DECIMAL, label=gettext_lazy("Value")),
    Column("threshold", Kind.DECIMAL, label=gettext_lazy("Threshold")),
    Column("unit", Kind.TEXT, label=gettext_lazy("Unit")),
    Column("period_end", Kind.DATE, label=gettext_lazy("End of the period")),
    Column("source", Kind.TEXT, label=gettext_lazy("Source")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
]


@dataclass(frozen=True, slots=True)
class Line:
    """A gap with its town, theme and indicator by name."""

    gap: SilentNeed
    place: Place
    theme: str
    indicator: WellbeingIndicator
    indicator_name: str


@require_safe
def silent(request: HttpRequest) -> HttpResponseBase:
    """Show or download the outreach list."""
    filters, context = filters_of(request)
    indicators = WellbeingIndicator.objects.in_bulk()
    found = silent_needs(filters)
    counts = {code: sum(gap.indicator == code for gap in found) for code in dict.fromkeys(g.indicator for g in found)}
    chosen = request.GET.get("indicator", "")
    if chosen in counts:
        found = [gap for gap in found if gap.indicator == chosen]
    if name := exports.wanted(request):
        return exports.download(name, name="silent-needs", columns=COLUMNS, rows=_export(found, filters))
    start = start_of(request.GET.get("cursor"))
    context |= {
        "breadcrumbs": [(_("Monitor"), reverse("monitor:home") + query(filters)), (_("Silent needs"), "")],
        "lines": lines_of(found[start : start + ON_A_PAGE]),
        "page": page_of(found, start=start, size=ON_A_PAGE, total=len(found)),
        "towns": len({gap.place_id for gap in found}),
        "people": sum({gap.place_id: gap.population or 0 for gap in found}.values()),
        "indicators": [
            Tab(
                _("All indicators"),
                request.path + query(filters),
                current=chosen not in counts,
                count=sum(counts.values()),
            ),
            *(
                Tab(_named(indicators[code]), request.path + query(filters, indicator=code), code == chosen, count)
                for code, count in counts.items()
            ),
        ],
        "has_indicators": bool(indicators),
    }
    return render(request, "monitor/silent.html", context)


def lines_of(found: Sequence[SilentNeed]) -> list[Line]:
    """Return the gaps with names (two queries)."""
    places = Place.objects.select_related("region", "district").in_bulk([gap.place_id for gap in found])
    indicators, themes = WellbeingIndicator.objects.in_bulk({gap.indicator for gap in found}), theme_names()
    return [
        Line(gap, places[gap.place_id], themes[gap.theme], indicators[gap.indicator], _named(indicators[gap.indicator]))
        for gap in found
    ]


def _named(indicator: WellbeingIndicator) -> str:
    return indicator.name_cs if get_language() == "cs" else indicator.name_en


def _export(found: Sequence[SilentNeed], filters: Filters) -> Iterator[dict[str, object]]:
    for start in range(0, len(found), READ_AT_ONCE):
        for line in lines_of(found[start : start + READ_AT_ONCE]):
            yield {
                "code": line.place.code,
                "place": line.place.name,
                "region": line.place.region.name if line.place.region else "",
                "population": line.gap.population,
                "theme": line.theme,
                "indicator": line.indicator_name,
                "value": line.gap.value,
                "threshold": line.gap.threshold,
                "unit": line.indicator.unit,
                "period_end": line.gap.period_end,
                "source": line.indicator.source,
                "as_of": filters.as_of,
            }
