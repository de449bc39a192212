"""The list of places and suggestions while a name is typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.needs.queries import open_counts
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.queries import place_label, place_list, places_for_export, search_places
from naves.domains.places.queries.lists import ORDERS
from naves.web.design import exports
from naves.web.places.exporting import COLUMNS, row_of
from naves.web.places.forms import PlaceFilterForm

MOST_SUGGESTED = 12
EVERY_LEVEL = (PlaceLevel.MUNICIPALITY, PlaceLevel.ORP, PlaceLevel.DISTRICT, PlaceLevel.REGION)


@require_safe
def places(request: HttpRequest) -> HttpResponseBase:
    """Show or download the places that pass the filter."""
    form = PlaceFilterForm(request.GET)
    form.is_valid()
    by = form.places()
    if name := exports.wanted(request):
        rows = (row_of(place) for place in places_for_export(by))
        return exports.download(name, name="places", columns=COLUMNS, rows=rows)
    sort = request.GET.get("sort", "")
    sort = sort if sort in ORDERS else "name"
    page = place_list(by, sort=sort, cursor=request.GET.get("cursor") or None)
    counts = open_counts([place.pk for place in page.items])
    context = {
        "breadcrumbs": [(_("Places"), "")],
        "form": form,
        "page": page,
        "rows": [(place, counts.get(place.pk, 0)) for place in page.items],
        "sort": sort,
        "shows_towns": by.level == PlaceLevel.MUNICIPALITY,
    }
    return render(request, "places/list.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Return options for a list of suggestions; each means its place alone."""
    text = request.GET.get("place") or request.GET.get("q") or ""
    levels = EVERY_LEVEL if request.GET.get("levels") == "all" else (PlaceLevel.MUNICIPALITY,)
    found = search_places(text, levels=levels, limit=MOST_SUGGESTED)
    options = [(place_label(place), place) for place in found]
    response = render(request, "places/parts/suggestions.html", {"options": options})
    response["Cache-Control"] = "public, max-age=3600"
    return response
