"""One place: who lives there, what they lack, what answers it, and how they live."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import place_report
from naves.domains.needs.permissions import Action, may
from naves.domains.needs.queries import NeedFilter, inbox_counts, need_list
from naves.domains.needs.rules.places import place_problem
from naves.domains.organisations.access import Actor
from naves.domains.organisations.queries import OrganisationFilter, organisation_list
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.queries import PlaceFilter, ancestors, place_by_code, place_list, units
from naves.domains.strategies.queries import StrategyFilter, levels_of, strategy_list
from naves.domains.wellbeing.queries import indicators, profile
from naves.kernel.clock import today
from naves.web.places.facts import LOWER, facts_of, lead_of, titled
from naves.web.places.report import figures, rungs, silent_of, theme_rows, towns_of

SHOWN = 8
MOST_SILENT = 10


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show a place of any level."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = place_by_code(code)
    above = ancestors(shown)
    report = place_report(shown, today())
    is_town = shown.level == PlaceLevel.MUNICIPALITY
    silent = silent_of(shown, report)
    context: dict[str, Any] = {
        "breadcrumbs": [
            (_("Places"), reverse("places:list")),
            *((titled(unit), reverse("places:place", args=[unit.code])) for unit in above),
            (titled(shown), ""),
        ],
        "heading": titled(shown),
        "lead": lead_of(shown),
        "place": shown,
        "is_town": is_town,
        "takes_needs": place_problem(shown.level, shown.kind, shown.name) is None,
        "facts": facts_of(shown, above, report.towns),
        "report": report,
        "figures": figures(report),
        "rungs": rungs(report),
        "themes": theme_rows(report),
        "needs": _needs(actor, shown),
        "strategies": strategy_list(actor, today(), StrategyFilter(place=shown, in_force=True), limit=SHOWN),
        "organisations": organisation_list(OrganisationFilter(place=shown), limit=SHOWN),
        "silent": _silent(silent[:MOST_SILENT]),
        "silent_count": len(silent),
    }
    context |= _town(actor, shown) if is_town else _unit(request, shown, report)
    return render(request, "places/place.html", context)


def _needs(actor: Actor, place: Place) -> dict[str, Any]:
    found = need_list(actor, NeedFilter(place=place), sort="people", limit=SHOWN)
    levels = levels_of([item.need.pk for item in found.items], today())
    return {"found": found, "rows": [(item, levels[item.need.pk]) for item in found.items]}


def _silent(found: list[Any]) -> list[tuple[Any, Any, Place]]:
    by_code = {indicator.code: indicator for indicator in indicators()} if found else {}
    places = Place.objects.in_bulk([gap.place_id for gap in found])
    return [(gap, by_code[gap.indicator], places[gap.place_id]) for gap in found]


def _town(actor: Actor, place: Place) -> dict[str, Any]:
    sorts = may(actor, Action.SEE_INBOX, place=place)
    return {"profile": profile(place, today()), "inbox": inbox_counts([place.pk]).get(place.pk, 0) if sorts else None}


def _unit(request: HttpRequest, place: Place, report: Any) -> dict[str, Any]:
    page = place_list(PlaceFilter(within=place), cursor=request.GET.get("cursor") or None)
    measured = towns_of(place, report)
    row_of = {int(pk): row for row, pk in enumerate(measured.place_id)}
    towns = [(town, measured.at(row_of[town.pk]) if town.pk in row_of else None) for town in page.items]
    lower, units_heading = LOWER.get(PlaceLevel(place.level), (None, ""))
    filters = {PlaceLevel.REGION: "region", PlaceLevel.DISTRICT: "district", PlaceLevel.ORP: "orp"}
    name = filters.get(PlaceLevel(place.level))
    return {
        "page": page,
        "towns": towns,
        "units": list(units(lower, within=place)) if lower else [],
        "units_heading": units_heading,
        "list_address": reverse("places:list") + (f"?{name}={place.code}" if name else ""),
    }
